using System.Collections.Concurrent;
using SingleTable.Linq.Tests.Engines;

namespace SingleTable.Linq.Tests.Indexes;

/// <summary>Tests of indexes with keys of several attributes, which some engines do not have.</summary>
public abstract class ShopTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private readonly string _name = $"S{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<string> _requests = new();

    internal ShopTable Shop { get; private set; } = null!;

    protected string ShopName => _name;

    public override async ValueTask DisposeAsync()
    {
        if (Shop is not null)
        {
            await Client.DeleteTableAsync(_name);
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task SeedAsync()
    {
        KnownWrong("dynoxide", "has no keys of several attributes");
        var options = new TableOptions<ShopTable>(Client) { TableName = _name, Log = _requests.Enqueue, SensitiveLogging = true };
        Shop = new ShopTable(options.ForTenant("acme"));
        await Shop.EnsureTableAsync();
        await ShopData.SeedAsync(Shop, new ShopTable(options.ForTenant("globex")));
        _requests.Clear();
    }

    private static string Counted(string line) => line.StartsWith("BatchGetItem", StringComparison.Ordinal)
        ? $"BatchGetItem of {line.Count(c => c == ';') + 1}"
        : line;

    /// <summary>The requests since the last call, without what is the same in all.</summary>
    protected IReadOnlyList<string> Requests()
    {
        List<string> lines = [.. _requests.Where(l => !l.StartsWith("Warning: ", StringComparison.Ordinal))
            .Select(l => l.Replace(_name, "Shop", StringComparison.Ordinal).Replace("  TenantId = acme", "", StringComparison.Ordinal)
            .Replace("T00:00:00.0000000Z", "", StringComparison.Ordinal).Replace(":00:00.0000000Z", "h", StringComparison.Ordinal)).Select(Counted)];
        _requests.Clear();
        return lines;
    }
}
