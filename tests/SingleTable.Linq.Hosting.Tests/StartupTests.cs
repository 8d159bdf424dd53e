using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Hosting.Tests;

public class StartupTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_table_is_created_before_other_services_start(string engine)
    {
        var client = Engines.Connect(engine);
        await using var table = Engines.Table(client, out var name);
        var (builder, log) = Builder();
        builder.Services.AddHostedService<FirstWriter>();
        builder.Services.AddSingleTable<ShopTable>(o => o.UseClient(client).UseTableName(name)).EnsureTable();
        using var host = builder.Build();
        await host.StartAsync();
        log.Lines.ShouldBe([$"5101 Information Table {name} was created."]);
        var db = host.Services.GetRequiredService<ITableContextFactory<ShopTable>>().Create("acme");
        (await db.Orders.FindAsync("first")).ShouldNotBeNull();
        await host.StopAsync();

        // A second start finds it there, and what it should be.
        var (again, silence) = Builder();
        again.Services.AddSingleTable<ShopTable>(o => o.UseClient(client).UseTableName(name)).EnsureTable();
        using var second = again.Build();
        await second.StartAsync();
        silence.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_whose_table_is_another_one_does_not_start()
    {
        using var client = await WithoutIndexesAsync();
        foreach (var ask in new Action<SingleTableBuilder<ShopTable>>[] { b => b.VerifyTable(), b => b.EnsureTable() })
        {
            var (builder, log) = Builder();
            ask(builder.Services.AddSingleTable<ShopTable>(o => o.UseClient(client)));
            using var host = builder.Build();
            var error = await Should.ThrowAsync<TableDriftException>(() => host.StartAsync());
            error.Code.ShouldBe("STL5110");
            error.Message.ShouldStartWith("STL5110 Table Shop is not what the model says (2 errors");
            error.Drift.Differences.Count(d => d.Kind == TableDriftKind.IndexMissing).ShouldBe(2);
            log.Lines.ShouldNotContain(line => line.StartsWith("5103", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Drift_is_logged_by_its_severity_and_the_host_starts(bool ensures)
    {
        using var client = await WithoutIndexesAsync();
        var (builder, log) = Builder();
        var table = builder.Services.AddSingleTable<ShopTable>(o => o.UseClient(client)).VerifyTable(TableVerification.Log);
        _ = ensures ? table.EnsureTable() : table;
        using var host = builder.Build();
        await host.StartAsync();
        log.Lines.Select(line => line[..line.IndexOf(':')]).ShouldBe([
            "5103 Error Table Shop is not what the model says",
            "5103 Error Table Shop is not what the model says",
            .. ensures ? [] : (string[])["5103 Warning Table Shop is not what the model says"],
        ]);
    }

    [Fact]
    public async Task Indexes_that_are_missing_are_added_on_request()
    {
        using var client = await WithoutIndexesAsync();
        var (builder, log) = Builder();
        builder.Services.AddSingleTable<ShopTable>(o => o.UseClient(client)).EnsureTable(createMissingIndexes: true);
        using var host = builder.Build();
        await host.StartAsync();
        log.Lines.ShouldBe(["5102 Information The indexes ByCustomer, ByTotal were added to table Shop."]);
    }

    [Fact]
    public async Task A_missing_table_stops_a_host_that_verifies_it_and_no_other()
    {
        var (builder, _) = Builder();
        builder.Services.AddSingleTable<ShopTable>(o => o.UseClient(InMemoryDynamoDb.NewClient()));
        using (var host = builder.Build())
        {
            await host.StartAsync();
        }

        builder = Builder().Builder;
        builder.Services.AddSingleTable<ShopTable>(o => o.UseClient(InMemoryDynamoDb.NewClient())).VerifyTable();
        using var verifying = builder.Build();
        (await Should.ThrowAsync<TableDriftException>(() => verifying.StartAsync())).Drift.Differences.ShouldHaveSingleItem().Kind.ShouldBe(TableDriftKind.TableMissing);
    }

    [Fact]
    public async Task A_host_that_knows_no_lifecycle_prepares_the_table_too()
    {
        var database = new InMemoryDynamoDb();
        var services = new ServiceCollection();
        services.AddSingleTable<ShopTable>(o => o.UseInMemory(database)).EnsureTable();
        await using var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        database.Requests.ShouldContain(r => r.Operation == "CreateTable");
    }

    [Fact]
    public async Task All_names_of_a_context_are_prepared()
    {
        var database = new InMemoryDynamoDb();
        var (builder, log) = Builder();
        builder.Services.AddSingleTable<ShopTable>(o => o.UseClient(_ => database.CreateClient(), isOwned: true)).EnsureTable();
        builder.Services.AddKeyedSingleTable<ShopTable>("eu", o => o.UseClient(_ => database.CreateClient(), isOwned: true).UseTableName("Shop-eu")).EnsureTable();
        builder.Services.AddKeyedSingleTable<ShopTable>("us", o => o.UseClient(_ => database.CreateClient(), isOwned: true).UseTableName("Shop-us"));
        using var host = builder.Build();
        await host.StartAsync();
        log.Lines.ShouldBe(["5101 Information Table Shop was created.", "5101 Information Table Shop-eu was created."]);
    }

    [Fact]
    public async Task Warming_up_makes_plans_sends_nothing_and_needs_no_tenant()
    {
        var database = new InMemoryDynamoDb();
        var tenants = new List<string?>();
        var (builder, _) = Builder();
        builder.Services.AddSingleTable<ShopTable>(o => o.UseClient(_ => database.CreateClient(), isOwned: true).UseTenant(_ => throw new InvalidOperationException("There is no request.")))
            .WarmUp(db =>
            {
                tenants.Add(db.Options.Tenant);
                return [db.Orders.Where(o => o.Customer == "c")];
            });
        using var host = builder.Build();
        await host.StartAsync();
        tenants.ShouldHaveSingleItem().ShouldNotBeNull();
        database.Requests.ShouldBeEmpty();

        var (wrong, _) = Builder();
        wrong.Services.AddSingleTable<ShopTable>(o => o.UseClient(_ => database.CreateClient(), isOwned: true)).WarmUp(db => [db.Orders.Where(o => o.Total > 3)]);
        using var failing = wrong.Build();
        (await Should.ThrowAsync<QueryTranslationException>(() => failing.StartAsync())).Code.ShouldBe("STL1201");
    }

    // As of an application of many servers after a deployment.
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Many_servers_that_start_at_once_make_one_table(string engine)
    {
        var client = Engines.Connect(engine);
        await using var table = Engines.Table(client, out var name);
        var created = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() =>
            new ShopTable(new TableOptions<ShopTable>(client) { TableName = name }).EnsureTableAsync())));
        created.Count(c => c).ShouldBe(1);
        (await new ShopTable(new TableOptions<ShopTable>(client) { TableName = name }).CheckTableAsync()).IsNone.ShouldBeTrue();
    }

    [Fact]
    public async Task Many_servers_that_start_at_once_add_each_index_once()
    {
        using var client = await WithoutIndexesAsync();
        var created = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => new ShopTable(new TableOptions<ShopTable>(client)).CreateMissingIndexesAsync())));
        created.SelectMany(names => names).Order(StringComparer.Ordinal).ShouldBe(["ByCustomer", "ByTotal"]);
    }

    [Fact]
    public async Task A_refusal_of_the_service_is_told_as_it_is()
    {
        var database = new InMemoryDynamoDb();
        using var client = database.CreateClient();
        var db = new ShopTable(new TableOptions<ShopTable>(client));
        database.Faults.On("UpdateTimeToLive").Error("ValidationException", "no").Times(1);
        (await Should.ThrowAsync<AmazonDynamoDBException>(() => db.EnsureTableAsync())).Message.ShouldBe("no");
        await db.EnsureTableAsync();
        await client.UpdateTableAsync(new UpdateTableRequest { TableName = "Shop", GlobalSecondaryIndexUpdates = [new() { Delete = new() { IndexName = "ByTotal" } }] });
        database.Faults.On("UpdateTable").Error("ValidationException", "no").Times(1);
        (await Should.ThrowAsync<AmazonDynamoDBException>(() => db.CreateMissingIndexesAsync())).Message.ShouldBe("no");
        database.Faults.On("UpdateTable").Error("ResourceInUseException", "busy").Times(1);
        (await db.CreateMissingIndexesAsync()).ShouldBe(["ByTotal"]);
    }

    [Fact]
    public async Task A_table_that_is_being_deleted_is_created_again_and_one_that_stays_unusable_is_an_error()
    {
        using var deleting = new Deleting();
        (await new ShopTable(new TableOptions<ShopTable>(deleting)).EnsureTableAsync()).ShouldBeTrue();
        foreach (var status in new[] { "ARCHIVED", "INACCESSIBLE_ENCRYPTION_CREDENTIALS" })
        {
            using var client = new States(status, "ACTIVE");
            var error = await Should.ThrowAsync<SingleTableException>(() => new ShopTable(new TableOptions<ShopTable>(client)).EnsureTableAsync());
            error.Code.ShouldBe("STL5111");
            error.Message.ShouldContain($"Table Shop is {status}");
        }

        using var updating = new States("UPDATING", "CREATING");
        (await new ShopTable(new TableOptions<ShopTable>(updating)).EnsureTableAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_start_that_takes_too_long_is_cancelled()
    {
        using var client = new States("CREATING", "CREATING");
        var (builder, _) = Builder();
        builder.Services.Configure<HostOptions>(o => o.StartupTimeout = TimeSpan.FromMilliseconds(200));
        builder.Services.AddSingleTable<ShopTable>(o => o.UseClient(client)).EnsureTable();
        using var host = builder.Build();
        await Should.ThrowAsync<OperationCanceledException>(() => host.StartAsync());
    }

    private static (HostApplicationBuilder Builder, LogLines Log) Builder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var log = new LogLines();
        builder.Logging.AddProvider(log);
        return (builder, log);
    }

    private static async Task<AmazonDynamoDBClient> WithoutIndexesAsync()
    {
        var client = InMemoryDynamoDb.NewClient();
        var request = new ShopTable(new TableOptions<ShopTable>(client)).CreateTableRequest();
        request.GlobalSecondaryIndexes = null;
        request.AttributeDefinitions.RemoveAll(a => a.AttributeName is not ("pk" or "sk"));
        await client.CreateTableAsync(request);
        return client;
    }

    private sealed class FirstWriter(ITableContextFactory<ShopTable> tables) : BackgroundService
    {
        public override async Task StartAsync(CancellationToken cancellationToken) =>
            await tables.Create("acme").Orders.CreateAsync(new Order { Id = "first", Customer = "c" }, cancellationToken: cancellationToken);

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }

    /// <summary>Its table is being deleted at the first look, and gone at the second.</summary>
    private sealed class Deleting() : AmazonDynamoDBClient(new BasicAWSCredentials("a", "b"), new AmazonDynamoDBConfig { ServiceURL = "http://localhost" })
    {
        private readonly AmazonDynamoDBClient _engine = InMemoryDynamoDb.NewClient();
        private bool _isFirst = true;

        public override async Task<DescribeTableResponse> DescribeTableAsync(string tableName, CancellationToken cancellationToken = default)
        {
            if (!_isFirst)
            {
                return await _engine.DescribeTableAsync(tableName, cancellationToken);
            }

            _isFirst = false;
            return new DescribeTableResponse { Table = new TableDescription { TableName = tableName, TableStatus = TableStatus.DELETING } };
        }

        public override Task<CreateTableResponse> CreateTableAsync(CreateTableRequest request, CancellationToken cancellationToken = default) =>
            _engine.CreateTableAsync(request, cancellationToken);

        public override Task<DescribeTimeToLiveResponse> DescribeTimeToLiveAsync(DescribeTimeToLiveRequest request, CancellationToken cancellationToken = default) =>
            _engine.DescribeTimeToLiveAsync(request, cancellationToken);

        public override Task<UpdateTimeToLiveResponse> UpdateTimeToLiveAsync(UpdateTimeToLiveRequest request, CancellationToken cancellationToken = default) =>
            _engine.UpdateTimeToLiveAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _engine.Dispose();
            base.Dispose(disposing);
        }
    }
}
