using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>What each key of an entity could do for a query, and which of them does it best.</summary>
/// <param name="Usable">What the keys take over, where the results are whole.</param>
/// <param name="Partial">Those of indexes that do not hold everything, usable or not.</param>
/// <param name="Refused">Those of them that cannot be used.</param>
/// <param name="Unfilterable">What keys take over that leave a condition on one of their own attributes, by which no service filters.</param>
/// <param name="Best">The one to use, or null.</param>
internal sealed record AccessSurvey(
    IReadOnlyList<KeyMatch> Usable, IReadOnlyList<(KeyMatch Match, IndexCoverage Coverage)> Partial,
    IReadOnlyList<(KeyMatch Match, IndexCoverage Coverage)> Refused, IReadOnlyList<KeyMatch> Unfilterable, KeyMatch? Best)
{
    /// <summary>The index that would be better than what is used, or that is used and needs the items read after it.</summary>
    public IndexMiss? Missed => Best is { IsWholeTableKey: true } ? null
        : Partial.FirstOrDefault(p => p.Match == Best) is { Match: not null } used ? Miss(used, hydrates: true)
        : Refused.FirstOrDefault(r => r.Match.SatisfiesOrdering && (Best is null || r.Match.Narrowing > Best.Narrowing)) is { Match: not null } passed ? Miss(passed, hydrates: false)
        : null;

    private static IndexMiss Miss((KeyMatch Match, IndexCoverage Coverage) index, bool hydrates) => new(index.Match.Key.Name, [.. index.Coverage.Missing], hydrates);

    public static AccessSurvey Of(QueryShape shape, KeyConstraints constraints)
    {
        var isForced = shape.Directives.Index is not null;
        var candidates = shape.Entity.Keys.Where(k => IsConsidered(k, shape.Directives))
            .SelectMany(k => new[] { false, true }.Select(list => KeyMatch.Try(k, shape, constraints, isForced, list)))
            .OfType<KeyMatch>().Where(c => !c.IsListInRange && !(c.FixedSort.Any(s => s.IsList) && AccessChooser.IsMore(c, shape, constraints))).ToList();
        var unfilterable = candidates.Where(c => !c.Unfilterable.IsEmpty).ToList();
        candidates.RemoveAll(unfilterable.Contains);
        var partial = candidates.Select(c => (Match: c, Coverage: IndexCoverage.Of(c, shape, constraints))).Where(c => !c.Coverage.IsWhole).ToList();
        var refused = partial.Where(c => !c.Coverage.Allows(shape)).ToList();
        candidates.RemoveAll(c => refused.Exists(r => r.Match == c));

        // An index that takes more of the predicate is no gain where the children are in the table's partition.
        var prefersTable = IncludePlanner.HasChildren(shape);
        var best = candidates.Where(c => c.SatisfiesOrdering)
            .OrderByDescending(c => prefersTable && c.Key.IsTable).ThenByDescending(c => c.IsWholeTableKey).ThenBy(c => c.IsList)
            .ThenByDescending(c => c.Narrowing).ThenByDescending(c => c.Key.IsTable)
            .ThenBy(c => partial.Exists(p => p.Match == c)).FirstOrDefault();
        return new AccessSurvey(candidates, partial, refused, unfilterable, best);
    }

    public static bool IsConsidered(KeyModel key, ReadDirectives directives) =>
        directives.Index is null ? key.IsTable || key.IsLocal || !directives.IsConsistent : key.IndexName == directives.Index;
}
