using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Hosting.Tests;

public class DriftTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_table_that_the_model_created_has_none(string engine)
    {
        var client = Engines.Connect(engine);
        await using var table = Engines.Table(client, out var name);
        var db = Db(client, name);
        await db.EnsureTableAsync();
        var drift = await db.CheckTableAsync();
        drift.Differences.ShouldBeEmpty();
        drift.IsNone.ShouldBeTrue();
        drift.HasErrors.ShouldBeFalse();
        drift.ToString().ShouldBe($"Table {name} is what the model says.");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_missing_table_is_one_difference(string engine)
    {
        using var client = Engines.Connect(engine);
        var name = $"none-{Guid.NewGuid():N}";
        (await Db(client, name).CheckTableAsync()).ToString().ShouldBe(
            $"Table {name} is not what the model says (1 error):\n"
            + "  - error: the table is missing, and the model says pk HASH, sk RANGE. Create it with EnsureTableAsync, or with what CreateTableRequest gives.");
    }

    [Fact]
    public async Task A_table_that_differs_in_everything()
    {
        using var client = InMemoryDynamoDb.NewClient();
        await client.CreateTableAsync(new CreateTableRequest
        {
            TableName = "Shop",
            AttributeDefinitions = [new("pk", ScalarAttributeType.S), new("range", ScalarAttributeType.S), new("gsi1pk", ScalarAttributeType.N), new("other", ScalarAttributeType.S), new("TenantId", ScalarAttributeType.S)],
            KeySchema = [new("pk", KeyType.HASH), new("range", KeyType.RANGE)],
            BillingMode = BillingMode.PROVISIONED,
            ProvisionedThroughput = new(5, 6),
            GlobalSecondaryIndexes =
            [
                Index("ByCustomer", new() { ProjectionType = ProjectionType.KEYS_ONLY }, "gsi1pk"),
                Index("Old", new() { ProjectionType = ProjectionType.ALL }, "other"),
            ],
            LocalSecondaryIndexes = [new() { IndexName = "ByTotal", KeySchema = [new("pk", KeyType.HASH), new("TenantId", KeyType.RANGE)], Projection = new() { ProjectionType = ProjectionType.ALL } }],
        });
        await client.UpdateTimeToLiveAsync(new UpdateTimeToLiveRequest { TableName = "Shop", TimeToLiveSpecification = new() { AttributeName = "gone", Enabled = true } });

        var drift = await Db(client, null).CheckTableAsync();
        drift.HasErrors.ShouldBeTrue();
        drift.ToString().ShouldBe("""
            Table Shop is not what the model says (5 errors, 1 warning, 2 notes):
              - error: the keys of the table are pk HASH, range RANGE, and the model says pk HASH, sk RANGE. The keys of a table never change: it is another table, or HasKeys names other attributes.
              - error: the type of a key attribute is gsi1pk N, and the model says gsi1pk S. Writes of it are refused. Delete the index and create it again, or choose another attribute.
              - error: the keys of index ByCustomer are gsi1pk HASH, and the model says gsi1pk HASH, gsi1sk RANGE. The keys of an index never change: create one of another name with the model's keys, change HasIndex to it, and delete this one.
              - error: index ByTotal is local, and the model says global. Declare it as it is, with HasIndex or HasLocalIndex.
              - error: the keys of index ByTotal are pk HASH, TenantId RANGE, and the model says TenantId HASH, Customer HASH, Total RANGE. The keys of an index never change: create one of another name with the model's keys, change HasIndex to it, and delete this one.
              - warning: time to live is on gone, and the model says on ttl. What has expired is not deleted, though reads leave it out. Switch time to live off, wait an hour, and switch it on for the model's attribute.
              - note: index Old is there with other HASH, all attributes, and the model says nothing of it. Items that have its keys are written to it, and that is paid for. Declare it with HasIndex, or delete it.
              - note: the billing mode is PROVISIONED (5 read, 6 write), and the model says PAY_PER_REQUEST. Leave it where that is meant: what is over the capacity is throttled.
            """);
        drift.Differences.Select(d => d.Kind).ShouldBe([
            TableDriftKind.TableKeys, TableDriftKind.AttributeType, TableDriftKind.IndexKeys, TableDriftKind.IndexScope, TableDriftKind.IndexKeys,
            TableDriftKind.TimeToLive, TableDriftKind.IndexExtra, TableDriftKind.BillingMode,
        ]);
    }

    [Fact]
    public async Task Projections_that_hold_less_or_more()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var request = Db(client, null).CreateTableRequest();
        request.GlobalSecondaryIndexes.Single(i => i.IndexName == "ByCustomer").Projection = new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = ["PlacedAt"] };
        request.GlobalSecondaryIndexes.Single(i => i.IndexName == "ByTotal").Projection = new() { ProjectionType = ProjectionType.KEYS_ONLY };
        await client.CreateTableAsync(request);
        var drift = await Db(client, null).CheckTableAsync();
        drift.Differences.Select(d => (d.Kind, d.Severity, d.Index)).ShouldBe([
            (TableDriftKind.IndexProjection, TableDriftSeverity.Error, "ByCustomer"), (TableDriftKind.IndexProjection, TableDriftSeverity.Error, "ByTotal"),
            (TableDriftKind.TimeToLive, TableDriftSeverity.Warning, null),
        ]);
        drift.Differences[1].Advice.ShouldStartWith("Queries of it would read items without PlacedAt, _type, ttl.");

        await client.DeleteTableAsync("Shop");
        request.GlobalSecondaryIndexes.ForEach(i => i.Projection = new() { ProjectionType = ProjectionType.ALL });
        await client.CreateTableAsync(request);
        await Db(client, null).EnsureTableAsync();
        (await Db(client, null).CheckTableAsync()).Differences.ShouldHaveSingleItem().ToString().ShouldStartWith(
            "note: index ByTotal holds all attributes, and the model says the keys, PlacedAt");
    }

    [Fact]
    public async Task A_time_to_live_that_the_model_does_not_know_is_a_warning()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var db = new NamedTable(new TableOptions<NamedTable>(client), new Caller());
        await db.EnsureTableAsync();
        await client.UpdateTimeToLiveAsync(new UpdateTimeToLiveRequest { TableName = "Names", TimeToLiveSpecification = new() { AttributeName = "ttl", Enabled = true } });
        (await db.CheckTableAsync()).Differences.ShouldHaveSingleItem().ToString().ShouldBe(
            "warning: time to live is on ttl, and the model says off. DynamoDB deletes items whose ttl has passed, which the model knows nothing of. Name it with HasTimeToLive, or switch it off.");
    }

    // States that the embedded engine never has, as the service tells them.
    [Fact]
    public async Task States_in_which_nothing_can_be_read_are_errors()
    {
        using var client = new States("CREATING", "CREATING");
        (await Db(client, null).CheckTableAsync()).Differences.Select(d => d.ToString()).ShouldBe([
            "error: the status of the table is CREATING, and the model says ACTIVE. Requests fail until it is.",
            "error: the status of index ByCustomer is CREATING, and the model says ACTIVE. Queries of it fail until it is.",
        ]);
        using var updating = new States("UPDATING", "UPDATING");
        (await Db(updating, null).CheckTableAsync()).IsNone.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Missing_indexes_are_added_and_find_what_was_written_before(string engine)
    {
        var client = Engines.Connect(engine);
        await using var table = Engines.Table(client, out var name);
        var db = Db(client, name);
        var request = db.CreateTableRequest();
        string[] missing = engine == "embedded" ? ["ByCustomer", "ByTotal"] : ["ByCustomer"];
        // Another engine does not add an index of several attributes.
        request.GlobalSecondaryIndexes.RemoveAll(i => missing.Contains(i.IndexName));
        request.GlobalSecondaryIndexes.ForEach(i => i.ProvisionedThroughput = new(5, 5));
        var keys = request.KeySchema.Concat(request.GlobalSecondaryIndexes.SelectMany(i => i.KeySchema)).Select(k => k.AttributeName).ToList();
        request.GlobalSecondaryIndexes = request.GlobalSecondaryIndexes is [] ? null : request.GlobalSecondaryIndexes;
        request.AttributeDefinitions.RemoveAll(a => !keys.Contains(a.AttributeName));
        (request.BillingMode, request.ProvisionedThroughput) = (BillingMode.PROVISIONED, new(5, 5));
        await client.CreateTableAsync(request);
        await db.EnsureTableAsync();
        (await db.CheckTableAsync()).Differences.Where(d => d.Kind == TableDriftKind.IndexMissing).Select(d => d.Index).ShouldBe(missing);
        await db.Orders.CreateAsync(new Order { Id = "o1", Customer = "c1", Total = 7 });

        (await db.CreateMissingIndexesAsync()).ShouldBe(missing);
        (await db.CreateMissingIndexesAsync()).ShouldBeEmpty();
        (await db.CheckTableAsync()).HasErrors.ShouldBeFalse();
        (await db.Orders.Where(o => o.Customer == "c1").UsingIndex("ByCustomer").ToListAsync()).Select(o => o.Id).ShouldBe(["o1"]);
    }

    [Fact]
    public async Task Indexes_are_not_added_to_a_table_that_is_not_there()
    {
        using var client = InMemoryDynamoDb.NewClient();
        await Should.ThrowAsync<ResourceNotFoundException>(() => Db(client, null).CreateMissingIndexesAsync());
    }

    private static ShopTable Db(IAmazonDynamoDB client, string? name) => new(new TableOptions<ShopTable>(client) { TableName = name }.ForTenant("acme"));

    private static GlobalSecondaryIndex Index(string name, Amazon.DynamoDBv2.Model.Projection projection, string partition) => new()
    {
        IndexName = name, KeySchema = [new(partition, KeyType.HASH)], Projection = projection, ProvisionedThroughput = new(1, 1),
    };
}
