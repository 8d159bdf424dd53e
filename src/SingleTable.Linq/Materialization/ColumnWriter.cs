using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Writes the columns of an object as members of the JSON object that is open. Nulls and empty sets are left out.</summary>
internal sealed class ColumnWriter<T>
{
    private readonly Action<DynamoJsonWriter, T> _write;

    public ColumnWriter(IReadOnlyList<ColumnSpec> columns)
    {
        var writer = Expression.Parameter(typeof(DynamoJsonWriter), "writer");
        var source = Expression.Parameter(typeof(T), "source");
        var calls = columns.Select(column =>
        {
            var field = typeof(MemberWriter<>).MakeGenericType(column.Mapping.ClrType);
            Expression value = Expression.MakeMemberAccess(source, column.Member);
            if (value.Type != column.Mapping.ClrType) value = Expression.Convert(value, column.Mapping.ClrType);
            return Expression.Call(
                Expression.Constant(Activator.CreateInstance(field, column.AttributeName, column.Mapping), field), "Write", null, writer, value);
        });
        var body = Expression.Block(typeof(void), [.. calls, Expression.Empty()]);
        _write = Expression.Lambda<Action<DynamoJsonWriter, T>>(body, writer, source).Compile();
    }

    public void Write(DynamoJsonWriter writer, T source) => _write(writer, source);
}

internal sealed class MemberWriter<TMember>(string name, AttributeMapping<TMember> mapping)
{
    private readonly JsonName _name = new JsonName(name);
    private readonly bool _mayBeEmptySet = mapping.Kind is AttributeKind.SS or AttributeKind.NS or AttributeKind.BS;

    public void Write(DynamoJsonWriter writer, TMember? value)
    {
        if (value is null || (_mayBeEmptySet && mapping.IsEmptySet(value))) return;
        writer.WritePropertyName(_name);
        try
        {
            mapping.Write(writer, value);
        }
        catch (ItemFormatException e)
        {
            throw e.Within(name);
        }
    }
}
