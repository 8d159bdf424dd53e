using System.Runtime.CompilerServices;
using System.Text;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Writing;

/// <summary>
/// The primary key of one item: the texts of its attributes in UTF-8, as they are sent. Strings are made of them only for who asks.
/// </summary>
internal readonly struct ItemKey : IEquatable<ItemKey>
{
    private const int MostOnStack = 256;

    // Both in one array, the sort key behind the partition key.
    private readonly byte[] _texts;
    private readonly int _sort;

    private ItemKey(byte[] texts, int sort) => (_texts, _sort) = (texts, sort);

    public ItemKey(ReadOnlySpan<byte> partition, ReadOnlySpan<byte> sort)
        : this([.. partition, .. sort], partition.Length)
    {
    }

    public ItemKey(string partition, string sort)
        : this(Encoding.UTF8.GetBytes(partition), Encoding.UTF8.GetBytes(sort))
    {
    }

    public ReadOnlySpan<byte> PartitionText => _texts.AsSpan(0, _sort);

    public ReadOnlySpan<byte> SortText => _texts.AsSpan(_sort);

    public string Partition => Encoding.UTF8.GetString(PartitionText);

    public string Sort => Encoding.UTF8.GetString(SortText);

    /// <param name="entity">The entity.</param>
    /// <param name="values">Its values by the index of the property.</param>
    /// <exception cref="KeyValueException">A value cannot stand in a key, or a text is too long.</exception>
    [SkipLocalsInit]
    public static ItemKey Of(EntityModel entity, object?[] values)
    {
        var writer = new KeyWriter(stackalloc byte[MostOnStack]);
        try
        {
            entity.Key.WritePartition(ref writer, values);
            var sort = writer.Length;
            entity.Key.WriteSort(ref writer, values);
            return new ItemKey(writer.Written.ToArray(), sort);
        }
        finally
        {
            writer.Dispose();
        }
    }

    public static bool operator ==(ItemKey left, ItemKey right) => left.Equals(right);

    public static bool operator !=(ItemKey left, ItemKey right) => !left.Equals(right);

    public bool Equals(ItemKey other) => _sort == other._sort && _texts.AsSpan().SequenceEqual(other._texts);

    public override bool Equals(object? obj) => obj is ItemKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_texts);
        return hash.ToHashCode();
    }

    public override string ToString() => $"{Partition} / {Sort}";
}
