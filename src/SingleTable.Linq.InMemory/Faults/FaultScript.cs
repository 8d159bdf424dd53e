using SingleTable.Linq.InMemory.Faults;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory;

/// <summary>
/// What shall go wrong: <c>db.Faults.On("PutItem").Times(2).Throttle()</c>. Rules are asked in the order they were added, and every one
/// that matches takes effect.
/// </summary>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];
    private readonly Random _random;

    internal FaultScript(int seed) => _random = new Random(seed);

    /// <summary>Starts a rule; it is armed by the verb that says what happens.</summary>
    /// <param name="operation">The operation's name, such as <c>Query</c>; null is every operation.</param>
    public FaultRule On(string? operation = null) => new(this, operation);

    /// <summary>Forgets all rules.</summary>
    public void Clear()
    {
        lock (_gate) _rules.Clear();
    }

    internal void Arm(FaultRule rule)
    {
        lock (_gate)
        {
            if (!_rules.Contains(rule)) _rules.Add(rule);
        }
    }

    /// <summary>The faults of one request; asking counts it against the rules.</summary>
    internal List<Fault> For(Call call)
    {
        lock (_gate)
        {
            if (_rules.Count == 0) return [];
            return [.. _rules.Where(r => r.Strikes(call, _random)).Select(r => r.Fault!)];
        }
    }
}
