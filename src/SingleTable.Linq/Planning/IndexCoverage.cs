using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>What a query needs that an index does not hold, by the names of the properties.</summary>
/// <param name="Filter">Of what the service must filter by; the items cannot be fetched before.</param>
/// <param name="Rest">Of what the results are made of, or what tells which items they are.</param>
internal sealed record IndexCoverage(IReadOnlyList<string> Filter, IReadOnlyList<string> Rest)
{
    private static readonly IndexCoverage s_whole = new([], []);

    public bool IsWhole => Filter.Count == 0 && Rest.Count == 0;

    public IEnumerable<string> Missing => Filter.Concat(Rest).Distinct();

    /// <summary>Whether the query can use the index: it holds everything, or the query hydrates and the filter can run.</summary>
    public bool Allows(QueryShape shape) => IsWhole || (shape.Directives.Hydrates && Filter.Count == 0);

    public static IndexCoverage Of(KeyMatch match, QueryShape shape, KeyConstraints constraints)
    {
        if (match.Key.Index is not { Attributes: not null } index)
        {
            return s_whole;
        }

        var filter = constraints.Conjuncts.Where((_, i) => !match.Consumed.Contains(i)).SelectMany(PredicateProperties.Of);
        return new IndexCoverage(Names(filter), [.. Names(Results(match, shape)).Concat(Own(match, shape).Where(a => !index.Holds(a)))]);

        List<string> Names(IEnumerable<PropertyModel> properties) =>
            [.. properties.Where(p => !index.Holds(p.AttributeName)).Select(p => p.Name).Distinct()];
    }

    private static IEnumerable<PropertyModel> Results(KeyMatch match, QueryShape shape) => shape.Result switch
    {
        ResultKind.Any or ResultKind.Count or ResultKind.LongCount => match.Recomputed,
        _ => (shape.Projection?.Properties is { } some ? some : shape.Entity.AllProperties).Concat(match.Recomputed),
    };

    // Counting reads no items; but other types, and what is hidden, must not be counted.
    private static IEnumerable<string> Own(KeyMatch match, QueryShape shape)
    {
        var table = shape.Entity.Table;
        var counts = shape.Result is ResultKind.Count or ResultKind.LongCount && match.Recomputed.IsEmpty;
        if (!counts || shape.Entity.IsPartOfHierarchy || match.Key.MayMeetNeighbours(match.FixedSort.Length))
        {
            yield return table.TypeAttribute;
        }

        foreach (var attribute in shape.Entity.HiddenBy)
        {
            yield return attribute;
        }
    }
}
