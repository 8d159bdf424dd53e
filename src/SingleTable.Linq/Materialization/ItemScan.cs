using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>The names that a reader looks for: the columns first, then system attributes that are no columns.</summary>
internal sealed class ColumnNames
{
    private readonly NameTable _table;
    private readonly string[] _names;
    private readonly SystemRole[] _roles;

    public ColumnNames(IReadOnlyList<ColumnSpec> columns, SystemAttributes? system)
    {
        List<string> names = [.. columns.Select(c => c.AttributeName)];
        ColumnCount = names.Count;
        var roles = new SystemRole[names.Count + SystemAttributes.Count];
        Add(system?.Type, SystemRole.Type);
        Add(system?.PartitionKey, SystemRole.PartitionKey);
        Add(system?.SortKey, SystemRole.SortKey);
        _names = [.. names];
        _roles = roles;
        _table = new NameTable(_names);

        void Add(string? name, SystemRole role)
        {
            if (name is null) return;
            var index = names.IndexOf(name);
            if (index < 0)
            {
                index = names.Count;
                names.Add(name);
            }

            roles[index] |= role;
        }
    }

    public int ColumnCount { get; }

    public string this[int index] => _names[index];

    public int Find(ReadOnlySpan<byte> name) => _table.Find(name);

    public SystemRole RoleOf(int index) => _roles[index];
}

[Flags]
internal enum SystemRole : byte
{
    None = 0,
    Type = 1,
    PartitionKey = 2,
    SortKey = 4,
}

/// <summary>Walks over the attributes of one item, keeps the system attributes, and stops when the item is of another type.</summary>
internal ref struct ItemScan(ColumnNames names, ReadOnlySpan<byte> expectedType)
{
    /// <summary>What <see cref="Next"/> gives at the end of the item.</summary>
    public const int End = -1;

    /// <summary>What <see cref="Next"/> gives when the item is not of the expected type.</summary>
    public const int Stop = -2;

    public ItemFrame Frame;

    private readonly ColumnNames _names = names;
    private readonly ReadOnlySpan<byte> _expectedType = expectedType;
    private int _column = -1;
    private bool _typeSeen;

    public bool Stopped { get; private set; }

    /// <summary>Whether the item is known to be of the expected type, or no type is expected.</summary>
    public readonly bool IsConfirmed => _typeSeen || _expectedType.IsEmpty;

    /// <summary>The attribute that is being read.</summary>
    public readonly string ColumnName => _column < 0 ? "?" : _names[_column];

    /// <summary>Steps to the value of the next column and gives its index.</summary>
    public static int Next(ref DynamoJsonReader reader, ref ItemScan scan)
    {
        var names = scan._names;
        while (reader.NextName(out var name))
        {
            var index = names.Find(name);
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            var role = names.RoleOf(index);
            if (role != SystemRole.None && !scan.Keep(ref reader, role, index < names.ColumnCount))
            {
                scan.Stopped = true;
                return Stop;
            }

            if (index >= names.ColumnCount) continue;
            scan._column = index;
            return index;
        }

        if (scan.IsConfirmed) return End;
        scan.Stopped = true;
        return Stop;
    }

    // False when this is the type attribute and names another type.
    private bool Keep(ref DynamoJsonReader reader, SystemRole role, bool isColumn)
    {
        var start = reader;
        ReadOnlySpan<byte> text = default;
        if (reader.BeginValue() is AttributeTag.S or AttributeTag.N or AttributeTag.B)
        {
            text = reader.ReadString();
            reader.EndValue();
        }
        else
        {
            reader = start;
            reader.Skip();
        }

        if (isColumn) reader = start;
        if ((role & SystemRole.PartitionKey) != 0) Frame.PartitionKey = text;
        if ((role & SystemRole.SortKey) != 0) Frame.SortKey = text;
        if ((role & SystemRole.Type) == 0) return true;
        Frame.Type = text;
        _typeSeen = !text.IsEmpty;
        return _expectedType.IsEmpty || text.SequenceEqual(_expectedType);
    }
}
