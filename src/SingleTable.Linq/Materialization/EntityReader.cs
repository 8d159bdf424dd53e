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
    public static IReadOnlyList<string> Check(Type entityType, IReadOnlyList<ColumnSpec> columns) => throw new NotImplementedException();

    /// <summary>A reader for a type that is only known at run time.</summary>
    public static EntityReader Create(Type entityType, IReadOnlyList<ColumnSpec> columns, SystemAttributes system) =>
        throw new NotImplementedException();

    /// <summary>New memos for a page, one per column.</summary>
    public StringMemo[] CreateMemos() => new StringMemo[ColumnCount];

    public abstract ReadOutcome ReadBoxed(
        ref DynamoJsonReader r, ReadOnlySpan<byte> expectedType, ref ItemFrame frame, StringMemo[] memos, out object? entity);
}

/// <inheritdoc/>
/// <typeparam name="T">The entity type.</typeparam>
internal sealed class EntityReader<T> : EntityReader
{
    public override Type EntityType => typeof(T);

    public override int ColumnCount => throw new NotImplementedException();

    public static EntityReader<T> Create(IReadOnlyList<ColumnSpec> columns, SystemAttributes system) => throw new NotImplementedException();

    public ReadOutcome Read(
        ref DynamoJsonReader r, ReadOnlySpan<byte> expectedType, ref ItemFrame frame, StringMemo[] memos, out T? entity) =>
        throw new NotImplementedException();

    public override ReadOutcome ReadBoxed(
        ref DynamoJsonReader r, ReadOnlySpan<byte> expectedType, ref ItemFrame frame, StringMemo[] memos, out object? entity) =>
        throw new NotImplementedException();
}
