using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Time.Testing;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public class TableTests
{
    [Fact]
    public async Task An_index_that_is_added_later_holds_the_items_that_fit_it()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "a", ("extra", S("x"))), Row("p", "b", ("extra", N("1"))), Row("p", "c"));
        var update = new UpdateTableRequest
        {
            TableName = Table,
            AttributeDefinitions = [new("extra", ScalarAttributeType.S)],
            GlobalSecondaryIndexUpdates =
            [
                new()
                {
                    Create = new() { IndexName = "Late", KeySchema = [new("extra", KeyType.HASH)], Projection = new() { ProjectionType = ProjectionType.ALL } },
                },
            ],
        };
        var description = (await client.UpdateTableAsync(update, Cancel)).TableDescription;
        description.GlobalSecondaryIndexes.Single(i => i.IndexName == "Late").ItemCount.ShouldBe(1);
        var query = Query("extra = :x", (":x", S("x")));
        query.IndexName = "Late";
        (await client.QueryAsync(query, Cancel)).Items.Single()["sk"].S.ShouldBe("a");
        await client.UpdateTableAsync(new() { TableName = Table, GlobalSecondaryIndexUpdates = [new() { Delete = new() { IndexName = "Late" } }] }, Cancel);
        await client.QueryAsync(query, Cancel).ShouldRefuse("The table does not have the specified index: Late");
        (await client.DescribeTableAsync(Table, Cancel)).Table.AttributeDefinitions.Select(a => a.AttributeName).ShouldNotContain("extra");
    }

    [Fact]
    public async Task Billing_and_protection_change()
    {
        using var client = await CreateAsync();
        var response = await client.UpdateTableAsync(new()
        {
            TableName = Table,
            BillingMode = BillingMode.PROVISIONED,
            ProvisionedThroughput = new(5, 6),
            DeletionProtectionEnabled = true,
        }, Cancel);
        response.TableDescription.ProvisionedThroughput.WriteCapacityUnits.ShouldBe(6);
        response.TableDescription.BillingModeSummary.BillingMode.ShouldBe(BillingMode.PROVISIONED);
        await client.DeleteTableAsync(Table, Cancel).ShouldRefuse("Resource cannot be deleted as it is currently protected against deletion. " +
            "Disable deletion protection first.");
    }

    [Fact]
    public async Task Expired_items_go_when_their_time_and_the_delay_are_over()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1));
        using var client = await CreateAsync(new InMemoryDynamoDb(new() { TimeProvider = time, ExpiryDelay = TimeSpan.FromHours(1) }));
        await client.PutAsync(Row("p", "before", ("expires", N("86500")), ("gpk", S("g"))));
        await client.UpdateTimeToLiveAsync(new() { TableName = Table, TimeToLiveSpecification = new() { AttributeName = "expires", Enabled = true } }, Cancel);
        await client.PutAsync(Row("p", "after", ("expires", N("86500"))), Row("p", "text", ("expires", S("86500"))), Row("p", "renewed", ("expires", N("86500"))));
        await client.PutAsync(Row("p", "renewed", ("expires", N("999999"))));
        (await client.DescribeTimeToLiveAsync(Table, Cancel)).TimeToLiveDescription.TimeToLiveStatus.ShouldBe(TimeToLiveStatus.ENABLED);
        time.Advance(TimeSpan.FromSeconds(200));
        (await client.SortKeysAsync("pk = :p", (":p", S("p")))).ShouldBe(["after", "before", "renewed", "text"]);
        time.Advance(TimeSpan.FromHours(1));
        (await client.SortKeysAsync("pk = :p", (":p", S("p")))).ShouldBe(["renewed", "text"]);
        (await client.ScanAsync(new ScanRequest(Table) { IndexName = "GSI2" }, Cancel)).Count.ShouldBe(0);
        await client.UpdateTimeToLiveAsync(new() { TableName = Table, TimeToLiveSpecification = new() { AttributeName = "other", Enabled = true } }, Cancel)
            .ShouldRefuse("TimeToLive is active on a different AttributeName: current AttributeName is expires");
    }

    [Fact]
    public async Task A_saved_table_loads_into_another_database()
    {
        var source = new InMemoryDynamoDb();
        using var client = await CreateAsync(source);
        for (int i = 0; i < 100; i++) await client.PutAsync(Row($"p{i % 7}", $"{i}", ("gpk", S("g")), ("gsk", N($"{i}")), ("bin", B(0, 255)), ("m", M(("l", L(N("1")))))));
        using var stream = new MemoryStream();
        source.Save(Table, stream);
        stream.Position = 0;
        var copy = new InMemoryDynamoDb();
        copy.Load(stream);
        using var other = copy.CreateClient();
        (await other.DescribeTableAsync(Table, Cancel)).Table.GlobalSecondaryIndexes.Count.ShouldBe(2);
        var query = Query("gpk = :g", (":g", S("g")));
        query.IndexName = "GSI1";
        (await other.QueryAsync(query, Cancel)).Items.Select(i => i["sk"].S).ShouldBe(Enumerable.Range(0, 100).Select(i => $"{i}"));
        using var again = new MemoryStream();
        copy.Save(Table, again);
        again.ToArray().ShouldBe(stream.ToArray());
        Should.Throw<ArgumentException>(() => copy.Save("None", again));
        Should.Throw<InvalidDataException>(() => copy.Load(new MemoryStream([1, 2, 3])));
    }

    [Fact]
    public async Task Limits_and_endpoints_are_described()
    {
        using var client = await CreateAsync();
        (await client.DescribeLimitsAsync(new(), Cancel)).TableMaxReadCapacityUnits.ShouldBe(40_000);
        (await client.DescribeEndpointsAsync(new(), Cancel)).Endpoints.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Tables_are_listed_in_pages_by_name()
    {
        using var client = new InMemoryDynamoDb().CreateClient();
        foreach (string name in (string[])["bbb", "ccc", "AAA"])
        {
            var definition = Definition();
            definition.TableName = name;
            await client.CreateTableAsync(definition, Cancel);
        }
        var first = await client.ListTablesAsync(new ListTablesRequest { Limit = 2 }, Cancel);
        first.TableNames.ShouldBe(["AAA", "bbb"]);
        first.LastEvaluatedTableName.ShouldBe("bbb");
        (await client.ListTablesAsync(new ListTablesRequest { ExclusiveStartTableName = "bbb" }, Cancel)).TableNames.ShouldBe(["ccc"]);
    }

    public static TheoryData<string, Action<CreateTableRequest>, string> Refused => new()
    {
        { "short name", r => r.TableName = "ab", "TableName must be at least 3 characters long and at most 255 characters long" },
        { "unused attribute", r => r.AttributeDefinitions.Add(new("unused", "S")), "One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [pk, sk, gpk, gsk, lsk, unused], keys used: [pk, sk, lsk, gpk, gsk]" },
        { "undefined attribute", r => r.AttributeDefinitions.RemoveAt(1), "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [sk], AttributeDefinitions: [pk, gpk, gsk, lsk]" },
        { "range first", r => r.KeySchema.Reverse(), "Invalid KeySchema: The first KeySchemaElement is not a HASH key type" },
        { "no throughput", r => r.BillingMode = BillingMode.PROVISIONED, "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED" },
        { "same index twice", r => r.GlobalSecondaryIndexes[1].IndexName = "GSI1", "One or more parameter values were invalid: Duplicate index name: GSI1" },
        { "needless projection", r => r.GlobalSecondaryIndexes[0].Projection.NonKeyAttributes = ["x"], "One or more parameter values were invalid: ProjectionType is ALL, but NonKeyAttributes is specified" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Tables_that_the_service_refuses_are_refused(string name, Action<CreateTableRequest> change, string message)
    {
        using var client = new InMemoryDynamoDb().CreateClient();
        name.ShouldNotBeEmpty();
        var definition = Definition();
        change(definition);
        await client.CreateTableAsync(definition, Cancel).ShouldRefuse(message);
        (await client.ListTablesAsync(Cancel)).TableNames.ShouldBeEmpty();
    }
}
