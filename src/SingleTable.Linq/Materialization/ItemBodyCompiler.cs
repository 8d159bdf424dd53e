using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Reads one JSON object into a value. Gives the default when the scan stopped.</summary>
internal delegate T ItemBody<T>(ref DynamoJsonReader reader, ref ItemScan scan, StringMemo[] memos);

/// <summary>
/// Compiles the reader of a type: one loop over the attributes, one switch, one local per column. The object is made only at the end, when
/// it is sure that the item is of this type, so that a wrong guess costs nothing and calls no user code.
/// </summary>
[RequiresDynamicCode("Compiles an expression.")]
internal static class ItemBodyCompiler
{
    private static readonly ParameterExpression s_reader = Expression.Parameter(typeof(DynamoJsonReader).MakeByRefType(), "reader");
    private static readonly ParameterExpression s_scan = Expression.Parameter(typeof(ItemScan).MakeByRefType(), "scan");
    private static readonly ParameterExpression s_memos = Expression.Parameter(typeof(StringMemo[]), "memos");

    [DynamicDependency(nameof(DynamoJsonReader.BeginObject), typeof(DynamoJsonReader))]
    [DynamicDependency(nameof(ItemScan.Next), typeof(ItemScan))]
    [DynamicDependency("Read", typeof(AttributeMapping<>))]
    [DynamicDependency(nameof(ISetMapping.CreateEmpty), typeof(ISetMapping))]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The methods that are called by their names are those that are named above.")]
    public static ItemBody<T> Compile<T>(IReadOnlyList<ColumnSpec> columns)
    {
        var construction = Construction.Of(typeof(T), columns);
        if (construction.Problems.Count > 0) throw new InvalidOperationException(string.Join(" ", construction.Problems));
        var locals = columns.Select(c => new ColumnLocal(c)).ToArray();
        var result = Expression.Variable(typeof(T), "result");
        var stopped = Expression.Label(typeof(T));
        var body = Expression.Block(
            [.. locals.Select(l => l.Value), .. locals.Select(l => l.Seen), result],
            Expression.Call(s_reader, nameof(DynamoJsonReader.BeginObject), null),
            Loop(locals, stopped, typeof(T)),
            Expression.Assign(result, New(typeof(T), construction, locals)),
            Assignments(result, construction, locals),
            Expression.Label(stopped, result));
        return Expression.Lambda<ItemBody<T>>(body, s_reader, s_scan, s_memos).Compile();
    }

    /// <summary>
    /// Compiles what makes an object as it is read back once this one is written, without a look at its JSON; null where a column is none of those that are kept as they are
    /// given. Its second argument is what the column of the tenant holds.
    /// </summary>
    [DynamicDependency("Stored", typeof(AttributeMapping<>))]
    public static Func<T, string?, T>? CompileCopy<T>(IReadOnlyList<ColumnSpec> columns, int tenant)
    {
        if (!columns.All(c => c.Mapping.IsImmutable)) return null;
        var construction = Construction.Of(typeof(T), columns);
        var locals = columns.Select(c => new ColumnLocal(c)).ToArray();
        var (source, scope, result) = (Expression.Parameter(typeof(T), "source"), Expression.Parameter(typeof(string), "tenant"), Expression.Variable(typeof(T), "result"));
        var body = Expression.Block(
            [.. locals.Select(l => l.Value), .. locals.Select(l => l.Seen), result],
            [
                .. locals.Select((l, i) => l.Take(i == tenant ? scope : Expression.MakeMemberAccess(source, l.Column.Member))),
                Expression.Assign(result, New(typeof(T), construction, locals)),
                Assignments(result, construction, locals),
                result,
            ]);
        return Expression.Lambda<Func<T, string?, T>>(body, source, scope).Compile();
    }

