using System.Collections.Concurrent;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Tests.Engines;

namespace SingleTable.Linq.Tests.Inheritance;

/// <summary>Tests on a table with hierarchies of entities, on every engine.</summary>
public abstract class FleetTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private readonly string _name = $"F{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<string> _requests = new();

    protected FleetTable Fleet { get; private set; } = null!;

    public override async ValueTask DisposeAsync()
    {
        if (Fleet is not null)
        {
            await Client.DeleteTableAsync(_name);
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task SeedAsync()
    {
        var options = new TableOptions<FleetTable>(Client) { TableName = _name, Log = _requests.Enqueue, SensitiveLogging = true };
        Fleet = new FleetTable(options.ForTenant("acme"));
        await Fleet.EnsureTableAsync();
        await FleetData.SeedAsync(Fleet);
        await new FleetTable(options.ForTenant("globex")).Equipment.PutAsync(new Vehicle { DepotId = "d1", Id = "e1", Owner = "ann", Wheels = 99 });
        _requests.Clear();
    }

    protected async Task<Dictionary<string, AttributeValue>> ItemAsync(string partition, string sort) =>
        (await Client.GetItemAsync(_name, new() { ["pk"] = new(partition), ["sk"] = new(sort) }, consistentRead: true)).Item;

    protected List<string> Requests()
    {
        var lines = _requests.Where(l => !l.StartsWith("Warning: ", StringComparison.Ordinal)).Select(l => l.Replace(_name, "Table", StringComparison.Ordinal)).ToList();
        _requests.Clear();
        return lines;
    }

    protected string Named(string text) => text.Replace(_name, "Table", StringComparison.Ordinal);
}
