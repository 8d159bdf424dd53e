using System.Buffers;
using System.Runtime.CompilerServices;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>A pool that notices what was rented, returned twice, or never returned.</summary>
internal sealed class CountingPool : ArrayPool<byte>
{
    private readonly HashSet<byte[]> _out = new(ByReference.Instance);

    public int Rented { get; private set; }

    public int Outstanding => _out.Count;

    public override byte[] Rent(int minimumLength)
    {
        lock (_out)
        {
            Rented++;
            var buffer = new byte[minimumLength];
            _out.Add(buffer);
            return buffer;
        }
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        lock (_out) _out.Remove(array).ShouldBeTrue("a buffer was returned twice, or is not ours");

        // Whoever still reads it should see that it is gone.
        array.AsSpan().Fill(0xEE);
    }

    private sealed class ByReference : IEqualityComparer<byte[]>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => ReferenceEquals(x, y);

        public int GetHashCode(byte[] obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
