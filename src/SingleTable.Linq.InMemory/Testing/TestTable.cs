using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Testing;

namespace SingleTable.Linq.InMemory;

/// <summary>
/// A table for one test: an embedded database of its own, a clock, scripted faults, and what was sent. Tests that have one each may run at once.
/// </summary>
/// <typeparam name="TContext">The context.</typeparam>
public sealed class TestTable<TContext> : IDisposable
    where TContext : TableContext
{
    private readonly Func<TableOptions<TContext>, TContext> _create;
    private readonly AmazonDynamoDBClient _quiet;

    /// <summary>Makes an empty table by the model of the context.</summary>
    /// <param name="create">Makes a context: <c>options => new SaasTable(options)</c>. It may change the options, which then holds for all contexts that come from here.</param>
    /// <param name="settings">What shall be otherwise than usual.</param>
    /// <exception cref="ModelException">The model has problems; all of them are listed.</exception>
    public TestTable(Func<TableOptions<TContext>, TContext> create, TestTableOptions? settings = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        settings ??= new TestTableOptions();
        _create = create;
        Clock = settings.Clock ?? new TestClock();
        Database = new InMemoryDynamoDb(new InMemoryDynamoDbOptions
        {
            TimeProvider = Clock, ExpiryDelay = settings.ExpiryDelay, IndexDelay = settings.IndexDelay, Seed = settings.Seed,
        });
        Client = Database.CreateClient((credentials, config) => new TestClient(credentials, config), config =>
        {
            // As many attempts as ClientConfiguration.Recommended. The SDK counts retries by the address, and many failures of one test must leave the others theirs.
            config.MaxErrorRetry = 3;
            config.ServiceURL = $"http://{Guid.NewGuid():N}.in-memory.local";
            settings.ConfigureClient?.Invoke(config);
        });
        _quiet = Database.CreateQuietClient();
        Options = new TableOptions<TContext>(Client) { TimeProvider = Clock, MaxParallelRequests = 1 }.RecordTo(Requests);
        CreateTable();
    }

    /// <summary>The database, with the bodies of all requests.</summary>
    public InMemoryDynamoDb Database { get; }

    /// <summary>A client of the database, for code that uses the SDK itself. It counts as others' requests do: in the bodies of <see cref="Database"/> alone.</summary>
    public AmazonDynamoDBClient Client { get; }

    /// <summary>The clock of the database and of all contexts.</summary>
    public TestClock Clock { get; }

    /// <summary>What shall go wrong.</summary>
    public FaultScript Faults => Database.Faults;

    /// <summary>What the contexts have sent, by its lines.</summary>
    public RequestRecorder Requests { get; } = new();

    /// <summary>The options of the contexts, without a tenant: requests are recorded with keys and values, and are sent one after the other so that their order is known.</summary>
    public TableOptions<TContext> Options { get; }

    /// <summary>A context of a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    public TContext For(string tenant) => _create(Options.ForTenant(tenant));

    /// <summary>A context without a tenant, or with changed options: <c>Create(o => o.ForTenant("acme") with { Actor = ada })</c>.</summary>
    /// <param name="change">Changes the options; null for none.</param>
    public TContext Create(Func<TableOptions<TContext>, TableOptions<TContext>>? change = null) => _create(change is null ? Options : change(Options));

    /// <summary>
    /// Stores entities exactly as they are (<see cref="TableContext.ToItem"/>), in place of those with their keys: nothing is generated, validated, counted or guarded, so that they may be in any
    /// state: expired, deleted, of an old version. Neither faults nor recorded requests have to do with it.
    /// </summary>
    /// <param name="tenant">The tenant; null for entities that belong to none.</param>
    /// <param name="entities">Entities of the table, of any types.</param>
    public Task SeedAsync(string? tenant, params IEnumerable<object> entities)
    {
        ArgumentNullException.ThrowIfNull(entities);
        var context = Quiet(tenant);
        return SeedItemsAsync(entities.Select(context.ToItem));
    }

    /// <summary>Lets a context write as the application does, with all that the model promises. Neither faults nor recorded requests have to do with it.</summary>
    /// <param name="tenant">The tenant; null for none.</param>
    /// <param name="write">Writes.</param>
    public Task SeedAsync(string? tenant, Func<TContext, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return write(Quiet(tenant));
    }

    /// <summary>Stores items as they are, also such as no entity has.</summary>
    /// <param name="items">The items.</param>
    public async Task SeedItemsAsync(params IEnumerable<Dictionary<string, AttributeValue>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var table = TableName;
        foreach (var item in items.ToList())
        {
            await _quiet.PutItemAsync(table, item).ConfigureAwait(false);
        }
    }

    /// <summary>All items as they are stored, in no order that means anything.</summary>
    public async Task<IReadOnlyList<Dictionary<string, AttributeValue>>> ItemsAsync()
    {
        var all = new List<Dictionary<string, AttributeValue>>();
        var request = new ScanRequest(TableName) { ConsistentRead = true };
        do
        {
            var page = await _quiet.ScanAsync(request).ConfigureAwait(false);
            all.AddRange(page.Items ?? []);
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });

        return all;
    }

    /// <summary>Begins anew: an empty table, no faults, nothing recorded. The clock stays where it is, because time does not go back.</summary>
    public void Reset()
    {
        Database.Reset();
        CreateTable();
        Faults.Clear();
        Requests.Clear();
        Database.ClearRequests();
    }

    /// <summary>Disposes the client.</summary>
    public void Dispose()
    {
        Client.Dispose();
        _quiet.Dispose();
    }

    private string TableName => Quiet(null).CreateTableRequest().TableName;

    private TContext Quiet(string? tenant)
    {
        var options = new TableOptions<TContext>(_quiet) { TableName = Options.TableName, TimeProvider = Clock };
        return _create(tenant is null ? options : options.ForTenant(tenant));
    }

    // Everything happens in this process, so there is nothing to wait for.
    private void CreateTable() => Quiet(null).EnsureTableAsync().GetAwaiter().GetResult();
}
