using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>The methods that have a form in DynamoDB.</summary>
internal static class MethodTranslators
{
    public static Predicate? TryTranslate(MethodCallExpression call, TranslationScope scope) => call.Method.Name switch
    {
        nameof(string.StartsWith) when call.Object?.Type == typeof(string) => StartsWith(call, scope),
        nameof(string.Contains) when call.Object?.Type == typeof(string) => Substring(call, scope),
        nameof(string.Contains) when IsOfCollection(call) => Contains(call, scope),
        nameof(string.Equals) when !call.Method.IsStatic || call.Method.DeclaringType == typeof(string) || call.Method.DeclaringType == typeof(object) =>
            Equals(call, scope),
        nameof(string.IsNullOrEmpty) when call.Method.DeclaringType == typeof(string) => IsNullOrEmpty(call, scope),
        nameof(Enumerable.Any) when call.Method.DeclaringType == typeof(Enumerable) && call.Arguments is [var source] => NotEmpty(source, scope),
        "ContainsKey" when call.Object is not null && call.Arguments is [var key] => ContainsKey(call, key, scope),
        _ => null,
    };

    // Not a method of the caller's own that happens to have the name.
    private static bool IsOfCollection(MethodCallExpression call) => call.Method.IsStatic
        ? call.Method.DeclaringType == typeof(Enumerable)
        : typeof(System.Collections.IEnumerable).IsAssignableFrom(call.Method.DeclaringType);

    private static Predicate? StartsWith(MethodCallExpression call, TranslationScope scope)
    {
        CheckOrdinal(call, scope);
        if (OperandTranslator.TryAttribute(call.Object!, scope) is not { } attribute || !TranslationScope.IsValue(call.Arguments[0]))
        {
            return null;
        }

        return Text(call, attribute, scope) is { } prefix ? new StartsWithPredicate(attribute, prefix) : null;
    }

    private static Predicate? Substring(MethodCallExpression call, TranslationScope scope)
    {
        CheckOrdinal(call, scope);
        if (OperandTranslator.TryAttribute(call.Object!, scope) is not { } attribute || !TranslationScope.IsValue(call.Arguments[0]))
        {
            return null;
        }

        return Text(call, attribute, scope) is { } part ? new ContainsPredicate(attribute, part) : null;
    }

    private static ValueOperand? Text(MethodCallExpression call, AttributeOperand attribute, TranslationScope scope)
    {
        var value = ValueSource.Of(call.Arguments[0]);
        if (attribute.Mapping.Kind != AttributeKind.S || scope.Peek.IsNull(value))
        {
            throw TranslationErrors.Expression(call, scope.Entity, "Its argument is null. Check it before the query.");
        }

        return ValueFitting.Fit(value, attribute.Mapping)
            ?? (value.Type == typeof(char) ? new ValueOperand(new ConvertedSource(value, typeof(string)), attribute.Mapping) : null);
    }

    private static void CheckOrdinal(MethodCallExpression call, TranslationScope scope)
    {
        if (call.Arguments.Count > 1
            && !(call.Arguments.Count == 2 && IsOrdinal(call.Arguments[1], scope)))
        {
            throw TranslationErrors.Expression(call, scope.Entity, "DynamoDB compares strings exactly: use StringComparison.Ordinal, or store a normalized copy.");
        }
    }

    private static bool IsOrdinal(Expression comparison, TranslationScope scope) =>
        comparison.Type == typeof(StringComparison) && scope.Peek.Value(ValueSource.Of(comparison)) is StringComparison.Ordinal;

    // values.Contains(x.Property), or x.Collection.Contains(value)
    private static Predicate? Contains(MethodCallExpression call, TranslationScope scope)
    {
        var (source, item) = call switch
        {
            { Object: { } target, Arguments: [var only] } => (target, only),
            { Object: null, Arguments: [var first, var second] } => (first, second),
            _ => (null, null),
        };
        if (source is null || item is null)
        {
            return null;
        }

        if (TranslationScope.IsValue(source))
        {
            return OperandTranslator.TryAttribute(item, scope) is { } attribute ? In(call, source, attribute, scope) : null;
        }

        if (OperandTranslator.TryAttribute(OperandTranslator.Strip(source), scope) is not { } container || !TranslationScope.IsValue(item))
        {
            return null;
        }

        var element = container.Mapping switch { IListMapping list => list.Element, ISetMapping set => set.Element, _ => null };
        return element is not null && ValueFitting.Fit(ValueSource.Of(item), element) is { } value ? new ContainsPredicate(container, value) : null;
    }

