using SingleTable.Linq.Materialization;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>
/// Reads a root and its children, with one Query or with several at once, and puts them together: every page is followed, so no collection is half read.
/// </summary>
internal sealed class IncludeReader<TRoot>
{
    private readonly ExecutionScope _scope;
    private readonly BoundQuery _query;
    private readonly IncludePlan _plan;
    private readonly ReadEntities[] _entities;
    private readonly TypeOrder _order;

    public IncludeReader(ExecutionScope scope, BoundQuery query, IncludePlan plan)
        : this(scope, query, plan, [.. plan.Entities.Select((e, i) =>
            ReadEntities.Create(e, new ItemReader(scope, query, e.Entity), isParent: plan.Entities.Any(c => c.Parent == i)))])
    {
    }

    private IncludeReader(ExecutionScope scope, BoundQuery query, IncludePlan plan, ReadEntities[] entities)
    {
        _scope = scope;
        _query = query;
        _plan = plan;
        _entities = entities;
        _order = new TypeOrder(entities.Length);
    }

    // The complete families of the page that is being read; null where all are put together at the end.
    private List<TRoot>? _families;
    private int _given;

    /// <summary>Whether roots were seen beyond those that were wanted.</summary>
    public bool HasMore => _plan.Tree is null && Root.Items.Count > _query.Wanted;

    private bool IsDescending => _query.Plan.Access is RangeAccess { IsDescending: true };

    private ReadEntities Root => _entities[0];

    public async Task<List<TRoot>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await ReadPagesAsync(cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        Attach();
        var items = _plan.Tree is null ? Root.Items : TreeReader.Roots(_query, _plan, Root.Items);
        var wanted = Math.Min(_query.Wanted ?? int.MaxValue, items.Count);
        var roots = new List<TRoot>(wanted);
        for (var i = 0; i < wanted; i++)
        {
            roots.Add((TRoot)items[i]);
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
        if (_query.Splits.Count > 0)
        {
            await Parallel.ForEachAsync(_query.Splits, cancellationToken, ReadSplitAsync).ConfigureAwait(false);
            CheckMaterialized();
            return true;
        }

        if (_query.Request is not PageRequest request)
        {
            return false;
        }

        while (await ReadPageAsync(request, cancellationToken).ConfigureAwait(false))
        {
        }

        return true;
    }

    // Each reads entities of its own, so that they share nothing.
    private async ValueTask ReadSplitAsync((BoundQuery Query, IncludeSplit Split) one, CancellationToken cancellationToken)
    {
        ReadEntities[] entities = [.. one.Split.Entities.Select(i => _entities[i])];
        await new IncludeReader<TRoot>(_scope, one.Query, one.Query.Plan.Include!, entities).ReadPagesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads one more page, and gives the roots that became complete. Only the family that is open is kept: ascending it ends where the next root
    /// shows up, descending the root ends it.
    /// </summary>
    /// <returns>Whether there may be another page.</returns>
    public async ValueTask<bool> ReadPageAsync(List<TRoot> into, CancellationToken cancellationToken)
    {
        if (_query.Request is not PageRequest request)
        {
            return false;
        }

        _families = into;
        var hasMore = await ReadPageAsync(request, cancellationToken).ConfigureAwait(false);
        if (!hasMore && !HasEnoughRoots())
        {
            EndFamily();
        }

        return hasMore;
    }

    private async ValueTask<bool> ReadPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        using var response = await _scope.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var hasMore = response.Read((Reader: this, request), static (r, s) => s.Reader.ReadPage(r.Body, s.request));
        if (Root.Parent < 0)
        {
            _scope.Meter?.Found(_given + Root.Items.Count);
        }

        CheckMaterialized();
        return hasMore;
    }

    private void CheckMaterialized() => _scope.CheckMaterialized(_query.Plan.Entity, _entities.Sum(e => (long)e.Count));

    private void EndFamily()
    {
        if (Root.Items.Count > 0 && !HasEnoughRoots())
        {
            Attach();
            _families!.Add((TRoot)Root.Items[0]);
            _given++;
        }

        foreach (var entity in _entities)
        {
            entity.Clear();
        }
    }

    private void Attach()
    {
        for (var i = _entities.Length - 1; i > 0; i--)
        {
            _entities[i].AttachTo(_entities[_entities[i].Parent], _query.MostChildren(i), IsDescending);
        }
    }

    private bool ReadPage(ReadOnlySpan<byte> body, PageRequest request)
    {
        var page = new PageReader(body);
        foreach (var entity in _entities)
        {
            entity.Reader.StartPage();
        }

        while (page.MoveNextItem() && !(_families is not null && HasEnoughRoots()))
        {
            ReadItem(ref page.Item);
        }

        QueryWarnings.AfterPage(_scope, _query.Plan, request, page.ScannedCount, page.Count);

        // Children follow their parent, or come before it in descending order: the wanted ones are complete once one more parent shows up.
        if (page.LastEvaluatedKey.IsEmpty || HasEnoughRoots())
        {
            return false;
        }

        Paging.Continue(request, page.LastEvaluatedKey, _query.Plan.Entity);
        return true;
    }

    private bool HasEnoughRoots() => _plan.IsLimited ? Root.Count >= _query.Wanted : _families is null ? _plan.AreFamiliesApart && Root.Items.Count > _query.Wanted : _given >= _query.Wanted;

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
            Add(index, entity, frame);
        }

        return true;
    }

    private void Add(int index, object entity, in ItemFrame frame)
    {
        var endsFamily = index == 0 && _families is not null;
        if (endsFamily && !IsDescending)
        {
            EndFamily();
        }

        _entities[index].Add(entity, frame.PartitionKey, frame.SortKey);
        if (endsFamily && IsDescending)
        {
            EndFamily();
        }
    }
}
