using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>Plans what an Include reads after the results as queries of their own, in which what was read before gives the keys.</summary>
internal static class DistantPlanner
{
    /// <summary>One Query for each distinct partition: what the Include says of the sort key is a range of it, like in any other query.</summary>
    public static QueryPlan ByPartition(PartitionChildrenModel navigation, IncludeShape include, QueryShape shape)
    {
        var child = navigation.Child;
        var wanted = Shape(child, shape) with { Where = include.Where, Orderings = include.Orderings, Includes = include.Children };
        if (include.Where is ConstantPredicate { Value: false })
        {
            return QueryPlanner.Create(wanted, new NoAccess(child), ConstantPredicate.True, [], null);
        }

        var constraints = new KeyConstraints(include.Where);
        var best = Candidates(navigation, wanted, shape).Select(k => KeyMatch.InGivenPartition(k, wanted, constraints))
            .OrderByDescending(m => m.SatisfiesOrdering).ThenByDescending(m => m.Narrowing).ThenByDescending(m => m.Key == navigation.Key).First();

        // In the order of the sort key the first ones are enough; in another one all are needed to know the first.
        wanted = best.SatisfiesOrdering ? wanted with { Take = include.Take } : wanted with { Orderings = [] };
        var access = new RangeAccess(child, best.Key, best.Partition, best.FixedSort, best.Range, best.SatisfiesOrdering && best.IsDescending);
        var rest = Predicates.And([.. constraints.Conjuncts.Where((_, i) => !best.Consumed.Contains(i))]);
        return Create(wanted, access, rest);
    }

    /// <summary>
    /// BatchGetItem of the distinct keys; with children of the target in its partition, one Query for each distinct target, which reads both.
    /// </summary>
    public static QueryPlan ByKey(ReferenceModel navigation, IncludeShape include, QueryShape shape)
    {
        var target = Shape(navigation.Child, shape) with { Includes = include.Children };
        return IncludePlanner.HasChildren(target)
            ? Family(target)
            : new QueryPlan(target, new KeyAccess(navigation.Child, [], []), ConstantPredicate.True, null, null, [], [], [], null);
    }

    /// <summary>The results are known, but not from their own partitions of the table: one Query for each result reads its children.</summary>
    public static FamilyPlan OfResults(QueryShape shape)
    {
        var (entity, key) = (shape.Entity, shape.Entity.Key);
        var self = new ReferenceModel
        {
            Member = shape.Includes.First(i => i.Navigation is ChildrenModel).Navigation.Member,
            Parent = entity,
            Child = entity,
            PartitionSources = Given(key.PartitionSlots),
            SortSources = Given(key.SortSlots),
            IsInPartition = true,
        };
        return new FamilyPlan(self, Family(Shape(entity, shape) with { Includes = shape.Includes }));
    }

    private static ImmutableArray<PropertyModel?> Given(ImmutableArray<PropertyModel> slots) => [.. slots.Select(s => s.IsTenant ? null : s)];

    private static QueryPlan Family(QueryShape target)
    {
        var key = target.Entity.Key;
        var access = new RangeAccess(target.Entity, key, [], [.. key.SortSlots.Select(s => new SlotValue(s, null))], null, IsDescending: false);
        return Create(target, access, ConstantPredicate.True);
    }

    private static QueryPlan Create(QueryShape wanted, RangeAccess access, Predicate rest)
    {
        if (IncludePlanner.HasChildren(wanted))
        {
            var (include, filter) = IncludePlanner.Plan(wanted, access, rest);
            return QueryPlanner.Create(wanted, access, filter.Of(include.Entities), [], include);
        }

        var type = QueryPlanner.NeedsTypeFilter(access) ? new IsTypePredicate(wanted.Entity.Concrete) : (Predicate)ConstantPredicate.True;
        var visible = QueryPlanner.Visible(wanted.Entity, wanted.Directives.IncludesDeleted);
        return QueryPlanner.Create(wanted, access, Predicates.And(type, rest, visible), [], null);
    }

    // The keys whose partitions hold the children of one parent; of an index that holds only some attributes no entity can be made.
    private static List<KeyModel> Candidates(PartitionChildrenModel navigation, QueryShape wanted, QueryShape shape)
    {
        var (child, key) = (navigation.Child, navigation.Key);
        var keys = child.Keys.Where(k => k.Partition.Shape == key.Partition.Shape && k.PartitionSlots.SequenceEqual(key.PartitionSlots)
            && (k == key || (k.Filter is null && k.SortSlots.All(s => !s.IsNullable)))).ToList();
        if (keys.RemoveAll(k => k.Index?.Attributes is not null) > 0 && keys.Count == 0)
        {
            throw PlanningErrors.Include(shape, $"{navigation.Name} are read from the index {key.IndexName}, which does not hold all of a {child.Name}. "
                + "Project all of it, or query the children by themselves.");
        }

        if (shape.Directives.IsConsistent && keys.RemoveAll(k => k is { IsTable: false, IsLocal: false }) > 0 && keys.Count == 0)
        {
            throw PlanningErrors.Include(shape, $"{navigation.Name} are read from the index {key.IndexName}, which follows the table with a delay. Remove ConsistentRead().");
        }

        if (IncludePlanner.HasChildren(wanted) && keys.RemoveAll(k => !k.IsTable) > 0 && keys.Count == 0)
        {
            var below = wanted.Includes.First(i => i.Navigation is ChildrenModel).Navigation;
            throw PlanningErrors.Include(shape, $"{navigation.Name} are read from the index {key.IndexName}, where {below.Parent.Name}.{below.Name} are not. "
                + $"Query {child.Name} with its children by itself.");
        }

        return keys;
    }

    private static QueryShape Shape(EntityModel entity, QueryShape outer)
    {
        var directives = ReadDirectives.Default with { IsConsistent = outer.Directives.IsConsistent, IncludesDeleted = outer.Directives.IncludesDeleted };
        return new QueryShape(
            entity, ConstantPredicate.True, [], IsReversed: false, null, ResultKind.List, null, directives, [], new PlanGuards([]));
    }
}
