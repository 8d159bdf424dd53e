namespace SingleTable.Linq.Planning;

/// <summary>What fills a plan: the query's values, the tenant of the scope, and the time.</summary>
internal readonly record struct BindContext(object?[] Leaves, string? Tenant, DateTimeOffset Now)
{
    public object? Value(SlotValue slot) => slot.Source is null ? Tenant : slot.Source.Get(Leaves);
}
