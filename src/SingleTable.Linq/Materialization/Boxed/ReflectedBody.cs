using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>What <see cref="ItemBodyCompiler"/> compiles, done by reflection.</summary>
internal sealed class ReflectedBody<T>
{
    private readonly Type _type;
    private readonly ColumnSpec[] _columns;
    private readonly Construction _construction;
    private readonly object?[] _absent;
    private readonly MemberInfo[] _setters;
    private readonly ISetMapping?[] _emptySets;

    public ReflectedBody(Type type, IReadOnlyList<ColumnSpec> columns)
    {
        _construction = Construction.Of(type, columns);
        if (_construction.Problems.Count > 0) throw new InvalidOperationException(string.Join(" ", _construction.Problems));
        (_type, _columns) = (type, [.. columns]);
        _absent = Array.ConvertAll(_construction.Constructor?.GetParameters() ?? [], Absent);
        _setters = new MemberInfo[columns.Count];
        foreach (var index in _construction.Settable) _setters[index] = Construction.SetterOf(_columns[index].Member)!;
        _emptySets = Array.ConvertAll(_columns, EmptySet.Of);
    }

    public T Read(ref DynamoJsonReader reader, ref ItemScan scan, StringMemo[] memos)
    {
        var values = new object?[_columns.Length];
        var seen = new bool[_columns.Length];
        reader.BeginObject();
        while (true)
        {
            var index = ItemScan.Next(ref reader, ref scan);
            if (index == ItemScan.End) break;
            if (index < 0) return default!;
            values[index] = _columns[index].Mapping.ReadBoxed(ref reader, ref memos[index]);
            seen[index] = true;
        }

        var result = New(values, seen);
        foreach (var index in _construction.Settable)
        {
            if (seen[index]) Set(result, index, values[index]);
            else if (_emptySets[index] is { } set && Get(result, index) is null) Set(result, index, set.CreateEmpty());
        }

        return (T)result;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2077", Justification = "A struct of zeros needs no constructor.")]
    private object New(object?[] values, bool[] seen)
    {
        if (_construction.Constructor is not { } constructor) return RuntimeHelpers.GetUninitializedObject(_type);
        var arguments = new object?[_absent.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var column = _construction.Parameters[i];
            arguments[i] = column < 0 ? _absent[i]
                : seen[column] ? values[column]
                : _emptySets[column]?.CreateEmpty() ?? _absent[i];
        }

        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private void Set(object target, int index, object? value)
    {
        if (_setters[index] is PropertyInfo property) property.SetValue(target, value, BindingFlags.DoNotWrapExceptions, null, null, null);
        else ((FieldInfo)_setters[index]).SetValue(target, value);
    }

    private object? Get(object target, int index) => _setters[index] is PropertyInfo property
        ? property.GetValue(target, BindingFlags.DoNotWrapExceptions, null, null, null)
        : ((FieldInfo)_setters[index]).GetValue(target);

    // Null is passed as the zero of a value type.
    private static object? Absent(ParameterInfo parameter) =>
        parameter.HasDefaultValue && parameter.DefaultValue is { } value && parameter.ParameterType.IsInstanceOfType(value) ? value : null;
}

/// <summary>DynamoDB does not store empty sets, so for a property that is never null an absent one was empty.</summary>
internal static class EmptySet
{
    public static ISetMapping? Of(ColumnSpec column) =>
        column is { Mapping: ISetMapping set, Member: PropertyInfo property }
        && new NullabilityInfoContext().Create(property).ReadState != NullabilityState.Nullable
            ? set
            : null;
}

/// <summary>What <see cref="ColumnWriter{T}"/> compiles for a member, done by reflection.</summary>
internal sealed class ReflectedMemberWriter(ColumnSpec column, Type? entity)
{
    private readonly JsonName _name = new(column.AttributeName);

    public void Write(DynamoJsonWriter writer, object source)
    {
        var value = column.Member is PropertyInfo property
            ? property.GetValue(source, BindingFlags.DoNotWrapExceptions, null, null, null)
            : ((FieldInfo)column.Member).GetValue(source);
        if (value is null || column.Mapping.IsEmptySet(value)) return;
        writer.WritePropertyName(_name);
        try
        {
            column.Mapping.WriteBoxed(writer, value);
        }
        catch (ItemFormatException e)
        {
            throw e.Within(column.AttributeName, entity);
        }
    }
}
