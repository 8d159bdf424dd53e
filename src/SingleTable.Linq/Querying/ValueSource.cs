using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Querying;

/// <summary>
/// Where a value of a query comes from: a slot of the tree and what is done to it. Read by reflection where that is enough (a captured variable: 11 ns);
/// compiled once per plan where the caller computes something.
/// </summary>
internal abstract class ValueSource
{
    public abstract Type Type { get; }

    public abstract object? Get(object?[] leaves);

    public static ValueSource Of(Expression expression)
    {
        switch (expression)
        {
            case SlotExpression slot:
                return new SlotValueSource(slot.Index, slot.Type);
            case MemberExpression { Expression: null } member:
                return new MemberValueSource(null, member.Member, member.Type);
            case MemberExpression member:
                return Of(member.Expression) is var target and not ComputedValueSource
                    ? new MemberValueSource(target, member.Member, member.Type)
                    : new ComputedValueSource(expression);
            case UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when IsIdentity(convert):
                return Of(convert.Operand);
            default:
                return new ComputedValueSource(expression);
        }
    }

    // Boxing makes int and int? one, and a reference conversion keeps the reference.
    private static bool IsIdentity(UnaryExpression convert) =>
        convert.Type.IsAssignableFrom(convert.Operand.Type) || Nullable.GetUnderlyingType(convert.Type) == convert.Operand.Type;

    private sealed class SlotValueSource(int index, Type type) : ValueSource
    {
        public override Type Type => type;

        public override object? Get(object?[] leaves) => leaves[index];
    }

    private sealed class MemberValueSource(ValueSource? target, MemberInfo member, Type type) : ValueSource
    {
        public override Type Type => type;

        public override object? Get(object?[] leaves)
        {
            var instance = target?.Get(leaves);
            if (target is not null && instance is null)
            {
                throw new QueryTranslationException(
                    "STL1003", $"The query reads {member.Name} of a captured value that is null. Check the value before the query.");
            }

            if (member is FieldInfo field)
            {
                return field.GetValue(instance);
            }

            try
            {
                return ((PropertyInfo)member).GetValue(instance, BindingFlags.DoNotWrapExceptions, null, null, null);
            }
            catch (Exception exception) when (exception is not SingleTableException)
            {
                throw QueryingErrors.Value(member.Name, exception);
            }
        }
    }

    private sealed class ComputedValueSource(Expression expression) : ValueSource
    {
        private readonly Func<object?[], object?> _compute = Compile(expression);

        public override Type Type => expression.Type;

        public override object? Get(object?[] leaves)
        {
            try
            {
                return _compute(leaves);
            }
            catch (Exception exception) when (exception is not SingleTableException)
            {
                throw QueryingErrors.Value(ExpressionText.Of(expression), exception);
            }
        }

        private static Func<object?[], object?> Compile(Expression expression)
        {
            var leaves = Expression.Parameter(typeof(object?[]));
            var body = new SlotReader(leaves).Visit(expression)!;
            return Expression.Lambda<Func<object?[], object?>>(Expression.Convert(body, typeof(object)), leaves).Compile(preferInterpretation: true);
        }
    }
}

/// <summary>Turns slots back into reads of the leaves, for the few trees that are compiled.</summary>
internal sealed class SlotReader(ParameterExpression leaves) : ExpressionVisitor
{
    public override Expression? Visit(Expression? node) =>
        node is SlotExpression slot
            ? Expression.Convert(Expression.ArrayIndex(leaves, Expression.Constant(slot.Index)), slot.Type)
            : base.Visit(node);
}
