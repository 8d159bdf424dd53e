using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>Chooses how to reach the items: the cheapest of GetItem, a Query of the table, a Query of an index, and, when allowed, a Scan.</summary>
internal static class AccessChooser
{
    /// <summary>An access, and the conjuncts that it takes over from the filter.</summary>
    /// <param name="Access">The access.</param>
    /// <param name="Consumed">The conjuncts.</param>
    /// <param name="Hydrates">The access gives keys only; the items are read after it.</param>
    internal sealed record Choice(AccessPlan Access, ImmutableHashSet<int> Consumed, bool Hydrates = false)
    {
        public IndexMiss? Missed { get; init; }
    }

    public static Choice Choose(QueryShape shape, KeyConstraints constraints)
    {
        var directives = shape.Directives;
        var entity = shape.Entity;
        CheckDirectives(shape);
        if (entity.Table.TypeIndex is { } typeIndex && directives.Index == typeIndex.Name)
        {
            return shape.Orderings.IsEmpty
                ? new Choice(new TypeIndexAccess(entity, typeIndex, shape.IsReversed), [])
                : throw PlanningErrors.Ordering(shape, $"the type index '{typeIndex.Name}' orders by the time of creation only");
        }

        var isForced = directives.Index is not null;
        var survey = AccessSurvey.Of(shape, constraints);
        if (survey.Best is { } best)
        {
            return new Choice(ToAccess(best, shape, constraints), best.Consumed, survey.Partial.Any(p => p.Match == best)) { Missed = survey.Missed };
        }

        if (isForced && survey.Refused is [var (match, coverage), ..])
        {
            throw PlanningErrors.NotProjected(shape, match.Key, coverage);
        }

        if (survey.Usable.Count == 0 && survey.Unfilterable is [var blocked, ..] && !directives.AllowsScan)
        {
            throw PlanningErrors.KeyFilter(shape, blocked);
        }

        if (survey.Usable.Count > 0)
        {
            throw PlanningErrors.Ordering(shape, "the sort key that answers it is " + string.Join(" or ", survey.Usable.Select(c =>
                $"{c.Key.SortShape} ({string.Join(", ", c.Key.SortSlots.Select(s => s.Name))}) of {c.Key.Name}").Distinct()));
        }

        if (directives.IsConsistent && entity.Keys.FirstOrDefault(k => KeyMatch.Try(k, shape, constraints, isForced, takesList: true) is not null) is { } index)
        {
            throw PlanningErrors.ConsistentIndex(shape, index.Name);
        }

        if (!directives.AllowsScan)
        {
            throw PlanningErrors.NeedsScan(shape, constraints, survey.Refused.DistinctBy(r => r.Match.Key).ToDictionary(r => r.Match.Key.Name, r => r.Coverage));
        }

        return shape.Orderings.IsEmpty && !shape.IsReversed
            ? new Choice(new ScanAccess(entity), []) { Missed = survey.Missed }
            : throw PlanningErrors.Ordering(shape, "a Scan has no order");
    }

    // A key that is known whole is a GetItem unless there is something left to filter, which GetItem cannot.
    private static AccessPlan ToAccess(KeyMatch match, QueryShape shape, KeyConstraints constraints)
    {
        return match.IsWholeTableKey && !IsMore(match, shape, constraints)
            ? new KeyAccess(shape.Entity, match.Partition, match.FixedSort)
            : new RangeAccess(shape.Entity, match.Key, match.Partition, match.FixedSort, match.Range, match.IsDescending);
    }

    // More than GetItem and BatchGetItem can do: they neither filter nor count, and read no children.
    internal static bool IsMore(KeyMatch match, QueryShape shape, KeyConstraints constraints) =>
        match.Consumed.Count < constraints.Conjuncts.Length || shape.Result is ResultKind.Count or ResultKind.LongCount || IncludePlanner.HasChildren(shape);

    private static void CheckDirectives(QueryShape shape)
    {
        var (entity, index) = (shape.Entity, shape.Directives.Index);
        if (index is null)
        {
            return;
        }

        if (shape.Directives.IsConsistent && !entity.Keys.Any(k => k.IsLocal && k.IndexName == index))
        {
            throw PlanningErrors.ConsistentIndex(shape, index);
        }

        if (entity.Keys.All(k => k.IndexName != index) && entity.Table.TypeIndex?.Name != index)
        {
            throw PlanningErrors.UnknownIndex(shape);
        }
    }
}
