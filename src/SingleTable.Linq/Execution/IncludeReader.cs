using SingleTable.Linq.Materialization;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>Reads a root and its children with one Query and puts them together: every page is followed, so no collection is half read.</summary>
internal sealed class IncludeReader<TRoot>
{
    private readonly ExecutionScope _scope;
    private readonly BoundQuery _query;
    private readonly ReadEntities[] _entities;
    private readonly TypeOrder _order;

    public IncludeReader(ExecutionScope scope, BoundQuery query, IncludePlan plan)
    {
        _scope = scope;
        _query = query;
        _entities = [.. plan.Entities.Select((e, i) =>
            ReadEntities.Create(e, new ItemReader(scope, query, e.Entity), isParent: plan.Entities.Any(c => c.Parent == i)))];
        _order = new TypeOrder(_entities.Length);
    }

    /// <summary>Whether roots were seen beyond those that were wanted.</summary>
    public bool HasMore => HasEnoughRoots();

    private ReadEntities Root => _entities[0];

    public async Task<List<TRoot>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await ReadPagesAsync(cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        var isDescending = _query.Plan.Access is RangeAccess { IsDescending: true };
        for (var i = _entities.Length - 1; i > 0; i--)
        {
            _entities[i].AttachTo(_entities[_entities[i].Parent], _query.MostChildren[i], isDescending);
        }

        var wanted = Math.Min(_query.Wanted ?? int.MaxValue, Root.Items.Count);
        var roots = new List<TRoot>(wanted);
        for (var i = 0; i < wanted; i++)
        {
            roots.Add((TRoot)Root.Items[i]);
        }

        return roots;
    }

    /// <summary>Reads entities that are not put together.</summary>
    /// <returns>The items of each.</returns>
    public async Task<IReadOnlyList<List<object>>> ReadApartAsync(CancellationToken cancellationToken)
    {
        await ReadPagesAsync(cancellationToken).ConfigureAwait(false);
        return [.. _entities.Select(e => e.Items)];
    }

    private async Task<bool> ReadPagesAsync(CancellationToken cancellationToken)
    {
        if (_query.Request is not PageRequest request)
        {
            return false;
        }

        bool hasMore;
        do
        {
            using var response = await _scope.SendAsync(request, cancellationToken).ConfigureAwait(false);
            hasMore = ReadPage(response.Body, request);
            _scope.Meter?.Found(Root.Items.Count);
            _scope.CheckMaterialized(_query.Plan.Entity, _entities.Sum(e => (long)e.Count));
        }
        while (hasMore);
        return true;
    }

    private bool ReadPage(ReadOnlySpan<byte> body, PageRequest request)
    {
        var page = new PageReader(body);
        foreach (var entity in _entities)
        {
            entity.Reader.StartPage();
        }

        while (page.MoveNextItem())
        {
            ReadItem(ref page.Item);
        }

        // Children follow their parent, or come before it in descending order: the wanted ones are complete once one more parent shows up.
        if (page.LastEvaluatedKey.IsEmpty || HasEnoughRoots())
        {
            return false;
        }

        Paging.Continue(request, page.LastEvaluatedKey, _query.Plan.Entity);
        return true;
    }

    private bool HasEnoughRoots() => Root.Items.Count > _query.Wanted;

    // Speculates on the type, because reading an item twice to find it first would cost more than a wrong guess now and then.
    private void ReadItem(ref DynamoJsonReader item)
    {
        var frame = new ItemFrame();
        var guess = _order.Guess;
        if (TryRead(guess, ref item, ref frame))
        {
            _order.Saw(guess);
            return;
        }

        for (var i = 0; i < _entities.Length; i++)
        {
            if (i != guess && _entities[i].Reader.Expects(frame.Type))
            {
                TryRead(i, ref item, ref frame);
                _order.Saw(i);
                return;
            }
        }
    }

    private bool TryRead(int index, ref DynamoJsonReader item, ref ItemFrame frame)
    {
        var entity = _entities[index].Reader.Read(ref item, ref frame, out var outcome);
        if (outcome == ReadOutcome.OtherType)
        {
            return false;
        }

        if (entity is not null)
        {
            _entities[index].Add(entity, frame.SortKey);
        }

        return true;
    }
}
