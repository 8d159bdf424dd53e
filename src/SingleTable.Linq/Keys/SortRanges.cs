namespace SingleTable.Linq.Keys;

/// <summary>Turns what a predicate says about sort-key slots into the one condition that DynamoDB accepts, clamped to the entity's own keys.</summary>
internal static class SortRanges
{
    public static SortCondition For(KeyTemplate sortKey, ReadOnlySpan<object?> fixedValues, SlotBound? bound = null) => throw new NotSupportedException();

    public static SortCondition Cover(params ReadOnlySpan<(KeyTemplate Template, object?[] FixedValues)> entities) => throw new NotSupportedException();
}
