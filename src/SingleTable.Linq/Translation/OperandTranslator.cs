using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>Reads paths into an entity: a property, a member of a nested object, an element, a size.</summary>
internal static class OperandTranslator
{
    public static AttributeOperand? TryAttribute(Expression expression, TranslationScope scope)
    {
        switch (expression)
        {
            case UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert:
                return Conversions.KeepsValue(convert) ? TryAttribute(convert.Operand, scope) : null;
            case MemberExpression { Member.Name: nameof(Nullable<int>.Value) } member
                when member.Expression is not null && Nullable.GetUnderlyingType(member.Expression.Type) is not null:
                return TryAttribute(member.Expression, scope);
            case MemberExpression { Expression: { } target } member when Strip(target) == scope.Parameter:
                return scope.Entity.FindInAny(member.Member) is { } property
                    ? new AttributeOperand(property)
                    : throw TranslationErrors.NotStored(expression, member.Member.Name, scope.Entity);
            case MemberExpression { Expression: { } target } member:
                return TryAttribute(target, scope) is { } parent ? Member(parent, member.Member) : null;
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex } index when TranslationScope.IsValue(index.Right):
                return Element(index.Left, index.Right, scope);
            case MethodCallExpression { Method.Name: "get_Item", Object: { } target } call when call.Arguments is [var key] && TranslationScope.IsValue(key):
                return Element(target, key, scope);
            case MethodCallExpression { Method.Name: nameof(Enumerable.ElementAt), Object: null, Arguments: [var list, var at] } when TranslationScope.IsValue(at):
                return Element(list, at, scope);
            case MethodCallExpression { Method.Name: nameof(Enumerable.First), Object: null, Arguments: [var list] } call
                when call.Method.DeclaringType == typeof(Enumerable):
                return Element(list, Expression.Constant(0), scope);
            default:
                return null;
        }
    }

    public static SizeOperand? TrySize(Expression expression, TranslationScope scope)
    {
        var target = Strip(expression) switch
        {
            MemberExpression { Member.Name: "Length" or "Count", Expression: { } of } => of,
            UnaryExpression { NodeType: ExpressionType.ArrayLength } length => length.Operand,
            MethodCallExpression { Method.Name: nameof(Enumerable.Count), Arguments: [var of] } call when call.Method.DeclaringType == typeof(Enumerable) => of,
            _ => null,
        };

        // The members of a nested object that happen to be called Count are attributes, not sizes.
        return target is not null && TryAttribute(target, scope) is { Mapping.Kind: not AttributeKind.N } attribute && Sized(attribute.Mapping)
            ? new SizeOperand(attribute)
            : null;
    }

    public static Expression Strip(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs } convert
            ? Strip(convert.Operand)
            : expression;

    private static bool Sized(AttributeMapping mapping) =>
        mapping is not IObjectMapping && mapping.Kind is AttributeKind.S or AttributeKind.B or AttributeKind.L or AttributeKind.M
            or AttributeKind.SS or AttributeKind.NS or AttributeKind.BS;

    private static AttributeOperand? Member(AttributeOperand parent, MemberInfo member) =>
        parent.Mapping is IObjectMapping nested && nested.TryGetMember(member, out var found)
            ? new AttributeOperand(parent.Property, parent.Steps.Add(new PathStep(member.Name, found.AttributeName, 0)), found.Mapping)
            : null;

    // The index is part of the path, and a path is part of the plan.
    private static AttributeOperand? Element(Expression target, Expression key, TranslationScope scope)
    {
        if (TryAttribute(target, scope) is not { } parent)
        {
            return null;
        }

        return (parent.Mapping, scope.Peek.Value(ValueSource.Of(key))) switch
        {
            (IListMapping list, int index and >= 0) => new AttributeOperand(
                parent.Property, parent.Steps.Add(new PathStep(null, "", index)), list.Element),
            (IDictionaryMapping dictionary, { } entry) when dictionary.KeyText(entry) is var name => new AttributeOperand(
                parent.Property, parent.Steps.Add(new PathStep(name, name, 0)), dictionary.Value),
            _ => null,
        };
    }
}