    private static LoopExpression Loop(ColumnLocal[] locals, LabelTarget stopped, Type type)
    {
        var end = Expression.Label();
        var next = Expression.Call(typeof(ItemScan), nameof(ItemScan.Next), null, s_reader, s_scan);
        var leave = Expression.SwitchCase(Expression.Break(end), Expression.Constant(ItemScan.End));
        var cases = locals.Select((local, i) => Expression.SwitchCase(local.Read(i), Expression.Constant(i)));
        var stop = Expression.Return(stopped, Expression.Default(type));
        return Expression.Loop(Expression.Switch(typeof(void), next, stop, null, [leave, .. cases]), end);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "A struct of zeros needs no constructor.")]
    private static Expression New(Type type, Construction construction, ColumnLocal[] locals)
    {
        if (construction.Constructor is not { } constructor) return Expression.New(type);
        var parameters = constructor.GetParameters();
        return Expression.New(constructor, parameters.Select((parameter, i) =>
        {
            var absent = parameter.HasDefaultValue && parameter.DefaultValue is { } value && parameter.ParameterType.IsInstanceOfType(value)
                ? Expression.Constant(value, parameter.ParameterType)
                : (Expression)Expression.Default(parameter.ParameterType);
            if (construction.Parameters[i] < 0) return absent;
            var local = locals[construction.Parameters[i]];
            return local.OrElse(parameter.ParameterType, local.EmptySet(parameter.ParameterType) ?? absent);
        }));
    }

    // An absent attribute leaves what the initializer of the property gave.
    private static BlockExpression Assignments(ParameterExpression result, Construction construction, ColumnLocal[] locals)
    {
        var statements = new List<Expression>();
        foreach (var index in construction.Settable)
        {
            var local = locals[index];
            var member = Expression.MakeMemberAccess(result, Construction.SetterOf(local.Column.Member)!);
            Expression? otherwise = local.EmptySet(member.Type) is { } empty
                ? Expression.IfThen(Expression.Equal(member, Expression.Constant(null, member.Type)), Expression.Assign(member, empty))
                : null;
            var assign = Expression.Assign(member, local.ValueAs(member.Type));
            statements.Add(otherwise is null ? Expression.IfThen(local.Seen, assign) : Expression.IfThenElse(local.Seen, assign, otherwise));
        }

        return Expression.Block(typeof(void), [.. statements, Expression.Empty()]);
    }

    [RequiresDynamicCode("Compiles an expression.")]
    private sealed class ColumnLocal(ColumnSpec column)
    {
        public ColumnSpec Column => column;

        public ParameterExpression Value { get; } = Expression.Variable(column.Mapping.ClrType, column.Member.Name);

        public ParameterExpression Seen { get; } = Expression.Variable(typeof(bool), column.Member.Name + "Seen");

        [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Nothing is trimmed where code can be generated.")]
        public BlockExpression Read(int index)
        {
            var mapping = column.Mapping.GetType();
            var read = mapping.GetMethod("Read", [typeof(DynamoJsonReader).MakeByRefType(), typeof(StringMemo).MakeByRefType()])!;
            var call = Expression.Call(
                Expression.Constant(column.Mapping, mapping), read, s_reader, Expression.ArrayAccess(s_memos, Expression.Constant(index)));
            return Expression.Block(typeof(void), Expression.Assign(Value, call), Expression.Assign(Seen, Expression.Constant(true)));
        }

        // A null is not stored.
        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The method that is called by its name is the mapping's.")]
        public BlockExpression Take(Expression given)
        {
            Expression isThere = Value.Type.IsValueType && Nullable.GetUnderlyingType(Value.Type) is null
                ? Expression.Constant(true)
                : Expression.NotEqual(Value, Expression.Constant(null, Value.Type));
            var stored = Expression.Call(Expression.Constant(column.Mapping, typeof(AttributeMapping<>).MakeGenericType(Value.Type)), "Stored", null, Value);
            return Expression.Block(
                typeof(void),
                Expression.Assign(Value, given.Type == Value.Type ? given : Expression.Convert(given, Value.Type)),
                Expression.Assign(Seen, isThere),
                Expression.IfThen(Seen, Expression.Assign(Value, stored)));
        }

        public Expression ValueAs(Type type) => Value.Type == type ? Value : Expression.Convert(Value, type);

        public Expression OrElse(Type type, Expression absent) => Expression.Condition(Seen, ValueAs(type), absent, type);

        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The method that is called by its name is the mapping's.")]
        public Expression? EmptySet(Type type)
        {
            if (Materialization.EmptySet.Of(column) is not { } set) return null;
            return Expression.Convert(Expression.Call(Expression.Constant(set), nameof(ISetMapping.CreateEmpty), null), type);
        }
    }
}
