using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>An item as it was read, for a write that depends on what it replaces.</summary>
/// <param name="Entity">The type that it is.</param>
/// <param name="Values">Its values by the index of the property.</param>
internal sealed record ItemState(EntityModel Entity, object?[] Values)
{
    /// <summary>Whether a caller gave it, who wants to hear when what the write takes from it is not so any more; otherwise it was read to be written on.</summary>
    public bool IsGiven { get; init; }

    public bool IsDeleted => Entity.IsDeleted(Values);

    /// <summary>The values by the index of the properties of another type of the same hierarchy; what only this one has is left out.</summary>
    public object?[] ValuesOf(EntityModel other) =>
        other == Entity ? Values : [.. other.Properties.Select(p => Entity.Properties.Contains(p) ? Values[p.Index] : null)];

    public static async Task<ItemState?> ReadAsync(
        ExecutionScope scope, EntityModel entity, ItemKey key, CancellationToken cancellationToken, bool seesDeleted = false)
    {
        var item = await EntityAsync(scope, entity, key, cancellationToken, seesDeleted).ConfigureAwait(false);
        return Of(scope, entity, item);
    }

    public static ItemState? Of(ExecutionScope scope, EntityModel entity, object? item)
    {
        if (item is null)
        {
            return null;
        }

        var type = EntityValues.TypeOf(entity, item);
        return new ItemState(type, EntityValues.Read(scope, type, item));
    }

    /// <summary>Reads the item as it is now.</summary>
    public static async Task<object?> EntityAsync(
        ExecutionScope scope, EntityModel entity, ItemKey key, CancellationToken cancellationToken, bool seesDeleted = false)
    {
        var bound = Query(scope, entity, key, seesDeleted);
        using var response = await scope.SendAsync(bound.Request!, cancellationToken).ConfigureAwait(false);
        return response.Read(new ItemReader(scope, bound, entity), static (r, reader) => reader.ReadSingle(r.Body));
    }

    /// <summary>A consistent read of the item.</summary>
    public static BoundQuery Query(ExecutionScope scope, EntityModel entity, ItemKey key, bool seesDeleted = false)
    {
        var shape = new QueryShape(
            entity, ConstantPredicate.True, [], IsReversed: false, null, ResultKind.SingleOrDefault, null,
            ReadDirectives.Default with { IsConsistent = true, IncludesDeleted = seesDeleted }, [], new PlanGuards([]));
        var plan = new QueryPlan(shape, new KeyAccess(entity, [], []), ConstantPredicate.True, null, null, [], [], [], null);
        return BoundQuery.OfKeys(plan, scope.Bind([]), [(key.Partition, key.Sort)]);
    }

    /// <summary>What a write took from the state: it is right only while that holds.</summary>
    public IEnumerable<PropertyModel> Used => Entity.Uniques.SelectMany(u => u.Properties)
        .Concat(Entity.Counters.SelectMany(c => c.Sources))
        .Concat(Entity.Audit?.Properties ?? [])
        .Concat(Entity.SoftDelete is { } deletion ? [deletion.Property] : [])
        .Where(p => p is { IsKey: false, IsTenant: false }).Distinct();

    /// <summary>That the item still has these values, as a condition.</summary>
    public Predicate Unchanged() => Predicates.And([.. Used.Select(p => ItemUpdate.Holds(p, Values[p.Index]))]);

    /// <summary>Whether a write made from the other would be the same.</summary>
    public bool IsSame(ItemState? other) =>
        other is not null && other.Entity == Entity && (IsGiven ? Used : Entity.Properties).All(p => AuditText.Of(p, Values[p.Index]) == AuditText.Of(p, other.Values[p.Index]));
}
