using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SingleTable.Linq.Materialization;

/// <summary>Writes the columns of an object as members of the JSON object that is open. Nulls and empty sets are left out.</summary>
internal sealed class ColumnWriter<T>
{
    private readonly Action<Utf8JsonWriter, T> _write;

    public ColumnWriter(IReadOnlyList<ColumnSpec> columns) =>
        _write = RuntimeFeature.IsDynamicCodeSupported ? Compile(columns) : Reflected(columns);

    public void Write(Utf8JsonWriter writer, T source) => _write(writer, source);

    private static Action<Utf8JsonWriter, T> Reflected(IReadOnlyList<ColumnSpec> columns)
    {
        ReflectedMemberWriter[] members = [.. columns.Select(c => new ReflectedMemberWriter(c))];
        return (writer, source) =>
        {
            foreach (var member in members)
            {
                member.Write(writer, source!);
            }
        };
    }

    [RequiresDynamicCode("Compiles an expression.")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The method that is called by its name is one of this file.")]
    private static Action<Utf8JsonWriter, T> Compile(IReadOnlyList<ColumnSpec> columns)
    {
        var writer = Expression.Parameter(typeof(Utf8JsonWriter), "writer");
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
        return Expression.Lambda<Action<Utf8JsonWriter, T>>(body, writer, source).Compile();
    }
}

internal sealed class MemberWriter<TMember>(string name, AttributeMapping<TMember> mapping)
{
    private readonly JsonEncodedText _name = JsonEncodedText.Encode(name, BodyText.Encoder);
    private readonly bool _mayBeEmptySet = mapping.Kind is AttributeKind.SS or AttributeKind.NS or AttributeKind.BS;

    public void Write(Utf8JsonWriter writer, TMember? value)
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
