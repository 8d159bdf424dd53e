using System.Collections.Concurrent;

namespace SingleTable.Linq.Querying;

/// <summary>A plan that holds only while what was assumed of the values (null or not, true or false) still holds.</summary>
internal interface IGuardedPlan
{
    bool Holds(object?[] leaves);
}

/// <summary>
/// Plans by the shape of their query. Bounded: when it is full it starts afresh, which costs a few translations and needs no bookkeeping on hits.
/// </summary>
internal sealed class PlanCache<TPlan>(int capacity = 2048)
    where TPlan : class, IGuardedPlan
{
    private readonly ConcurrentDictionary<int, Entry> _entries = new();
    private int _count;
    private long _misses;

    public long Misses => Interlocked.Read(ref _misses);

    public int Count => Volatile.Read(ref _count);

    public TPlan? Find(QueryFingerprint fingerprint)
    {
        if (_entries.TryGetValue(fingerprint.Hash, out var entry))
        {
            for (; entry is not null; entry = entry.Next)
            {
                if (entry.HasShape(fingerprint) && entry.Plan.Holds(fingerprint.Leaves))
                {
                    return entry.Plan;
                }
            }
        }

        Interlocked.Increment(ref _misses);
        return null;
    }

    public void Add(QueryFingerprint fingerprint, TPlan plan)
    {
        if (Interlocked.Increment(ref _count) > capacity)
        {
            _entries.Clear();
            Volatile.Write(ref _count, 1);
        }

        var tokens = fingerprint.Tokens.ToArray();
        var codes = fingerprint.Codes.ToArray();
        _entries.AddOrUpdate(
            fingerprint.Hash,
            _ => new Entry(tokens, codes, plan, null),
            (_, first) => new Entry(tokens, codes, plan, first));
    }

    private sealed record Entry(object?[] Tokens, int[] Codes, TPlan Plan, Entry? Next)
    {
        public bool HasShape(QueryFingerprint fingerprint) =>
            fingerprint.Codes.SequenceEqual(Codes) && AreSame(fingerprint.Tokens, Tokens);

        private static bool AreSame(ReadOnlySpan<object?> left, ReadOnlySpan<object?> right)
        {
            if (left.Length != right.Length)
            {
                return false;
            }

            for (var i = 0; i < left.Length; i++)
            {
                if (!ReferenceEquals(left[i], right[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
