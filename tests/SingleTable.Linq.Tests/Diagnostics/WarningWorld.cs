using Amazon;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Indexes;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>A database on which each warning can be brought about.</summary>
internal sealed class WarningWorld : IDisposable
{
    private readonly InMemoryDynamoDb _database = new();
    private readonly AmazonDynamoDBClient _client;
    private readonly List<string> _lines = [];

    public WarningWorld() => _client = _database.CreateClient();

    public FakeLoggers Loggers { get; } = new();

    /// <summary>The lines of the log that warn.</summary>
    public IEnumerable<string> Lines => _lines.Where(l => l.StartsWith("Warning: ", StringComparison.Ordinal));

    public int Requests => _database.Requests.Count;

    public async Task StartAsync()
    {
        var saas = Saas(new WarningPolicy());
        await saas.EnsureTableAsync();
        await saas.Projects.BatchPutAsync(Enumerable.Range(0, 120).Select(i => new Project { Id = $"p{i}", TeamId = "t1", Name = $"N{i}", TaskCount = i }));
        await saas.Teams.PutAsync(new Team { Id = "t1", OrganizationId = "o1", Name = "First" });
        var staff = Staff(new WarningPolicy());
        await staff.EnsureTableAsync();
        await staff.People.BatchPutAsync(Enumerable.Range(1, 20).Select(i => new Person { Id = i }));
        var library = Library(new WarningPolicy());
        await library.EnsureTableAsync();
        await library.Books.PutAsync(new Book { Id = "b1", Shelf = "s", Title = "T", Price = 1 });
    }

    public SaasTable Saas(WarningPolicy policy) => new((Told(new TableOptions<SaasTable>(_client), policy) with { KeyCheck = KeyCheck.Warn }).ForTenant("acme"));

    public StaffTable Staff(WarningPolicy policy) => new(Told(new TableOptions<StaffTable>(_client), policy).ForTenant("acme"));

    public LibraryTable Library(WarningPolicy policy) => new(Told(new TableOptions<LibraryTable>(_client), policy));

    /// <summary>Does what a warning is about.</summary>
    public Task ProvokeAsync(TableWarning warning, WarningPolicy policy) => warning switch
    {
        TableWarning.ScanRun => Saas(policy).Organizations.Where(o => o.Plan == Plan.Pro).AllowScan().ToListAsync(),
        TableWarning.FilterThrewMostAway => Saas(policy).Projects.Where(p => p.TeamId == "t1" && p.TaskCount < 3).ToListAsync(),
        TableWarning.IncludeFanOut => FanOutAsync(policy, 10),
        TableWarning.KeyMismatch => MismatchAsync(policy),
        TableWarning.IndexMissesAttribute => Library(policy).Books.UsingIndex("ByTitle").Hydrate().Where(b => b.Shelf == "s").ToListAsync(),
        TableWarning.ClientConfiguration => Task.Run(() => _ = new SaasTable(Told(new TableOptions<SaasTable>(Dangerous), policy))),
        _ => Saas(policy with { }).With(new Bad()).Teams.FindAsync("o1", "t1"),
    };

    /// <summary>The client of the world, whose configuration is dangerous; the same one each time.</summary>
    private AmazonDynamoDBClient Dangerous { get; } = new(
        new BasicAWSCredentials("a", "b"), new AmazonDynamoDBConfig { RegionEndpoint = RegionEndpoint.EUWest1, RetryMode = RequestRetryMode.Adaptive, MaxErrorRetry = 3 });

    public Task<List<Person>> FanOutAsync(WarningPolicy policy, int people)
    {
        var ids = Enumerable.Range(1, people).ToList();
        return Staff(policy).People.Include(p => p.Shifts).AcrossPartitions().Where(p => ids.Contains(p.Id)).ToListAsync();
    }

    public void Dispose()
    {
        _client.Dispose();
        Dangerous.Dispose();
    }

    private TableOptions<T> Told<T>(TableOptions<T> options, WarningPolicy policy)
        where T : TableContext =>
        options with { Log = _lines.Add, LoggerFactory = Loggers, Warnings = policy };

    private async Task MismatchAsync(WarningPolicy policy)
    {
        foreach (var id in new[] { "x1", "x2" })
        {
            await _client.PutItemAsync("MultiTenantApp", new Dictionary<string, AttributeValue>
            {
                ["pk"] = new("TENANT#acme#ORG#bad"), ["sk"] = new($"TEAM#{id}"), ["_type"] = new("acme#Team"),
                ["Id"] = new("other"), ["TenantId"] = new("acme"), ["OrganizationId"] = new("bad"), ["Name"] = new("N"),
            });
        }

        await Saas(policy).Teams.Where(t => t.OrganizationId == "bad").ToListAsync();
    }

    private sealed class Bad : IRequestInterceptor
    {
        public ValueTask AfterAsync(InterceptedRequest request, RequestOutcome outcome) => throw new InvalidOperationException("secret");
    }
}

internal static class SaasTables
{
    public static SaasTable With(this SaasTable db, IRequestInterceptor interceptor) => new((TableOptions<SaasTable>)db.Options with { Interceptors = [interceptor] });
}
