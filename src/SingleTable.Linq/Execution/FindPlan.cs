using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>The plan of FindAsync: the slots of an entity's key in the order of its templates, without the tenant.</summary>
internal sealed class FindPlan
{
    private readonly ImmutableArray<PropertyModel> _slots;

    public FindPlan(EntityModel entity)
    {
        var key = entity.Key;
        _slots = [.. key.Slots.Where(s => !s.IsTenant)];
        ImmutableArray<SlotValue> Values(ImmutableArray<PropertyModel> slots) =>
            [.. slots.Select(s => new SlotValue(s, s.IsTenant ? null : ValueSource.Of(new SlotExpression(_slots.IndexOf(s), s.ClrType))))];

        var shape = new QueryShape(
            entity, ConstantPredicate.True, [], IsReversed: false, null, ResultKind.SingleOrDefault, null, ReadDirectives.Default, [], new PlanGuards([]));
        Query = new QueryPlan(
            shape, new KeyAccess(entity, Values(key.PartitionSlots), Values(key.SortSlots)), ConstantPredicate.True, null, null, [], [], [], null);
    }

    public QueryPlan Query { get; }

    /// <summary>Checks the number and the types of the values before they become a key.</summary>
    /// <param name="values">The values.</param>
    /// <param name="method">What was given them.</param>
    public object?[] Check(object?[] values, string method = nameof(EntitySet<>.FindAsync))
    {
        if (values.Length != _slots.Length)
        {
            throw ExecutionErrors.FindValues(method, Query.Entity, _slots, $"{values.Length} {(values.Length == 1 ? "value was" : "values were")} given.");
        }

        for (var i = 0; i < values.Length; i++)
        {
            var type = ValueFitting.Plain(_slots[i].ClrType);
            if (values[i] is { } value && !type.IsInstanceOfType(value))
            {
                throw ExecutionErrors.FindValues(method, Query.Entity, _slots, $"{_slots[i].Name} was given as {value.GetType().Name}.");
            }
        }

        return values;
    }
}
