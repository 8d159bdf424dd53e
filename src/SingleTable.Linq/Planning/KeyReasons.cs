using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>Says of each key why a query uses it or not. Made again from the query when somebody asks: plans do not carry it.</summary>
internal static class KeyReasons
{
    public static IEnumerable<ExplainedKey> Of(QueryPlan plan)
    {
        var shape = plan.Shape;
        var constraints = new KeyConstraints(QueryPlanner.TakeTenant(shape).Where);
        var survey = AccessSurvey.Of(shape, constraints);
        foreach (var key in shape.Entity.Keys)
        {
            var isChosen = plan.Access is KeyAccess && key.IsTable || (plan.Access as RangeAccess)?.Key == key;
            var reason = isChosen ? Chosen(plan, survey, constraints) : NotChosen(key, plan, survey, constraints);
            yield return new ExplainedKey(key.Name, isChosen, reason);
        }

        if (shape.Entity.Table.TypeIndex is { } type)
        {
            var isChosen = plan.Access is TypeIndexAccess;
            var reason = isChosen ? "UsingIndex names it: all items of the type" : "lists a whole type, and is used only when UsingIndex names it";
            yield return new ExplainedKey(type.Name, isChosen, reason);
        }
    }

    private static string Chosen(QueryPlan plan, AccessSurvey survey, KeyConstraints constraints)
    {
        var directives = plan.Shape.Directives;
        if (survey.Best is not { } match || (plan.Access is KeyAccess { Partition.IsEmpty: true }))
        {
            return "the query names it";
        }

        var what = plan.Access switch
        {
            KeyAccess { List: not null } => "a list of whole keys",
            KeyAccess => "the whole key is fixed",
            RangeAccess { List: not null } => "a list of partitions, one Query for each",
            _ => $"takes {match.Narrowing} of {constraints.Conjuncts.Length} conditions",
        };
        var order = plan.Shape.Orderings.IsEmpty ? "" : " and gives the order";
        var partial = survey.Partial.Any(p => p.Match == match) ? "; the items are read by their keys (Hydrate)" : "";
        return $"{(directives.Index is null ? "" : "UsingIndex names it; ")}{what}{order}{partial}";
    }

    private static string NotChosen(KeyModel key, QueryPlan plan, AccessSurvey survey, KeyConstraints constraints)
    {
        var (shape, directives) = (plan.Shape, plan.Shape.Directives);
        if (!AccessSurvey.IsConsidered(key, directives))
        {
            return directives.Index is null ? "follows the table with a delay, and the read is consistent" : $"UsingIndex names {directives.Index}";
        }

        if (KeyMatch.Missing(key, constraints).ToList() is { Count: > 0 } missing && survey.Usable.All(u => u.Key != key))
        {
            return $"needs {string.Join(", ", missing.Select(m => $"{shape.Entity.Name}.{m}"))}";
        }

        if (survey.Refused.FirstOrDefault(r => r.Match.Key == key) is { Match: not null } refused)
        {
            return $"does not hold {string.Join(", ", refused.Coverage.Missing)}";
        }

        if (survey.Unfilterable.FirstOrDefault(u => u.Key == key) is { } blocked)
        {
            return $"could not filter by {string.Join(", ", blocked.Unfilterable)}, which is part of its key";
        }

        var matches = survey.Usable.Where(u => u.Key == key).ToList();
        if (matches.Count == 0)
        {
            return key.Filter is not null && shape.Directives.Index is null ? "holds only what its filter lets in, and is used only when UsingIndex names it"
                : key.Slots.FirstOrDefault(s => s.IsNullable && !s.IsTenant && !constraints.Constrains(s)) is { } sparse
                ? $"lacks items whose {sparse.Name} is null, which the query does not exclude"
                : "cannot take the conditions";
        }

        return matches.TrueForAll(m => !m.SatisfiesOrdering)
            ? $"does not give the order {string.Join(", ", shape.Orderings)}"
            : Loses(matches, plan, survey);
    }

    private static string Loses(List<KeyMatch> matches, QueryPlan plan, AccessSurvey survey)
    {
        if (survey.Best is not { } best)
        {
            return "is not needed";
        }

        var most = matches.Max(m => m.Narrowing);
        return best.IsWholeTableKey ? "a read by the whole key is cheaper"
            : IncludePlanner.HasChildren(plan.Shape) && best.Key.IsTable ? "the children are in the table's partition"
            : most < best.Narrowing ? $"takes fewer conditions ({most}, and {best.Key.Name} {best.Narrowing})"
            : best.Key.IsTable ? "takes as much, and the table comes first"
            : "takes as much, and was declared later";
    }
}
