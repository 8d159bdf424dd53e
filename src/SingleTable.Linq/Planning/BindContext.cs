namespace SingleTable.Linq.Planning;

/// <summary>What fills a plan: the query's values, the tenant of the scope, and the time.</summary>
internal readonly record struct BindContext(object?[] Leaves, string? Tenant, DateTimeOffset Now)
{
    /// <summary>The value of the list whose turn it is.</summary>
    public object? ListValue { get; init; }

    /// <summary>The values that one use of a prepared text brings along.</summary>
    public object?[]? Written { get; init; }

    public object? Value(SlotValue slot) => slot.Source is null ? Tenant : slot.IsList ? ListValue : slot.Source.Get(Leaves);
}
