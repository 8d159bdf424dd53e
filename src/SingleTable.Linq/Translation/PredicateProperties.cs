using SingleTable.Linq.Model;

namespace SingleTable.Linq.Translation;

/// <summary>The properties that a predicate reads.</summary>
internal static class PredicateProperties
{
    public static IEnumerable<PropertyModel> Of(Predicate predicate) => predicate switch
    {
        AndPredicate and => and.Terms.SelectMany(Of),
        OrPredicate or => or.Terms.SelectMany(Of),
        NotPredicate not => Of(not.Term),
        ComparePredicate compare => Of(compare.Left).Concat(Of(compare.Right)),
        InPredicate isIn => Of(isIn.Item),
        StartsWithPredicate starts => Of(starts.Item),
        ContainsPredicate contains => Of(contains.Container).Concat(Of(contains.Item)),
        IsNullPredicate isNull => Of(isNull.Item),
        ConstantPredicate or IsTypePredicate or NotExpiredPredicate or NotMarkedPredicate or OnIndexPredicate or UnchangedPredicate => [],
        _ => throw new InvalidOperationException($"{predicate.GetType().Name} reads properties that nobody knows of."),
    };

    private static IEnumerable<PropertyModel> Of(Operand operand) => operand switch
    {
        AttributeOperand attribute => [attribute.Property],
        SizeOperand size => [size.Item.Property],
        _ => [],
    };
}
