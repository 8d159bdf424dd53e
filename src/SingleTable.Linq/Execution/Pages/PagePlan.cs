using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution.Pages;

/// <summary>A plan as pages need it: with the key of each item, to go on behind the last one, and for either direction. Made once per plan.</summary>
/// <param name="Forward">In the order of the query.</param>
/// <param name="Backward">In the opposite order; null where there is none.</param>
/// <param name="KeyAttributes">The attributes that an ExclusiveStartKey is made of.</param>
internal sealed record PagePlan(QueryPlan Forward, QueryPlan? Backward, ImmutableArray<string> KeyAttributes)
{
    private static readonly ConditionalWeakTable<QueryPlan, PagePlan> s_plans = [];

    public static PagePlan Of(QueryPlan plan) => s_plans.GetValue(plan, Create);

    private static PagePlan Create(QueryPlan plan)
    {
        var attributes = KeyAttributesOf(plan);
        var forward = WithKeys(plan, attributes);
        AccessPlan? opposite = plan.Access switch
        {
            RangeAccess range => range with { IsDescending = !range.IsDescending },
            TypeIndexAccess index => index with { IsDescending = !index.IsDescending },
            _ => null,
        };
        return new PagePlan(forward, opposite is null ? null : forward with { Access = opposite }, attributes);
    }

    private static ImmutableArray<string> KeyAttributesOf(QueryPlan plan)
    {
        var table = plan.Entity.Table;
        IEnumerable<string?> ofIndex = plan.Access switch
        {
            RangeAccess range => range.Key.Attributes.Select(a => a.Name),
            TypeIndexAccess { Index: var index } => [index.PartitionAttribute, index.SortAttribute],
            _ => [],
        };
        return [.. ofIndex.Append(table.PartitionKey).Append(table.SortKey).OfType<string>().Distinct()];
    }

    // DynamoDB refuses a projection that names an attribute twice.
    private static QueryPlan WithKeys(QueryPlan plan, ImmutableArray<string> attributes)
    {
        if (plan.ProjectionText is null)
        {
            return plan;
        }

        var aliases = plan.ProjectionText.Split(", ");
        var projected = plan.Names.Where(n => aliases.Contains(n.Alias)).Select(n => n.Attribute).ToHashSet();
        var missing = attributes.Where(a => !projected.Contains(a)).Select((a, i) => (Alias: $"#key{i}", Attribute: a)).ToList();
        return plan with
        {
            ProjectionText = string.Join(", ", aliases.Concat(missing.Select(m => m.Alias))),
            Names = plan.Names.AddRange(missing),
        };
    }
}
