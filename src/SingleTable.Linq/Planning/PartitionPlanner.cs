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
        var include = new IncludePlan([.. entities.Select(e => new IncludedEntity(e, e.Key, -1, null))], Covers: false, IsWholeCollection: true, AreFamiliesApart: true);
        var filter = entities.Select(QueryPlanner.NotExpired).FirstOrDefault(p => p is not ConstantPredicate) ?? ConstantPredicate.True;
        var access = new RangeAccess(shape.Entity, key, slots.ToImmutable(), [], null, IsDescending: false);
        return QueryPlanner.Create(shape with { Where = ConstantPredicate.True }, access, filter, tenantChecks, include);
    }
}