    private static Predicate In(MethodCallExpression call, Expression list, AttributeOperand attribute, TranslationScope scope)
    {
        var source = ValueSource.Of(list);
        var kind = scope.Peek.List(source);
        if (kind == ListKind.Null)
        {
            throw TranslationErrors.NullList(call, scope.Entity);
        }

        if (scope.Peek.Test(source, ComparesInexactly))
        {
            throw TranslationErrors.Expression(call, scope.Entity, "The set has a comparer of its own, and DynamoDB compares strings exactly: store a normalized copy.");
        }

        var element = ElementType(source.Type) ?? typeof(object);
        var fitted = ValueFitting.FitList(source, element, attribute.Mapping) ?? throw TranslationErrors.ValueType(attribute, element, scope.Entity);
        Predicate values = kind.HasFlag(ListKind.HasValues) ? new InPredicate(attribute, fitted) : ConstantPredicate.False;
        return kind.HasFlag(ListKind.HasNull) ? Predicates.Or(values, new IsNullPredicate(attribute)) : values;
    }

    private static bool ComparesInexactly(object? list)
    {
        var comparer = list switch
        {
            HashSet<string> set => set.Comparer,
            ImmutableHashSet<string> set => set.KeyComparer,
            FrozenSet<string> set => set.Comparer,
            _ => null,
        };
        return comparer is not null && !(StringComparer.IsWellKnownOrdinalComparer(comparer!, out var ignoresCase) && !ignoresCase);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The interfaces of a list that the caller passes as one are kept.")]
    private static Type? ElementType(Type list) =>
        list.GetInterfaces().Append(list)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static Predicate? Equals(MethodCallExpression call, TranslationScope scope)
    {
        (Expression Left, Expression Right)? operands = call switch
        {
            { Object: { } target, Arguments: [var other] } => (target, other),
            { Object: { } target, Arguments: [var other, var comparison] } when IsOrdinal(comparison, scope) => (target, other),
            { Object: null, Arguments: [var a, var b] } => (a, b),
            { Object: null, Arguments: [var a, var b, var comparison] } when IsOrdinal(comparison, scope) => (a, b),
            _ => null,
        };
        return operands is { } pair
            ? ComparisonTranslator.Translate(call, OperandTranslator.Strip(pair.Left), Comparison.Equal, OperandTranslator.Strip(pair.Right), scope)
            : throw TranslationErrors.Expression(call, scope.Entity, "DynamoDB compares strings exactly: use == , or store a normalized copy.");
    }

    private static Predicate? IsNullOrEmpty(MethodCallExpression call, TranslationScope scope) =>
        OperandTranslator.TryAttribute(call.Arguments[0], scope) is { } attribute
            ? Predicates.Or(
                new IsNullPredicate(attribute),
                new ComparePredicate(attribute, Comparison.Equal, new ValueOperand(new ConstantSource("", typeof(string)), attribute.Mapping)))
            : null;

    private static Predicate? NotEmpty(Expression source, TranslationScope scope) =>
        OperandTranslator.TryAttribute(source, scope) is { Mapping: IListMapping or ISetMapping or IDictionaryMapping } attribute
            ? SizeTranslator.NotEmpty(attribute)
            : null;

    private static Predicate? ContainsKey(MethodCallExpression call, Expression key, TranslationScope scope) =>
        OperandTranslator.TryAttribute(call.Object!, scope) is { Mapping: IDictionaryMapping dictionary } attribute && TranslationScope.IsValue(key)
            && scope.Peek.Value(ValueSource.Of(key)) is { } entry && dictionary.KeyText(entry) is var name
            ? Predicates.Not(new IsNullPredicate(new AttributeOperand(attribute.Property, attribute.Steps.Add(new PathStep(name, name, 0)), dictionary.Value)))
            : null;
}
