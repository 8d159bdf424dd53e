using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>Order and hash of key values.</summary>
internal static class KeyOrder
{
    /// <summary>Compares the attributes that both have: a shorter left side is a prefix.</summary>
    public static int Compare(ReadOnlySpan<DynamoValue> left, ReadOnlySpan<DynamoValue> right)
    {
        for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            int order = DynamoValue.Compare(left[i], right[i]);
            if (order != 0) return order;
        }
        return 0;
    }

    /// <summary>A hash that is the same in every process: it decides the order of a Scan.</summary>
    public static ulong Hash(DynamoValue[] values)
    {
        ulong hash = 0;
        foreach (var value in values) hash = Hash(value, hash);
        return hash;
    }

    private static ulong Hash(DynamoValue value, ulong seed) => value switch
    {
        StringValue s => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(s.Text.AsSpan()), (long)seed),
        NumberValue n => XxHash64.HashToUInt64(Encoding.ASCII.GetBytes(n.Number.ToString()), (long)seed),
        BinaryValue b => XxHash64.HashToUInt64(b.Bytes, (long)seed),
        _ => throw new InvalidOperationException("Not a key type"),
    };
}
