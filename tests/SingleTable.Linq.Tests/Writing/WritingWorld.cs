using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Has what the seed's entities have not: sealed and generated values, sparse, shared and numeric index keys, a time to live, nested values.</summary>
public sealed record Document
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string Title { get; init; }
    public string Kind { get; init; } = "note";
    public string? Folder { get; init; }
    public int Priority { get; init; }
    public long? Views { get; init; }
    public decimal Price { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public string? Author { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public HashSet<string> Labels { get; init; } = [];
    public HashSet<int> Ratings { get; init; } = [];
    public Address? Address { get; init; }
    public Dictionary<string, int> Counts { get; init; } = [];
    public List<string> Lines { get; init; } = [];
    public byte[]? Blob { get; init; }
}

/// <summary>An entity whose generator is wrong.</summary>
public sealed record Broken
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public int Number { get; init; }
}

public sealed class DocumentTable(TableOptions<DocumentTable> options) : TableContext(options)
{
    public EntitySet<Document> Documents => Set<Document>();
    public EntitySet<Broken> Brokens => Set<Broken>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Documents").HasTenant("TenantId").HasTimeToLive("ttl");
        table.HasTypeIndex("ByType");
        table.HasIndex("ByFolder", "fpk", "fsk").HasIndex("ByKind", "kpk", "ksk").HasNumericIndex("ByPriority", "ppk", "psk");
        table.Entity<Document>(e =>
        {
            e.HasKey(d => $"T#{d.TenantId}#DOC#{d.Id}", _ => "#DOC");
            e.HasIndex("ByFolder", d => $"T#{d.TenantId}#FOLDER#{d.Folder}", d => $"TITLE#{d.Title}");
            e.HasIndex("ByKind", d => $"T#{d.TenantId}#KIND#{d.Kind}", d => $"CREATED#{d.CreatedAt}");
            e.HasIndex("ByPriority", d => $"T#{d.TenantId}#ALL", d => d.Priority);
            e.HasTimeToLive(d => d.ExpiresAt);
            e.Property(d => d.Id).OnCreate(Generate.UuidV7);
            e.Property(d => d.CreatedAt).OnCreate(Generate.Timestamp);
            e.Property(d => d.UpdatedAt).OnUpdate(Generate.Timestamp);
            e.Property(d => d.Author).OnCreate(c => $"{c.Tenant}/{c.Entity}").IsSealed();
        });
        table.Entity<Broken>(e =>
        {
            e.HasKey(b => $"T#{b.TenantId}#BROKEN#{b.Id}", _ => "#B");
            e.Property(b => b.Number).OnCreate(Generate.From(_ => "text"));
        });
    }
}

/// <summary>
/// A database with one table, its clock, and the requests. It is the embedded one, or the server that SINGLETABLE_DYNAMODB_ENDPOINT names.
/// </summary>
internal sealed class WritingWorld<TContext>
    where TContext : TableContext
{
    private static readonly string? s_endpoint = Environment.GetEnvironmentVariable("SINGLETABLE_DYNAMODB_ENDPOINT");

    private readonly string? _tableName = s_endpoint is null ? null : $"W{Guid.NewGuid():N}";
    private readonly Func<TableOptions<TContext>, TContext> _create;
    private readonly WireRecorder _recorder;
    private readonly string _modelName;

    private WritingWorld(AmazonDynamoDBClient client, WireRecorder recorder, Func<TableOptions<TContext>, TContext> create)
    {
        (Client, _recorder, _create) = (client, recorder, create);
        _modelName = create(new TableOptions<TContext>(client)).CreateTableRequest().TableName;
    }

    public AmazonDynamoDBClient Client { get; }

    /// <summary>The table's name on the database; lines and <see cref="Normalize"/> show the model's.</summary>
    public string TableName => _tableName ?? _modelName;

    /// <summary>The requests that were sent.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _recorder.Requests;
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    public List<string> Lines { get; } = [];

    public static async Task<WritingWorld<TContext>> CreateAsync(
        Func<TableOptions<TContext>, TContext> create, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        var recorder = new WireRecorder();
        var config = new AmazonDynamoDBConfig { ServiceURL = s_endpoint ?? "http://in-memory.local", AuthenticationRegion = "us-east-1" };
        var database = s_endpoint is null ? new InMemoryDynamoDb().CreateHandler() : new SocketsHttpHandler();
        recorder.Attach(config, wrap is null ? database : wrap(database));
        var world = new WritingWorld<TContext>(new AmazonDynamoDBClient(new BasicAWSCredentials("test", "test"), config), recorder, create);
        await world.Client.CreateTableAsync(world.For("acme").CreateTableRequest());
        recorder.Clear();
        return world;
    }

    public TContext For(string tenant) => _create(Options().ForTenant(tenant));

    public TContext With(Func<TableOptions<TContext>, TableOptions<TContext>> change) => _create(change(Options().ForTenant("acme")));

    /// <summary>The lines of the requests since the last call.</summary>
    public IReadOnlyList<string> TakeLines()
    {
        string[] lines = [.. Lines];
        Lines.Clear();
        return lines;
    }

    public string Normalize(string text) => text.Replace(TableName, _modelName, StringComparison.Ordinal);

    public TContext Unscoped() => _create(Options());

    public TContext Quiet(string tenant) => _create((Options() with { SensitiveLogging = false }).ForTenant(tenant));

    /// <summary>All items as they are stored, by the low-level client.</summary>
    public async Task<List<Dictionary<string, AttributeValue>>> ItemsAsync()
    {
        var found = await Client.ScanAsync(new ScanRequest(For("acme").CreateTableRequest().TableName));
        _recorder.Clear();
        return found.Items;
    }

    public async Task<Dictionary<string, AttributeValue>> ItemAsync() => (await ItemsAsync()).ShouldHaveSingleItem();

    public void Forget()
    {
        Lines.Clear();
        _recorder.Clear();
    }

    public void SentNothing()
    {
        Lines.ShouldBeEmpty();
        Requests.ShouldBeEmpty();
    }

    private TableOptions<TContext> Options() => new(Client)
    {
        TableName = _tableName,
        TimeProvider = Time,
        Log = line => Lines.Add(Normalize(line)),
        SensitiveLogging = true,
        MaxParallelRequests = 1,
    };
}

internal static class WritingWorld
{
    public static Task<WritingWorld<SaasTable>> SaasAsync() => WritingWorld<SaasTable>.CreateAsync(o => new SaasTable(o));

    public static Task<WritingWorld<DocumentTable>> DocumentsAsync(Func<HttpMessageHandler, HttpMessageHandler>? wrap = null) =>
        WritingWorld<DocumentTable>.CreateAsync(o => new DocumentTable(o), wrap);

    public static string Text(this Dictionary<string, AttributeValue> item, string attribute) =>
        item[attribute] is var value && value.S is not null ? value.S : value.N;

    public static void ShouldLack(this Dictionary<string, AttributeValue> item, params string[] attributes) =>
        item.Keys.Intersect(attributes).ShouldBeEmpty();
}
