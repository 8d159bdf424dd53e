using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Writes the columns of an object as members of the JSON object that is open. Nulls and empty sets are left out.</summary>
internal sealed class ColumnWriter<T>
{
    private readonly Action<DynamoJsonWriter, T> _write;

    /// <param name="columns">The columns.</param>
    /// <param name="entity">The entity to name in errors; null within one.</param>
    public ColumnWriter(IReadOnlyList<ColumnSpec> columns, Type? entity = null) =>
        _write = RuntimeFeature.IsDynamicCodeSupported ? Compile(columns, entity) : Reflected(columns, entity);

    public void Write(DynamoJsonWriter writer, T source) => _write(writer, source);

    private static Action<DynamoJsonWriter, T> Reflected(IReadOnlyList<ColumnSpec> columns, Type? entity)
    {
        ReflectedMemberWriter[] members = [.. columns.Select(c => new ReflectedMemberWriter(c, entity))];
        return (writer, source) =>
        {
            foreach (var member in members)
            {
                member.Write(writer, source!);
            }
        };
    }

    [RequiresDynamicCode("Compiles an expression.")]
    [DynamicDependency("Write", typeof(MemberWriter<>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(MemberWriter<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The method that is called by its name is named above.")]
    private static Action<DynamoJsonWriter, T> Compile(IReadOnlyList<ColumnSpec> columns, Type? entity)
    {
        var writer = Expression.Parameter(typeof(DynamoJsonWriter), "writer");
        var source = Expression.Parameter(typeof(T), "source");
        var calls = columns.Select(column =>
        {
            var field = typeof(MemberWriter<>).MakeGenericType(column.Mapping.ClrType);
            Expression value = Expression.MakeMemberAccess(source, column.Member);
            if (value.Type != column.Mapping.ClrType) value = Expression.Convert(value, column.Mapping.ClrType);
            return Expression.Call(
                Expression.Constant(Activator.CreateInstance(field, column.AttributeName, column.Mapping, entity), field), "Write", null, writer, value);
        });
        var body = Expression.Block(typeof(void), [.. calls, Expression.Empty()]);
        return Expression.Lambda<Action<DynamoJsonWriter, T>>(body, writer, source).Compile();
    }
}

internal sealed class MemberWriter<TMember>(string name, AttributeMapping<TMember> mapping, Type? entity)
{
    private readonly ScalarMapping<TMember>? _scalar = mapping as ScalarMapping<TMember>;
    private readonly JsonName _name = mapping is ScalarMapping<TMember> ? JsonName.OfAttribute(name, WireNames.Of(mapping.Kind)) : new JsonName(name);
    private readonly bool _mayBeEmptySet = mapping.Kind is AttributeKind.SS or AttributeKind.NS or AttributeKind.BS;

    public void Write(DynamoJsonWriter writer, TMember? value)
    {
        if (value is null || (_mayBeEmptySet && mapping.IsEmptySet(value))) return;
        try
        {
            if (_scalar is not null)
            {
                _scalar.WriteAttribute(writer, _name, value);
                return;
            }

            writer.WritePropertyName(_name);
            mapping.Write(writer, value);
        }
        catch (ItemFormatException e)
        {
            throw e.Within(name, entity);
        }
    }
}
