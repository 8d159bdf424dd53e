using System.Collections.Immutable;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>
/// Divides what an Include reads of one root's partition into ranges of the sort key. A Query more costs at most a request and half a read unit, while
/// what lies between two ranges may be any number of items: so they are read by themselves where there may be such items.
/// </summary>
internal static class SplitPlanner
{
    public static IncludePlan Split(
        QueryShape shape, RangeAccess range, (IncludePlan Plan, IncludeFilter Filter) include, ImmutableArray<ValueSource> tenantChecks)
    {
        var (plan, filter) = include;
        var wanted = shape.Directives.IsSplit;
        if (!plan.Covers || plan.Tree is not null)
        {
            return wanted is null ? plan : throw PlanningErrors.Split(shape);
        }

        var groups = wanted == false || plan.IsWholeCollection ? [] : Groups(plan.Entities, filter, wanted == true);
        return groups.Count < 2
            ? plan
            : plan with
            {
                // All ranges are read before anything is put together.
                AreFamiliesApart = false,
                Splits = [.. groups.Select(g => Part(g, plan, QueryPlanner.Create(shape, range, filter.Of(Read(g, plan), isOwnRange: true), tenantChecks, Of(g, plan))))],
            };
    }

    private static IncludeSplit Part(List<int> group, IncludePlan plan, QueryPlan query) => new(query, [.. group]);

    private static ImmutableArray<IncludedEntity> Read(List<int> group, IncludePlan plan) => [.. group.Select(i => plan.Entities[i])];

    private static IncludePlan Of(List<int> group, IncludePlan plan) => plan with { Entities = Read(group, plan), AreFamiliesApart = false };

    private static List<List<int>> Groups(ImmutableArray<IncludedEntity> entities, IncludeFilter filter, bool everywhere)
    {
        var root = entities[0];
        var known = root.Access.FixedSort.Length;
        var strangers = filter.Strangers(entities).Select(e => IndexFamilies.KeyOf(e, root.Key).Sort).OfType<KeyTemplate>()
            .Select(t => (Template: t, Shared: Math.Min(known, KeyLayout.SharedSlots(root.Key.Sort!, t))))
            .Where(s => s.Shared < s.Template.Slots.Length)
            .Select(s => KeyLayout.Of(s.Template, s.Shared)).ToList();

        var groups = new List<List<int>>();
        var end = "";
        var inOrder = entities.Select((e, i) => (Index: i, Range: KeyLayout.Of(e.Key.Sort!, known)))
            .OrderBy(e => e.Range.Low, Comparer<string>.Create(Utf8Order.Compare)).ThenBy(e => e.Index);
        foreach (var (index, range) in inOrder)
        {
            var isApart = Utf8Order.Compare(range.Low, end) > 0 && (everywhere || strangers.Exists(s => s.IsBetween(end, range.Low)));
            if (groups.Count == 0 || isApart)
            {
                groups.Add([]);
            }

            groups[^1].Add(index);
            end = Utf8Order.Compare(range.High, end) > 0 ? range.High : end;
        }

        return groups;
    }
}
