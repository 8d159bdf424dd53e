using System.Runtime.CompilerServices;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution.Streams;

/// <summary>Parents with their children as they become complete; where the keys of families interleave, after all is read.</summary>
internal static class IncludeStream
{
    /// <summary>Whether the results come as they are read: several partitions with an order have to be merged first.</summary>
    public static bool IsPossible(BoundQuery query) =>
        query.Plan.Include is not null && (query.Request is PageRequest || (query.Parts.Count > 0 && query.Plan.Shape.Orderings.IsEmpty));

    public static async IAsyncEnumerable<List<T>> ReadAsync<T>(
        ExecutionScope scope, BoundQuery query, bool isAhead, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var include = query.Plan.Include!;
        var wanted = query.Wanted ?? int.MaxValue;
        foreach (var part in query.Parts.Count > 0 ? query.Parts : [query])
        {
            await foreach (var page in PartAsync<T>(scope, part, include, isAhead, cancellationToken).ConfigureAwait(false))
            {
                var taken = page.Count <= wanted ? page : page.GetRange(0, wanted);
                wanted -= taken.Count;
                yield return taken;
                if (wanted == 0)
                {
                    yield break;
                }
            }
        }
    }

    private static async IAsyncEnumerable<List<T>> PartAsync<T>(
        ExecutionScope scope, BoundQuery part, IncludePlan include, bool isAhead, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new IncludeReader<T>(scope, part, include);
        if (!include.AreFamiliesApart)
        {
            yield return await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            yield break;
        }

        await foreach (var page in PageStream.ReadAsync<T>(reader.ReadPageAsync, isAhead, cancellationToken).ConfigureAwait(false))
        {
            yield return page;
        }
    }
}
