using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Engines;

/// <summary>
/// Tests that run on every engine there is: derive an abstract generic class with the tests, and from it one sealed class for each engine. An
/// engine that is not there skips them, by name and with the reason.
/// </summary>
public abstract class EngineTests<TEngine> : IAsyncLifetime
    where TEngine : Engine, new()
{
    private readonly TEngine _engine = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _table = $"T{Guid.NewGuid():N}";

    protected AmazonDynamoDBClient Client { get; private set; } = null!;

    /// <summary>The options of the test's own table; without a tenant.</summary>
    protected TableOptions<SaasTable> Options { get; private set; } = null!;

    /// <summary>A context of tenant "acme".</summary>
    protected SaasTable Db { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(_engine.Unavailable is not null, $"{_engine.Name}: {_engine.Unavailable}");
        Client = await _engine.ConnectAsync();
        Options = new TableOptions<SaasTable>(_engine.Given(Client)) { TableName = _table, Log = _lines.Enqueue, SensitiveLogging = true };
        Db = new SaasTable(Options.ForTenant("acme"));
        (await Db.EnsureTableAsync()).ShouldBeTrue();
        (await Db.EnsureTableAsync()).ShouldBeFalse();
        await SeedAsync();
        _lines.Clear();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Client is not null && _engine.IsShared)
        {
            await Client.DeleteTableAsync(_table);
        }

        Client?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected virtual Task SeedAsync() => Task.CompletedTask;

    /// <summary>Skips a test on an engine that is known to be wrong there.</summary>
    protected void KnownWrong(string engine, string reason) => Assert.SkipWhen(_engine.Name == engine, $"{engine}: {reason}");

    /// <summary>The requests since the last call, by their canonical lines, with the table called "Table".</summary>
    protected IReadOnlyList<string> TakeRequests()
    {
        var lines = _lines.Where(l => !l.StartsWith("Warning: ", StringComparison.Ordinal)).Select(l => l.Replace(_table, "Table", StringComparison.Ordinal)).ToList();
        _lines.Clear();
        return lines;
    }

    protected string Normalize(string text) => text.Replace(_table, "Table", StringComparison.Ordinal);
}
