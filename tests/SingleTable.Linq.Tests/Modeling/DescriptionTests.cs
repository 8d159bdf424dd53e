using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>What tools need of a model: the parts of keys, and the comparison with what is known of a table.</summary>
public class DescriptionTests
{
    [Fact]
    public void Keys_have_their_attributes_and_parts()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var table = new SaasTable(new TableOptions<SaasTable>(client)).Model;
        var member = table.Entities.Single(e => e.ClrType == typeof(TeamMember));
        member.Key.Attributes.Select(a => (a.Name, a.Type, a.IsPartition, a.ToString())).ShouldBe(
        [
            ("pk", "S", true, "TENANT#{TenantId}#ORG#{OrganizationId}"), ("sk", "S", false, "TEAM#{TeamId}#MEMBER#{Id}"),
        ]);
        member.Key.Attributes[0].Parts.ShouldBe(
        [
            new KeyPartSchema("TENANT#", null), new KeyPartSchema(null, "TenantId") { IsTenant = true }, new KeyPartSchema("#ORG#", null), new KeyPartSchema(null, "OrganizationId"),
        ]);
        var severity = table.Entities.Single(e => e.ClrType == typeof(Models.Reading)).IndexKeys.Single().Attributes[1];
        (severity.Name, severity.Type, severity.Property, severity.Parts.Count, severity.IsTenant).ShouldBe(("sev", "N", "Severity", 0, false));
        member.Properties.Select(p => p.AttributeType).Distinct().ShouldBe(["S", "M"]);
    }

    [Fact]
    public void A_part_encodes_as_keys_do()
    {
        new KeyPartSchema(null, "Id").Encode("a #$b").ShouldBe("a$P$S$Tb");
        new KeyPartSchema(null, "Id") { Encoding = KeyEncoding.Plain }.Encode("a #b").ShouldBe("a $Sb");
        new KeyPartSchema(null, "Id") { Encoding = KeyEncoding.Raw }.Encode("a b").ShouldBe("a b");
        Should.Throw<KeyValueException>(() => new KeyPartSchema(null, "Id") { Encoding = KeyEncoding.Raw }.Encode("a#b")).Message.ShouldContain("Id holds '#'");
        Should.Throw<KeyValueException>(() => new KeyPartSchema(null, "Id").Encode("")).Property.ShouldBe("Id");
        Should.Throw<KeyValueException>(() => new KeyPartSchema(null, "Id").Encode("\ud800")).Code.ShouldBe("STL2003");
    }

    [Fact]
    public async Task A_description_of_the_table_is_compared_without_a_request()
    {
        var database = new InMemoryDynamoDb();
        using var client = database.CreateClient();
        var db = new SaasTable(new TableOptions<SaasTable>(client));
        await db.EnsureTableAsync();
        var table = (await client.DescribeTableAsync(db.Model.Name)).Table;
        var before = database.Requests.Count;
        db.CompareTable(table).IsNone.ShouldBeTrue();
        db.CompareTable(table, new TimeToLiveDescription { TimeToLiveStatus = TimeToLiveStatus.DISABLED }).Differences.Single().Kind.ShouldBe(TableDriftKind.TimeToLive);
        table.GlobalSecondaryIndexes.RemoveAll(i => i.IndexName == "GSI1");
        db.CompareTable(table).Differences.Single().Kind.ShouldBe(TableDriftKind.IndexMissing);
        database.Requests.Count.ShouldBe(before);
        Should.Throw<ArgumentNullException>(() => db.CompareTable(null!));
    }
}
