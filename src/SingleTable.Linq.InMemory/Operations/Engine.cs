using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>
/// The state of one database. One lock is held for the reading and changing of tables, and for nothing else: requests are parsed before
/// it and answers are written after it, from immutable items. So every operation takes effect at one instant, transactions included.
/// </summary>
internal sealed class Engine(TimeProvider time, TimeSpan expiryDelay, TimeSpan indexDelay)
{
    private Dictionary<string, Table> _tables = new(StringComparer.Ordinal);

    public Lock Gate { get; } = new();

    public TimeProvider Time => time;

    public IndexDelay IndexDelay { get; } = new(time, indexDelay);

    public Tokens Tokens { get; private set; } = new(time);

    public IEnumerable<string> TableNames => _tables.Keys;

    public Table? Find(string name)
    {
        lock (Gate) return _tables.GetValueOrDefault(name);
    }

    /// <summary>The table of an item operation, without the items that have expired.</summary>
    public Table Table(string name)
    {
        lock (Gate)
        {
            var table = _tables.GetValueOrDefault(name) ?? throw Errors.ResourceNotFound();
            if (table.Definition.TimeToLive is not null) table.Expire(time.GetUtcNow() - expiryDelay);
            if (indexDelay > TimeSpan.Zero) table.SettleIndexes(time.GetUtcNow());
            return table;
        }
    }

    public void Add(Table table)
    {
        if (!_tables.TryAdd(table.Definition.Name, table)) throw Errors.ResourceInUse("Table already exists: " + table.Definition.Name);
    }

    public void Drop(string name) => _tables.Remove(name);

    /// <summary>Forgets everything without visiting it.</summary>
    public void Reset()
    {
        lock (Gate)
        {
            _tables = new(StringComparer.Ordinal);
            Tokens = new(time);
        }
    }
}
