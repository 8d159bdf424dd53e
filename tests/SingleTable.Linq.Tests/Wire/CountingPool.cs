using System.Buffers;
using System.Runtime.CompilerServices;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>
/// A pool that notices what was rented, returned twice, written to after it was returned, or never returned. What is returned is spoilt, so that whoever
/// still reads it reads no JSON; and it is never rented again, so that it stays so.
/// </summary>
internal sealed class CountingPool : ArrayPool<byte>
{
    private const byte Spoilt = 0xDD;
    private const int Kept = 256;

    private readonly HashSet<byte[]> _out = new(ByReference.Instance);
    private readonly Queue<byte[]> _returned = new();
    private readonly List<string> _faults = [];

    public int Rented { get; private set; }

    public int Outstanding
    {
        get
        {
            lock (_out) return _out.Count;
        }
    }

    /// <summary>What was done wrong: also told by an exception, which somebody may have caught.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_out)
            {
                while (_returned.TryDequeue(out var buffer)) Check(buffer);
                return [.. _faults];
            }
        }
    }

    public override byte[] Rent(int minimumLength)
    {
        // Longer than was asked for and not empty, as from a real pool.
        var buffer = new byte[minimumLength + 13];
        buffer.AsSpan().Fill(Spoilt);
        lock (_out)
        {
            Rented++;
            _out.Add(buffer);
        }

        return buffer;
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        lock (_out)
        {
            if (!_out.Remove(array)) throw Fault("a buffer was returned twice, or is not ours");
            array.AsSpan().Fill(Spoilt);
            _returned.Enqueue(array);
            if (_returned.Count > Kept && !Check(_returned.Dequeue())) throw Fault("somebody wrote to a buffer that was returned");
        }
    }

    private bool Check(byte[] buffer)
    {
        var isSpoilt = !buffer.AsSpan().ContainsAnyExcept(Spoilt);
        if (!isSpoilt) _faults.Add("a buffer was written to after it was returned");
        return isSpoilt;
    }

    private InvalidOperationException Fault(string what)
    {
        _faults.Add($"{what}:\n{Environment.StackTrace}");
        return new InvalidOperationException(what);
    }

    private sealed class ByReference : IEqualityComparer<byte[]>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => ReferenceEquals(x, y);

        public int GetHashCode(byte[] obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
