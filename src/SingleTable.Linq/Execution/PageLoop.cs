using System.Numerics;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>Reads a bound query to its end: page after page, until there is none or enough results are there.</summary>
/// <param name="scope">Of the context.</param>
/// <param name="query">The query.</param>
/// <param name="project">What the query's Select makes of an entity; null for the entities themselves.</param>
internal sealed class PageLoop<TResult>(ExecutionScope scope, BoundQuery query, Func<object, object?[], TResult>? project)
{
    private readonly ItemReader _reader = new(scope, query, query.Plan.Entity);

    private int _found;
    private bool _isDone = query.Request is null;

    /// <summary>Reads one more page.</summary>
    /// <returns>Whether there may be another.</returns>
    public async ValueTask<bool> ReadPageAsync(List<TResult> into, CancellationToken cancellationToken)
    {
        if (_isDone)
        {
            return false;
        }

        if (query.Plan.Items is not null)
        {
            _isDone = await ReadByKeysAsync((PageRequest)query.Request!, into, cancellationToken).ConfigureAwait(false);
            scope.Meter?.Found(_found);
            return !_isDone;
        }

        using var response = await scope.SendAsync(query.Request!, cancellationToken).ConfigureAwait(false);
        if (query.Request is PageRequest page)
        {
            _isDone = response.Read((Loop: this, page, into), static (r, s) => s.Loop.ReadPage(r.Body, s.page, s.into));
            scope.Meter?.Found(_found);
        }
        else
        {
            if (response.Read(_reader, static (r, reader) => reader.ReadSingle(r.Body)) is { } entity)
            {
                into.Add(Result(entity));
            }

            _isDone = true;
        }

        return !_isDone;
    }

    private bool ReadPage(ReadOnlySpan<byte> body, PageRequest request, List<TResult> into)
    {
        var page = new PageReader(body);
        _reader.StartPage();
        while (page.MoveNextItem())
        {
            var frame = new ItemFrame();
            if (_reader.Read(ref page.Item, ref frame, out _) is { } entity)
            {
                into.Add(Result(entity));
                if (++_found == query.Wanted)
                {
                    return true;
                }
            }
        }

        QueryWarnings.AfterPage(scope, query.Plan, request, page.ScannedCount, page.Count);
        return IsLast(page.LastEvaluatedKey, request);
    }

    // A page of the index, then its items: no more of them at once than are still wanted, so that no item is paid for in vain.
    private async Task<bool> ReadByKeysAsync(PageRequest request, List<TResult> into, CancellationToken cancellationToken)
    {
        List<(string Partition, string Sort)> keys;
        byte[] next;
        (int Read, int Kept) counts;
        using (var response = await scope.SendAsync(request, cancellationToken).ConfigureAwait(false))
        {
            (keys, next, counts) = response.Read(
                query.Plan.Entity.Table, static (r, table) => (ItemKeys.Read(r.Body, table, out var last, out var counts), last.ToArray(), counts));
        }

        QueryWarnings.AfterPage(scope, query.Plan, request, counts.Read, counts.Kept);

        for (var at = 0; at < keys.Count;)
        {
            var count = Math.Min(keys.Count - at, query.Wanted is { } wanted ? wanted - _found : int.MaxValue);
            var items = BoundQuery.ForKeys(query.Plan.Items!, query.Context, KeyList.Of(keys.GetRange(at, count)));
            foreach (var entity in await new BatchGetReader(scope, items).ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!_reader.IsExcluded(entity))
                {
                    into.Add(Result(entity));
                    _found++;
                }
            }

            if (_found == query.Wanted)
            {
                return true;
            }

            at += count;
        }

        return IsLast(next, request);
    }

    private bool IsLast(ReadOnlySpan<byte> lastEvaluatedKey, PageRequest request)
    {
        if (lastEvaluatedKey.IsEmpty)
        {
            return true;
        }

        Paging.Continue(request, lastEvaluatedKey, query.Plan.Entity);
        if (request.Limit is not null)
        {
            request.Limit = Paging.Limit(query.Wanted - _found, query.ExcludedKey);
        }

        return false;
    }

    private TResult Result(object entity) => project is null ? (TResult)entity : project(entity, query.Captured);
}

/// <summary>What all page loops do at the end of a page.</summary>
internal static class Paging
{
    /// <summary>How many items to read for these results: one more where one of them may be an edge that is dropped.</summary>
    public static int? Limit(int? wanted, string? excludedKey) => excludedKey is null || wanted == int.MaxValue ? wanted : wanted + 1;

    public static void Continue(PageRequest request, ReadOnlySpan<byte> lastEvaluatedKey, Model.EntityModel entity)
    {
        if (lastEvaluatedKey.SequenceEqual(request.ExclusiveStartKey) || lastEvaluatedKey.SequenceEqual(request.MarkedKey))
        {
            throw ExecutionErrors.RepeatedKey(entity, request.Operation.ToString());
        }

        request.ExclusiveStartKey = lastEvaluatedKey.ToArray();

        // Finds a circle of any length with one key kept (Brent): the mark moves at pages 1, 2, 4, 8 and so on.
        if (BitOperations.IsPow2(++request.PagesRead))
        {
            request.MarkedKey = request.ExclusiveStartKey;
        }
    }
}
