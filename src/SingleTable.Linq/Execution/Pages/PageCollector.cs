using System.Collections.Immutable;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution.Pages;

/// <summary>
/// Reads results until a page is full and one more is seen, or to the end. What else the service read on the way is forgotten: the next page begins
/// behind the last result of this one, not where the service stopped.
/// </summary>
internal sealed class PageCollector<T>(
    ExecutionScope scope, BoundQuery query, ImmutableArray<string> keyAttributes, Func<object, object?[], T>? project, int size)
{
    // With a filter nobody knows how many items hold a page. Four times as many each time is at most a few requests more than the fewest, and
    // keeps a small page from reading, and paying for, a megabyte.
    private const int FirstGuess = 64;
    private const int Growth = 4;

    private readonly ItemReader _reader = new(scope, query, query.Plan.Entity);
    private readonly PageRequest _request = (PageRequest)query.Request!;
    private readonly List<T> _items = [];
    private byte[] _first = [];
    private byte[] _last = [];
    private bool _hasMore;

    public async Task<PageSlice<T>> ReadAsync(byte[] startKey, CancellationToken cancellationToken)
    {
        _request.ExclusiveStartKey = startKey;
        long guess = Math.Max(FirstGuess, Growth * (size + 1L));
        try
        {
            bool goesOn;
            do
            {
                var limit = query.Plan.IsFiltered || query.DropsMany ? guess : size - _items.Count + (query.ExcludedKey is null ? 1L : 2L);
                _request.Limit = (int)Math.Min(limit, int.MaxValue);
                guess = Math.Min(guess * Growth, int.MaxValue);
                using var response = await scope.SendAsync(_request, cancellationToken).ConfigureAwait(false);
                goesOn = response.Read(this, static (r, collector) => collector.ReadPage(r.Body));
                scope.Meter?.Found(_items.Count);
            }
            while (goesOn);
        }
        catch (BudgetExceededException)
        {
            // All that was evaluated so far is in the page, so that it can go on where the service stopped.
            return new PageSlice<T>(_items, _first, _request.ExclusiveStartKey, HasMore: true);
        }

        return new PageSlice<T>(_items, _first, _last, _hasMore);
    }

    private bool ReadPage(ReadOnlySpan<byte> body)
    {
        var page = new PageReader(body);
        var last = -1;
        _reader.StartPage();
        while (!_hasMore && page.MoveNextItem())
        {
            var position = page.Item.Position;
            var frame = new ItemFrame();
            if (_reader.Read(ref page.Item, ref frame, out _) is not { } entity)
            {
                continue;
            }

            if (_items.Count == size)
            {
                _hasMore = true;
                break;
            }

            _items.Add(project is null ? (T)entity : project(entity, query.Captured));
            last = position;
            if (_items.Count == 1)
            {
                _first = StartKey.Of(body, position, keyAttributes);
            }
        }

        if (last >= 0)
        {
            _last = StartKey.Of(body, last, keyAttributes);
        }

        QueryWarnings.AfterPage(scope, query.Plan, _request, page.ScannedCount, page.Count);
        if (_hasMore || page.LastEvaluatedKey.IsEmpty)
        {
            return false;
        }

        Paging.Continue(_request, page.LastEvaluatedKey, query.Plan.Entity);
        return true;
    }
}
