namespace SingleTable.Linq.Keys;

/// <summary>The conditions on a sort key that DynamoDB can express; a query takes one.</summary>
internal enum SortOperator
{
    None,
    Equal,
    BeginsWith,
    Between,
    GreaterOrEqual,
    Greater,
    LessOrEqual,
    Less,
}

/// <summary>One condition on the sort key.</summary>
/// <param name="Operator">The operator; <see cref="SortOperator.None"/> reads the whole partition.</param>
/// <param name="Low">The only operand, or the lower one of <see cref="SortOperator.Between"/>.</param>
/// <param name="High">The upper operand of <see cref="SortOperator.Between"/>.</param>
/// <param name="ExcludedKey">
/// A complete key inside the range that does not belong to the result: BETWEEN includes its edges, and a sort key cannot be filtered, so the
/// reader drops the item.
/// </param>
internal readonly record struct SortCondition(SortOperator Operator, string? Low = null, string? High = null, string? ExcludedKey = null)
{
    /// <summary>No sort key satisfies the predicate: there is nothing to ask the service.</summary>
    public static SortCondition Contradiction { get; } = new() { IsContradiction = true };

    public bool IsContradiction { get; private init; }

    /// <summary>A second one, where both ends of a range on a property are open.</summary>
    public string? OtherExcludedKey { get; init; }

    /// <summary>Whether an item with this sort key belongs to the result.</summary>
    public bool Contains(string sortKey) => !IsContradiction && sortKey != ExcludedKey && Operator switch
    {
        SortOperator.None => true,
        SortOperator.Equal => sortKey == Low,
        SortOperator.BeginsWith => sortKey.StartsWith(Low!, StringComparison.Ordinal),
        SortOperator.Between => Utf8Order.Compare(Low, sortKey) <= 0 && Utf8Order.Compare(sortKey, High) <= 0,
        SortOperator.GreaterOrEqual => Utf8Order.Compare(sortKey, Low) >= 0,
        SortOperator.Greater => Utf8Order.Compare(sortKey, Low) > 0,
        SortOperator.LessOrEqual => Utf8Order.Compare(sortKey, Low) <= 0,
        SortOperator.Less => Utf8Order.Compare(sortKey, Low) < 0,
        _ => throw new InvalidOperationException($"Unknown operator {Operator}."),
    };

    public override string ToString() => IsContradiction ? "never" : Operator switch
    {
        SortOperator.None => "all",
        SortOperator.Equal => $"= {Low}",
        SortOperator.BeginsWith => $"begins_with {Low}",
        SortOperator.Between => $"BETWEEN {Low} AND {High}",
        SortOperator.GreaterOrEqual => $">= {Low}",
        SortOperator.Greater => $"> {Low}",
        SortOperator.LessOrEqual => $"<= {Low}",
        _ => $"< {Low}",
    };
}
