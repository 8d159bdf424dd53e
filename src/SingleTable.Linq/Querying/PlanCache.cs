using System.Collections.Concurrent;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Querying;

/// <summary>A plan that holds only while what was assumed of the values (null or not, true or false) still holds.</summary>
internal interface IGuardedPlan
{
    /// <summary>What metrics call it.</summary>
    static virtual string Kind => "query";

    bool Holds(object?[] leaves);
}

/// <summary>
/// Plans by the shape of their query. Bounded twice: one shape has a few plans, of which the oldest goes, and when the whole is full it starts afresh;
/// both cost a few translations and need no bookkeeping on hits.
/// </summary>
internal sealed class PlanCache<TPlan>(int capacity = 2048)
    where TPlan : class, IGuardedPlan
{
    private readonly ConcurrentDictionary<QueryForm, ShapePlans<TPlan>> _shapes = new(QueryFormComparer.Instance);
    private int _count;
    private long _misses;

    /// <summary>How many plans had to be made.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>How many plans there are; a shape that could not be translated counts as one.</summary>
    public int Count => Volatile.Read(ref _count);

    public TPlan? Find(QueryFingerprint fingerprint)
    {
        var plan = _shapes.GetAlternateLookup<QueryFingerprint>().TryGetValue(fingerprint, out var shape) ? shape.Find(fingerprint.Leaves) : null;
        TableMetrics.PlanWasFound(TPlan.Kind, plan is not null);
        return plan;
    }

    /// <summary>
    /// Makes the plan of a query that was not found. Threads that miss one shape at once wait for the first of them, whose plan mostly is theirs too.
    /// </summary>
    /// <param name="fingerprint">The query.</param>
    /// <param name="make">Makes the plan. What it throws is thrown, and nothing is kept of it.</param>
    public TPlan Make(QueryFingerprint fingerprint, Func<TPlan> make)
    {
        var shape = Shape(fingerprint);
        lock (shape.Making)
        {
            if (shape.Find(fingerprint.Leaves) is { } made)
            {
                return made;
            }

            Interlocked.Increment(ref _misses);
            var plan = make();
            if (shape.Add(plan))
            {
                Interlocked.Increment(ref _count);
            }

            return plan;
        }
    }

    private ShapePlans<TPlan> Shape(QueryFingerprint fingerprint)
    {
        var shapes = _shapes.GetAlternateLookup<QueryFingerprint>();
        ShapePlans<TPlan>? shape;
        while (!shapes.TryGetValue(fingerprint, out shape))
        {
            MakeRoom();
            if (shapes.TryAdd(fingerprint, new ShapePlans<TPlan>()))
            {
                Interlocked.Increment(ref _count);
            }
        }

        return shape;
    }

    // Only for a new shape: those that are there add a few plans each at most.
    private void MakeRoom()
    {
        if (Volatile.Read(ref _count) >= capacity)
        {
            _shapes.Clear();
            Volatile.Write(ref _count, 0);
        }
    }
}
