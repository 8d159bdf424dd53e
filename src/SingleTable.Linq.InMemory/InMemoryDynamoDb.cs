using Amazon.DynamoDBv2;
using Amazon.Runtime;
using SingleTable.Linq.InMemory.Faults;
using SingleTable.Linq.InMemory.Operations;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory;

/// <summary>
/// A DynamoDB in this process. Its clients are real <see cref="AmazonDynamoDBClient"/>s, with their own marshalling, retries and
/// exceptions; only their HTTP ends here instead of on a network.
/// </summary>
public sealed class InMemoryDynamoDb
{
    private readonly Engine _engine;
    private readonly Dispatcher _dispatcher;
    private readonly RequestLog _log;
    private readonly Detours _detours = new();

    /// <summary>Creates an empty database.</summary>
    public InMemoryDynamoDb(InMemoryDynamoDbOptions? options = null)
    {
        options ??= new InMemoryDynamoDbOptions();
        _engine = new Engine(options.TimeProvider, options.ExpiryDelay, options.IndexDelay);
        _dispatcher = new Dispatcher(_engine);
        _log = new RequestLog { Enabled = options.RecordRequests };
        Faults = new FaultScript(options.Seed);
    }

    /// <summary>The requests that were sent so far, in order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Snapshot();

    /// <summary>What shall go wrong.</summary>
    public FaultScript Faults { get; }

    /// <summary>The clock of the options.</summary>
    public TimeProvider TimeProvider => _engine.Time;

    /// <summary>A client of a fresh database, for when nothing else of it is needed.</summary>
    public static AmazonDynamoDBClient NewClient() => new InMemoryDynamoDb().CreateClient();

    /// <summary>Creates a client of this database. Any number of them may be used at once.</summary>
    /// <param name="configure">Changes the configuration (retries, timeouts) before the client is made.</param>
    public AmazonDynamoDBClient CreateClient(Action<AmazonDynamoDBConfig>? configure = null) =>
        CreateClient((credentials, config) => new AmazonDynamoDBClient(credentials, config), configure);

    internal T CreateClient<T>(Func<AWSCredentials, AmazonDynamoDBConfig, T> create, Action<AmazonDynamoDBConfig>? configure)
        where T : AmazonDynamoDBClient
    {
        var config = new AmazonDynamoDBConfig
        {
            ServiceURL = "http://in-memory.local",
            AuthenticationRegion = "us-east-1",
            HttpClientFactory = new InProcessClientFactory(CreateHandler()),
        };
        configure?.Invoke(config);
        return create(new BasicAWSCredentials("in-memory", "in-memory"), config);
    }

    /// <summary>A client that is no part of a test: no fault strikes it, and nobody records it.</summary>
    internal AmazonDynamoDBClient CreateQuietClient()
    {
        var handler = new InProcessHandler(_dispatcher, new RequestLog { Enabled = false }, new FaultScript(seed: 0), new Detours(), _engine.Time);
        return CreateClient(config => config.HttpClientFactory = new InProcessClientFactory(handler));
    }

    /// <summary>The engine as the innermost handler of any <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler CreateHandler() => new InProcessHandler(_dispatcher, _log, Faults, _detours, _engine.Time);

    /// <summary>Writes a table, its definition and its items, as lines of JSON.</summary>
    public void Save(string tableName, Stream destination) => Snapshot.Save(_engine, tableName, destination);

    /// <summary>Creates the table that <see cref="Save"/> wrote.</summary>
    public void Load(Stream source) => Snapshot.Load(_engine, source);

    /// <summary>Forgets the recorded requests.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Drops all tables, at a cost that does not depend on their content.</summary>
    public void Reset() => _engine.Reset();
}
