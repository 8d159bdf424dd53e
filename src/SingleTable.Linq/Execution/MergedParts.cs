using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>
/// The results of several Queries in their common order. Each Query gives its own in order, so that the next one of all is the least of those that come
/// next of each: a page is read only when one of its items may be that, and no more than a page of each is held.
/// </summary>
internal sealed class MergedParts(ExecutionScope scope, BoundQuery query)
{
    private const int Parallelism = 8;

    public async IAsyncEnumerable<object> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var shape = query.Plan.Shape;
        var order = new EntityOrder([.. shape.Orderings.Select(o => o with { IsDescending = o.IsDescending != shape.IsReversed })]);
        Cursor[] cursors = [.. query.Parts.Select(p => new Cursor(new PageLoop<object>(scope, p, project: null)))];

        // Every partition may hold the first one.
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(cursors, options, async (cursor, token) => await cursor.MoveNextAsync(token).ConfigureAwait(false))
            .ConfigureAwait(false);

        // Of equal ones that of the partition that the list names first.
        var next = new PriorityQueue<Cursor, (object Entity, int Part)>(
            Comparer<(object Entity, int Part)>.Create((a, b) => order.Compare(a.Entity, b.Entity) is var by and not 0 ? by : a.Part.CompareTo(b.Part)));
        for (var i = 0; i < cursors.Length; i++)
        {
            Enqueue(next, cursors[i], i);
        }

        while (next.TryDequeue(out var least, out var place))
        {
            yield return place.Entity;
            await least.MoveNextAsync(cancellationToken).ConfigureAwait(false);
            Enqueue(next, least, place.Part);
        }
    }

    private static void Enqueue(PriorityQueue<Cursor, (object Entity, int Part)> queue, Cursor cursor, int part)
    {
        if (cursor.Current is { } entity)
        {
            queue.Enqueue(cursor, (entity, part));
        }
    }

    private sealed class Cursor(PageLoop<object> loop)
    {
        private readonly List<object> _page = [];
        private int _at = -1;
        private bool _hasMore = true;

        /// <summary>The next result, or null at the end.</summary>
        public object? Current => _at < _page.Count ? _page[_at] : null;

        public async ValueTask MoveNextAsync(CancellationToken cancellationToken)
        {
            _at++;
            while (_at >= _page.Count && _hasMore)
            {
                _page.Clear();
                _at = 0;
                _hasMore = await loop.ReadPageAsync(_page, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}

/// <summary>Compares entities by some of their properties.</summary>
internal sealed class EntityOrder(ImmutableArray<Ordering> orderings) : IComparer<object>
{
    public int Compare(object? x, object? y)
    {
        foreach (var ordering in orderings)
        {
            if (ValueOrder.Instance.Compare(ordering.Property.Get(x!), ordering.Property.Get(y!)) is var order and not 0)
            {
                return ordering.IsDescending ? -order : order;
            }
        }

        return 0;
    }
}
