using SingleTable.Linq.InMemory.Faults;
using SingleTable.Linq.InMemory.Operations;
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
    /// <exception cref="ArgumentException">There is no operation of that name, so the fault would never strike.</exception>
    public FaultRule On(string? operation = null)
    {
        if (operation is not null && !Catalog.Operations.ContainsKey(operation))
        {
            throw new ArgumentException(
                $"There is no operation '{operation}', so the fault would never strike. Operations are: {string.Join(", ", Catalog.Operations.Keys.Order(StringComparer.Ordinal))}.",
                nameof(operation));
        }

        return new FaultRule(this, operation);
    }

    /// <summary>
    /// Each rule has struck as often as it says, <see cref="FaultRule.Always"/> and those with a probability at least once. A fault that never struck makes a test that shows
    /// nothing.
    /// </summary>
    /// <exception cref="RequestAssertionException">Some have not; the message lists them.</exception>
    public void ShouldHaveStruck()
    {
        lock (_gate)
        {
            if (_rules.Where(r => !r.IsDone).ToList() is { Count: > 0 } open)
            {
                throw new RequestAssertionException(
                    $"{open.Count} of {_rules.Count} faults did not strike as often as they say:\n{string.Join('\n', open.Select(r => $"  {r}"))}");
            }
        }
    }

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
