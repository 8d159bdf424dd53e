using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

public abstract class PartitionTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    protected override Task SeedAsync() => SaasData.SeedAsync(Db, new SaasTable(Options.ForTenant("globex")));

    [Fact]
    public async Task Every_type_of_a_partition_is_one_query()
    {
        var id = "o1";
        var partition = Db.Partition<Team>(t => t.OrganizationId == id);
        var items = await partition.ReadAsync();

        items.Of<Organization>().Single().Name.ShouldBe("Acme");
        items.Of<Team>().Select(t => t.Id).ShouldBe(["t1", "t10", "t2"]);
        items.Of<TeamMember>().Select(m => m.Username).ShouldBe(["john", "jane", "zoë"]);
        items.Count.ShouldBe(7);
        TakeRequests().ShouldBe(["Query Table  pk = TENANT#acme#ORG#o1  asc"]);
        Normalize(partition.Explain()).ShouldBe("Query Table  pk = TENANT#acme#ORG#o1  asc  ~1 request");
    }

    [Fact]
    public async Task Any_of_its_entities_names_it_and_others_do_not_live_there()
    {
        var items = await Db.Partition<Organization>(o => o.Id == "o2").ReadAsync();

        items.Of<Team>().Single().Id.ShouldBe("t3");
        Should.Throw<QueryTranslationException>(() => items.Of<Project>()).Code.ShouldBe("STL1210");
        (await Db.Partition<Organization>(o => o.Id == "none").ReadAsync()).Count.ShouldBe(0);
        (await Db.Partition<Organization>(o => o.Id == "o1" && o.TenantId == "globex").ReadAsync()).Count.ShouldBe(0);
    }

    [Fact]
    public async Task What_has_expired_is_left_out()
    {
        await Db.Readings.PutAsync(new Models.Reading { Device = "d1", Time = SaasData.Day.UtcDateTime.AddYears(1), ExpiresAt = SaasData.Day.AddYears(-20) });
        TakeRequests();

        (await Db.Partition<Models.Reading>(r => r.Device == "d1").ReadAsync()).Of<Models.Reading>().Count.ShouldBe(12);
        TakeRequests().ShouldBe(["Query Table  pk = TENANT#acme#DEVICE#d1  asc  filter not expired"]);
    }

    [Fact]
    public async Task Types_that_the_model_does_not_know_are_skipped()
    {
        var item = (await Client.GetItemAsync(Options.TableName, new()
        {
            ["pk"] = new() { S = "TENANT#acme#ORG#o1" }, ["sk"] = new() { S = "TEAM#t1" },
        })).Item;
        item["sk"] = new() { S = "INVOICE#1" };
        item["_type"] = new() { S = "acme#Invoice" };
        await Client.PutItemAsync(Options.TableName, item);

        (await Db.Partition<Team>(t => t.OrganizationId == "o1").ReadAsync()).Count.ShouldBe(7);
    }

    [Fact]
    public async Task All_pages_are_read()
    {
        await Db.Members.BatchPutAsync(Enumerable.Range(0, 120).Select(i =>
            new TeamMember { Id = $"m{i:D3}", OrganizationId = "big", TeamId = "t", Username = new string('x', 20_000) }));
        TakeRequests();

        (await Db.Partition<Team>(t => t.OrganizationId == "big").ReadAsync()).Of<TeamMember>().Count.ShouldBe(120);
        TakeRequests().Count.ShouldBe(3);
    }

    [Fact]
    public void A_condition_that_is_not_the_partition_key_is_refused()
    {
        var missing = Should.Throw<QueryTranslationException>(() => Db.Partition<Team>(t => t.Id == "t1").Explain());
        (missing.Code, missing.Message).ShouldBe(("STL1209", "STL1209 Partition<Team> reads all of a partition TENANT#{TenantId}#ORG#{OrganizationId}, but OrganizationId is "
            + "not fixed. Write Partition<Team>(x => x.OrganizationId == …), or query one of its entities."));
        Should.Throw<QueryTranslationException>(() => Db.Partition<Team>(t => t.OrganizationId == "o1" && t.Id == "t1").Explain())
            .Message.ShouldContain("there are other conditions");
        TakeRequests().ShouldBeEmpty();
    }
}

public sealed class PartitionTests_Embedded : PartitionTests<Embedded>;

public sealed class PartitionTests_Wrapped : PartitionTests<Wrapped>;

public sealed class PartitionTests_Endpoint : PartitionTests<Endpoint>;

public sealed class PartitionTests_Container : PartitionTests<Container>;
