using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>Plans the reading of a whole partition, whatever entities are in it, as one Query.</summary>
internal static class PartitionPlanner
{
    public static QueryPlan Plan(QueryShape shape)
    {
        var (where, tenantChecks) = QueryPlanner.TakeTenant(shape);
        var constraints = new KeyConstraints(where);
        var key = shape.Entity.Key;
        var slots = ImmutableArray.CreateBuilder<SlotValue>();
        foreach (var slot in key.PartitionSlots)
        {
            slots.Add(new SlotValue(slot, slot.IsTenant ? null
                : constraints.Equality(slot)?.Value ?? throw PlanningErrors.Partition(shape, $"{slot.Name} is not fixed")));
        }

        var fixedSlots = slots.Where(s => s.Source is not null).Select(s => s.Property).Distinct().Count();
        if (constraints.Conjuncts.Count(c => c is not ConstantPredicate { Value: true }) != fixedSlots)
        {
            throw PlanningErrors.Partition(shape, "there are other conditions");
        }

        var entities = shape.Entity.Table.ItemCollections.First(c => c.IndexName is null && c.Shape == key.Partition.Shape).Entities;
        var include = new IncludePlan([.. entities.Select(e => new IncludedEntity(e, new RangeAccess(e, e.Key, [], [], null, IsDescending: false), -1, null))], Covers: false, IsWholeCollection: true, AreFamiliesApart: true);
        var filter = Filter(entities);
        var access = new RangeAccess(shape.Entity, key, slots.ToImmutable(), [], null, IsDescending: false);
        return QueryPlanner.Create(shape with { Where = ConstantPredicate.True }, access, filter, tenantChecks, include);
    }

    // The time to live is an attribute of the table, and one condition for all; when an item was deleted is a property of its type.
    private static Predicate Filter(ImmutableArray<EntityModel> entities)
    {
        var visible = entities.Select(e => QueryPlanner.Visible(e, includesDeleted: false)).ToList();
        return entities.Any(e => e.SoftDelete is not null)
            ? Predicates.Or([.. entities.Zip(visible, (e, condition) => Predicates.And(new IsTypePredicate(e.Concrete), condition))])
            : visible.Find(p => p is not ConstantPredicate) ?? ConstantPredicate.True;
    }
}
