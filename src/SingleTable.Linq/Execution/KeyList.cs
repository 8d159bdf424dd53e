using System.Collections;
using System.IO.Hashing;
using System.Numerics;
using System.Text;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>
/// The primary keys of items, each once and in their order, as UTF-8: they are sent, and found again by the keys of the items that come, without a text of their own.
/// </summary>
internal sealed class KeyList : IReadOnlyList<(string Partition, string Sort)>
{
    private const int LeastPlaces = 16;

    private Entry[] _entries;
    private byte[] _text;
    private int _length;
    private int[] _places;

    /// <param name="capacity">About how many keys there will be.</param>
    public KeyList(int capacity)
    {
        _entries = capacity == 0 ? [] : new Entry[capacity];
        _text = capacity == 0 ? [] : new byte[capacity * 48];
        _places = capacity == 0 ? [] : new int[Math.Max(LeastPlaces, (int)BitOperations.RoundUpToPowerOf2((uint)capacity * 2))];
    }

    public static KeyList Empty { get; } = new(0);

    public int Count { get; private set; }

    public (string Partition, string Sort) this[int place] =>
        (Encoding.UTF8.GetString(Partition(_entries[place])), Encoding.UTF8.GetString(Sort(_entries[place])));

    public static KeyList Of(IReadOnlyCollection<(string Partition, string Sort)> keys)
    {
        var list = new KeyList(keys.Count);
        foreach (var (partition, sort) in keys)
        {
            list.Add(Encoding.UTF8.GetBytes(partition), Encoding.UTF8.GetBytes(sort));
        }

        return list;
    }

    /// <summary>Adds a key, unless it is there.</summary>
    public void Add(ReadOnlySpan<byte> partition, ReadOnlySpan<byte> sort)
    {
        if (_places.Length < (Count + 1) * 2)
        {
            Rehash();
        }

        ref var place = ref Place(partition, sort);
        if (place > 0)
        {
            return;
        }

        // Keys of one list mostly share their partition.
        var start = Count > 0 && Partition(_entries[Count - 1]).SequenceEqual(partition) ? _entries[Count - 1].PartitionStart : Append(partition);
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(LeastPlaces, Count * 2));
        }

        _entries[Count++] = new Entry(start, partition.Length, Append(sort), sort.Length);
        place = Count;
    }

    /// <summary>The place of a key; negative where it is not in the list.</summary>
    public int Find(ReadOnlySpan<byte> partition, ReadOnlySpan<byte> sort) => _places.Length == 0 ? -1 : Place(partition, sort) - 1;

    /// <inheritdoc cref="Find(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public int Find((string Partition, string Sort) key) => Find(Encoding.UTF8.GetBytes(key.Partition), Encoding.UTF8.GetBytes(key.Sort));

    public void Write(DynamoJsonWriter writer, int place, TableModel table)
    {
        var entry = _entries[place];
        RequestJson.WriteKey(writer, table, Partition(entry), Sort(entry));
    }

    public IEnumerator<(string Partition, string Sort)> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ReadOnlySpan<byte> Partition(in Entry entry) => _text.AsSpan(entry.PartitionStart, entry.PartitionLength);

    private ReadOnlySpan<byte> Sort(in Entry entry) => _text.AsSpan(entry.SortStart, entry.SortLength);

    // Where a key is, or would be: its place in the list plus one, or zero.
    private ref int Place(ReadOnlySpan<byte> partition, ReadOnlySpan<byte> sort)
    {
        for (var at = (int)Hash(partition, sort) & (_places.Length - 1); ; at = (at + 1) & (_places.Length - 1))
        {
            ref var place = ref _places[at];
            if (place == 0 || (Sort(_entries[place - 1]).SequenceEqual(sort) && Partition(_entries[place - 1]).SequenceEqual(partition)))
            {
                return ref place;
            }
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> partition, ReadOnlySpan<byte> sort) =>
        XxHash3.HashToUInt64(sort, (long)XxHash3.HashToUInt64(partition));

    private int Append(ReadOnlySpan<byte> text)
    {
        if (_text.Length - _length < text.Length)
        {
            Array.Resize(ref _text, Math.Max(checked(_length + text.Length), _text.Length * 2));
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
        return _length - text.Length;
    }

    private void Rehash()
    {
        _places = new int[Math.Max(LeastPlaces, _places.Length * 2)];
        for (var i = 0; i < Count; i++)
        {
            Place(Partition(_entries[i]), Sort(_entries[i])) = i + 1;
        }
    }

    private readonly record struct Entry(int PartitionStart, int PartitionLength, int SortStart, int SortLength);
}
