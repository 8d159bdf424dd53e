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

        // In a partition of an index several roots may have one key, and the first children of all are not those of each.
        var limited = wanted == false || range.IsDescending || !range.Key.IsTable ? [] : Limited(plan.Entities);
        var groups = wanted == false || (plan.IsWholeCollection && limited.Count == 0) ? [] : Groups(plan.Entities, filter, limited.Keys, wanted == true);
        return groups.Count < 2
            ? plan
            : plan with
            {
                // All ranges are read before anything is put together.
                AreFamiliesApart = false,
                Splits = [.. groups.Select(Part)],
            };

        IncludeSplit Part(List<int> group)
        {
            var isLimited = group is [var only] && limited.ContainsKey(only);
            var own = plan with { Entities = Read(group, plan), AreFamiliesApart = false, IsWholeCollection = false, IsLimited = isLimited };
            var access = isLimited ? range with { IsDescending = limited[group[0]] } : range;
            return new IncludeSplit(QueryPlanner.Create(shape, access, filter.Of(own.Entities, isOwnRange: true), tenantChecks, own), [.. group]);
        }
    }

    private static ImmutableArray<IncludedEntity> Read(List<int> group, IncludePlan plan) => [.. group.Select(i => plan.Entities[i])];

    /// <summary>
    /// The children of the root of which the first are enough, because they are wanted in the order of their keys, and whether from the end: what is behind those is
    /// any number of items too.
    /// </summary>
    private static Dictionary<int, bool> Limited(ImmutableArray<IncludedEntity> entities)
    {
        var limited = new Dictionary<int, bool>();
        for (var i = 1; i < entities.Length; i++)
        {
            if (entities[i] is { Parent: 0, Shape: { Take: not null } include } child && !entities.Any(e => e.Parent == i)
                && KeyMatch.OrderOf(child.Key, child.Access.FixedSort.Length, include.Orderings, new KeyConstraints(include.Where)) is (true, var isDescending))
            {
                limited.Add(i, isDescending);
            }
        }

        return limited;
    }

    private static List<List<int>> Groups(ImmutableArray<IncludedEntity> entities, IncludeFilter filter, ICollection<int> limited, bool everywhere)
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
            var isApart = Utf8Order.Compare(range.Low, end) > 0
                && (everywhere || limited.Contains(index) || (groups is [.., [.., var last]] && limited.Contains(last)) || strangers.Exists(s => s.IsBetween(end, range.Low)));
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
