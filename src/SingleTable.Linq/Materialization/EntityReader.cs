using System.Runtime.CompilerServices;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

internal enum ReadOutcome
{
    Read,
    OtherType,
}

/// <summary>The system attributes of the item that was read last: unescaped UTF-8, empty when absent.</summary>
internal ref struct ItemFrame
{
    public ReadOnlySpan<byte> Type;
    public ReadOnlySpan<byte> PartitionKey;
    public ReadOnlySpan<byte> SortKey;
}

/// <summary>Turns items into entities of one type.</summary>
internal abstract class EntityReader
{
    public abstract Type EntityType { get; }

    public abstract int ColumnCount { get; }

    /// <summary>What keeps the type from being built from its columns; none when it can be.</summary>
    public static IReadOnlyList<string> Check(Type entityType, IReadOnlyList<ColumnSpec> columns) =>
        Construction.Of(entityType, columns).Problems;

    /// <summary>For a single item, in which nothing repeats. Memos that are off are never written, so all readings share them.</summary>
    public StringMemo[] NoMemos
    {
        get
        {
            if (field is { } known) return known;
            var memos = new StringMemo[ColumnCount];
            for (var i = 0; i < memos.Length; i++) memos[i] = StringMemo.Disabled;
            return field = memos;
        }
    }

    /// <summary>New memos for a page, one per column.</summary>
    public StringMemo[] CreateMemos() => new StringMemo[ColumnCount];

    /// <summary>Makes ready at once what is else made when some items were read.</summary>
    public abstract void Compile();

    /// <inheritdoc cref="EntityReader{T}.Read"/>
    public abstract ReadOutcome ReadBoxed(
        ref DynamoJsonReader r, ReadOnlySpan<byte> expectedType, ref ItemFrame frame, StringMemo[] memos, out object? entity);
}

/// <inheritdoc/>
/// <typeparam name="T">The entity type.</typeparam>
internal sealed class EntityReader<T>(IReadOnlyList<ColumnSpec> columns, SystemAttributes system) : EntityReader
{
    private readonly ItemReading<T> _reading = new(typeof(T), columns);
    private readonly ColumnNames _names = new(columns, system);
    private readonly ColumnNames _typeOnly = new([], system with { PartitionKey = system.Type, SortKey = null });
    private bool _looksFirst;

    private Func<T, string?, T>? _copy;
    private bool _knowsCopy;

    public override Type EntityType => typeof(T);

    public override int ColumnCount => columns.Count;

    public static EntityReader<T> Create(IReadOnlyList<ColumnSpec> columns, SystemAttributes system) => new(columns, system);

    /// <summary>
    /// Reads an item, guessing that it is of the expected type. When its type attribute, wherever it stands, says otherwise or is missing, the
    /// outcome is <see cref="ReadOutcome.OtherType"/> and the reader is back where it was. An empty expected type takes any item.
    /// </summary>
    public ReadOutcome Read(
        ref DynamoJsonReader r, ReadOnlySpan<byte> expectedType, ref ItemFrame frame, StringMemo[] memos, out T? entity)
    {
        var start = r;
        entity = default;
        if (_looksFirst && IsOtherType(start, expectedType, ref frame)) return ReadOutcome.OtherType;
        var scan = new ItemScan(_names, expectedType);
        try
        {
            entity = _reading.Body(ref r, ref scan, memos);
        }
        catch (ItemFormatException e)
        {
            // Another type may store something else under the same name. Where that happens once it happens often, and an exception costs
            // far more than looking for the type first.
            r = start;
            if (scan.IsConfirmed || !IsOtherType(start, expectedType, ref frame)) throw e.Within(scan.ColumnName, typeof(T));
            _looksFirst = true;
            return ReadOutcome.OtherType;
        }

        frame = scan.Frame;
        if (!scan.Stopped) return ReadOutcome.Read;
        r = start;
        return ReadOutcome.OtherType;
    }

    public override ReadOutcome ReadBoxed(
        ref DynamoJsonReader r, ReadOnlySpan<byte> expectedType, ref ItemFrame frame, StringMemo[] memos, out object? entity)
    {
        var outcome = Read(ref r, expectedType, ref frame, memos, out var typed);
        entity = outcome == ReadOutcome.Read ? typed : null;
        return outcome;
    }

    /// <summary>
    /// An entity as it is read back once the given one is written as an item; null where that must be read. No code is made for it before it is made for reading.
    /// </summary>
    /// <param name="source">What is written.</param>
    /// <param name="tenantColumn">The column that the scope's tenant is written to; -1 for none.</param>
    /// <param name="tenant">The scope's tenant.</param>
    public T? TryCopy(T source, int tenantColumn, string? tenant)
    {
        if (!_knowsCopy && RuntimeFeature.IsDynamicCodeSupported && _reading.IsCompiled)
        {
            _copy = ItemBodyCompiler.CompileCopy<T>(columns, tenantColumn);
            Volatile.Write(ref _knowsCopy, true);
        }

        return _copy is { } copy ? copy(source, tenant) : default;
    }

    public override void Compile() => _reading.Compile();

    private bool IsOtherType(DynamoJsonReader reader, ReadOnlySpan<byte> expectedType, ref ItemFrame frame)
    {
        var scan = new ItemScan(_typeOnly, expectedType);
        reader.BeginObject();
        ItemScan.Next(ref reader, ref scan);
        if (scan.Stopped) frame = new ItemFrame { Type = scan.Frame.Type };
        return scan.Stopped;
    }
}
