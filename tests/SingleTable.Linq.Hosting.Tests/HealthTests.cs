using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Hosting.Tests;

public class HealthTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_table_that_is_active_is_healthy(string engine)
    {
        var client = Engines.Connect(engine);
        await using var table = Engines.Table(client, out var name);
        await new ShopTable(new TableOptions<ShopTable>(client) { TableName = name }).EnsureTableAsync();
        foreach (var checkDrift in new[] { true, false })
        {
            var entry = await CheckAsync(client, name, checkDrift);
            entry.Status.ShouldBe(HealthStatus.Healthy);
            entry.Description.ShouldBe($"Table {name} is ACTIVE.");
            entry.Data.ShouldBe(new Dictionary<string, object> { ["table"] = name, ["status"] = "ACTIVE" }, ignoreOrder: true);
        }
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_table_that_is_missing_is_unhealthy(string engine)
    {
        using var client = Engines.Connect(engine);
        var entry = await CheckAsync(client, "there-is-none");
        entry.Status.ShouldBe(HealthStatus.Unhealthy);
        entry.Description.ShouldBe("Table there-is-none is missing.");
    }

    [Theory]
    [InlineData("CREATING", "CREATING", HealthStatus.Unhealthy, "Table Shop is CREATING.")]
    [InlineData("ACTIVE", "CREATING", HealthStatus.Degraded, "Indexes of table Shop cannot be used yet: ByCustomer.")]
    [InlineData("UPDATING", "UPDATING", HealthStatus.Healthy, "Table Shop is UPDATING.")]
    public async Task States_of_a_table_and_its_indexes(string table, string index, HealthStatus status, string description)
    {
        using var client = new States(table, index);
        var entry = await CheckAsync(client, "Shop");
        entry.Status.ShouldBe(status);
        entry.Description.ShouldBe(description);
    }

    [Fact]
    public async Task Drift_is_looked_at_on_request()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var db = new ShopTable(new TableOptions<ShopTable>(client));
        await client.CreateTableAsync(db.CreateTableRequest());
        (await CheckAsync(client, "Shop")).Status.ShouldBe(HealthStatus.Healthy);
        var entry = await CheckAsync(client, "Shop", checkDrift: true);
        entry.Status.ShouldBe(HealthStatus.Degraded);
        ((List<string>)entry.Data["drift"]).ShouldHaveSingleItem().ShouldStartWith("warning: time to live is off");

        await client.UpdateTableAsync(new UpdateTableRequest { TableName = "Shop", GlobalSecondaryIndexUpdates = [new() { Delete = new() { IndexName = "ByTotal" } }] });
        (await CheckAsync(client, "Shop", checkDrift: true)).Status.ShouldBe(HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task Texts_of_errors_go_to_the_log_and_not_to_the_answer()
    {
        var database = new InMemoryDynamoDb();
        database.Faults.On("DescribeTable").Error("AccessDeniedException", "User: arn:aws:iam::123456789012:user/me is not authorized").Always();
        using var client = database.CreateClient();
        var log = new LogLines();
        var entry = await CheckAsync(client, "Shop", log: log);
        entry.Status.ShouldBe(HealthStatus.Unhealthy);
        entry.Description.ShouldBe("Table Shop could not be looked at: AccessDeniedException.");
        entry.Data["error"].ShouldBe("AccessDeniedException");
        entry.Data["httpStatus"].ShouldBe(400);
        entry.Exception.ShouldBeNull();
        log.Lines.ShouldBe(["5104 Warning The health check could not look at table Shop."]);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_unhealthy()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleTable<ShopTable>(o => o.UseEndpoint("http://127.0.0.1:1", c => c.MaxErrorRetry = 0));
        services.AddHealthChecks().AddSingleTable<ShopTable>();
        await using var provider = services.BuildServiceProvider();
        (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["ShopTable"].ShouldSatisfyAllConditions(
            e => e.Status.ShouldBe(HealthStatus.Unhealthy), e => e.Description!.ShouldStartWith("Table Shop could not be looked at: "));
    }

    [Fact]
    public async Task Names_statuses_tags_and_keys()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleTable<ShopTable>(o => o.UseClient(InMemoryDynamoDb.NewClient()));
        services.AddKeyedSingleTable<ShopTable>("eu", o => o.UseClient(InMemoryDynamoDb.NewClient()).UseTableName("Shop-eu"));
        services.AddHealthChecks().AddSingleTable<ShopTable>("db", HealthStatus.Degraded, ["ready"]).AddSingleTable<ShopTable>(key: "eu");
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        report.Entries["db"].ShouldSatisfyAllConditions(e => e.Status.ShouldBe(HealthStatus.Degraded), e => e.Tags.ShouldBe(["ready"]), e => e.Data["table"].ShouldBe("Shop"));
        report.Entries["ShopTable-eu"].ShouldSatisfyAllConditions(e => e.Status.ShouldBe(HealthStatus.Unhealthy), e => e.Data["table"].ShouldBe("Shop-eu"));
    }

    private static async Task<HealthReportEntry> CheckAsync(IAmazonDynamoDB client, string table, bool checkDrift = false, LogLines? log = null)
    {
        var services = new ServiceCollection().AddLogging(l => l.AddProvider(log ?? new LogLines()));
        services.AddSingleTable<ShopTable>(o => o.UseClient(client).UseTableName(table));
        services.AddHealthChecks().AddSingleTable<ShopTable>(checkDrift: checkDrift);
        await using var provider = services.BuildServiceProvider();
        return (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["ShopTable"];
    }
}
