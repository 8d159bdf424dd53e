using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>An object mapping whose members are found after it exists, so that types may contain each other.</summary>
internal interface IUnfinishedObjectMapping
{
    void Finish(IReadOnlyList<ColumnSpec> members);
}

/// <summary>Nested objects to <c>M</c>. Null members and empty sets are left out.</summary>
internal sealed class ObjectMapping<T>(Type type) : AttributeMapping<T>, IObjectMapping, IUnfinishedObjectMapping
{
    // More than twice what DynamoDB nests, counted in JSON levels.
    private const int DeepestJson = 200;

    private ItemReading<T> _reader = null!;
    private Lazy<ColumnWriter<T>> _writer = null!;
    private ColumnNames _names = null!;
    private StringMemo[] _noMemos = [];

    /// <summary>The class or struct; <typeparamref name="T"/> is only object where structs are read and written in boxes.</summary>
    public override Type ClrType => type;

    protected override bool TakesNull => !type.IsValueType;

    public override AttributeKind Kind => AttributeKind.M;

    public IReadOnlyList<ColumnSpec> Members { get; private set; } = [];

    public bool TryGetMember(MemberInfo member, [NotNullWhen(true)] out ColumnSpec? column)
    {
        column = Members.FirstOrDefault(c => c.Member.Name == member.Name);
        return column is not null;
    }

    public void Finish(IReadOnlyList<ColumnSpec> members)
    {
        Members = members;
        _names = new ColumnNames(members, null);
        _noMemos = [.. members.Select(_ => StringMemo.Disabled)];
        _reader = new(type, members);
        _writer = new(() => new ColumnWriter<T>(members));
    }

    public override T? Read(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        if (!Begin(ref reader, AttributeTag.M)) return default;
        var scan = new ItemScan(_names, default);
        T value;
        try
        {
            value = _reader.Body(ref reader, ref scan, _noMemos);
        }
        catch (ItemFormatException e)
        {
            throw e.Within(scan.ColumnName);
        }

        reader.EndValue();
        return value;
    }

    protected override void WriteValue(DynamoJsonWriter writer, T value)
    {
        if (writer.CurrentDepth > DeepestJson) throw ItemFormatException.NotStorable(type, "it nests too deeply. Is it a part of itself?");
        writer.WriteStartObject();
        writer.WriteStartObject(WireNames.M);
        _writer.Value.Write(writer, value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
