using SingleTable.Linq.Model;

namespace SingleTable.Linq.Planning;

/// <summary>Knows what the type attributes of a scope's entities hold.</summary>
internal interface ITypeValues
{
    /// <summary>What the type attribute of an entity's items must hold.</summary>
    byte[] TypeValue(EntityModel entity);
}

/// <summary>What fills a plan: the query's values, the tenant of the scope, and the time.</summary>
internal readonly record struct BindContext(object?[] Leaves, string? Tenant, DateTimeOffset Now)
{
    /// <summary>The value of the list whose turn it is.</summary>
    public object? ListValue { get; init; }

    /// <summary>The scope's type values; null where they are made anew.</summary>
    public ITypeValues? Types { get; init; }

    /// <summary>The values that one use of a prepared text brings along.</summary>
    public object?[]? Written { get; init; }

    public object? Value(SlotValue slot) => slot.Source is null ? Tenant : slot.IsList ? ListValue : slot.Source.Get(Leaves);
}
