using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SingleTable.Linq.InMemory.Values;

/// <summary>A map, and also an item: two parallel arrays sorted by name, small to hold and quick to search.</summary>
internal sealed class MapValue : DynamoValue, IEnumerable<KeyValuePair<string, DynamoValue>>
{
    private readonly string[] _names;
    private readonly DynamoValue[] _values;

    private MapValue(string[] names, DynamoValue[] values)
    {
        _names = names;
        _values = values;
    }

    public static MapValue Empty { get; } = new([], []);

    public override ValueKind Kind => ValueKind.M;

    public override int Nesting => Count == 0 ? 0 : 1 + _values.Max(v => v.Nesting);

    public int Count => _names.Length;

    public static MapValue Of(IEnumerable<KeyValuePair<string, DynamoValue>> attributes)
    {
        var list = attributes.ToArray();
        var names = new string[list.Length];
        var values = new DynamoValue[list.Length];
        for (int i = 0; i < list.Length; i++) (names[i], values[i]) = (list[i].Key, list[i].Value);
        Array.Sort(names, values, StringComparer.Ordinal);
        return new MapValue(names, values);
    }

    public bool TryGet(string name, [NotNullWhen(true)] out DynamoValue? value)
    {
        int at = Find(name);
        value = at >= 0 ? _values[at] : null;
        return at >= 0;
    }

    public DynamoValue? Get(string name) => TryGet(name, out var value) ? value : null;

    public MapValue With(string name, DynamoValue value)
    {
        int at = Find(name);
        if (at < 0) return new MapValue([.. _names[..~at], name, .. _names[~at..]], [.. _values[..~at], value, .. _values[~at..]]);
        var values = (DynamoValue[])_values.Clone();
        values[at] = value;
        return new MapValue(_names, values);
    }

    public MapValue Without(string name)
    {
        int at = Find(name);
        return at < 0 ? this : new MapValue([.. _names[..at], .. _names[(at + 1)..]], [.. _values[..at], .. _values[(at + 1)..]]);
    }

    public MapValue Only(IReadOnlySet<string> names) => Of(this.Where(a => names.Contains(a.Key)));

    /// <summary>The same map, holding the names of <paramref name="other"/> when they are equal.</summary>
    public MapValue SharingNames(MapValue other) =>
        !ReferenceEquals(_names, other._names) && _names.AsSpan().SequenceEqual(other._names) ? new MapValue(other._names, _values) : this;

    /// <summary>The size of an item: names and values, without the overhead that a nested map has.</summary>
    public int ItemSize
    {
        get
        {
            int size = 0;
            for (int i = 0; i < _names.Length; i++) size += Utf8Order.ByteCount(_names[i]) + _values[i].Size;
            return size;
        }
    }

    public override int Size => 3 + Count + ItemSize;

    /// <summary>Writes the attributes as one object of name to typed value.</summary>
    public void WriteItem(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (int i = 0; i < _names.Length; i++)
        {
            json.WritePropertyName(_names[i]);
            _values[i].WriteTo(json);
        }
        json.WriteEndObject();
    }

    protected override void WriteContent(Utf8JsonWriter json) => WriteItem(json);

    public override bool Equals(DynamoValue? other) =>
        other is MapValue map && map._names.AsSpan().SequenceEqual(_names) && map._values.AsSpan().SequenceEqual(_values);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (int i = 0; i < _names.Length; i++)
        {
            hash.Add(_names[i], StringComparer.Ordinal);
            hash.Add(_values[i]);
        }
        return hash.ToHashCode();
    }

    public IEnumerator<KeyValuePair<string, DynamoValue>> GetEnumerator()
    {
        for (int i = 0; i < _names.Length; i++) yield return new(_names[i], _values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(string name) => Array.BinarySearch(_names, name, StringComparer.Ordinal);
}
