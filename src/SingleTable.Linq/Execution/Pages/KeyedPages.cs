using System.Text;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution.Pages;

/// <summary>An entity with the key that its item has, and the place behind it, from where reading can go on.</summary>
internal sealed record KeyedEntity(object Entity, string Partition, string Sort, byte[] Position);

/// <summary>Reads the pages of one request for those who go through all items: each page as the service gives it, each item with its place.</summary>
internal sealed class KeyedPages
{
    private readonly ExecutionScope _scope;
    private readonly PagePlan _plan;
    private readonly PageRequest _request;
    private readonly ItemReader _reader;

    /// <param name="scope">Of the context.</param>
    /// <param name="query">What is read: it sends one request for each page.</param>
    /// <param name="position">The place to go on behind; empty for the start.</param>
    public KeyedPages(ExecutionScope scope, BoundQuery query, byte[] position)
    {
        _scope = scope;
        _plan = PagePlan.Of(query.Plan);
        var bound = BoundQuery.Bind(_plan.Forward, query.Context);
        _request = (PageRequest)bound.Request!;
        _request.ExclusiveStartKey = position;
        _reader = new ItemReader(scope, bound, bound.Plan.Entity, hasKeys: true);
    }

    /// <summary>The place behind the last page.</summary>
    public byte[] Position => _request.ExclusiveStartKey;

    public bool HasMore { get; private set; } = true;

    public async Task<List<KeyedEntity>> ReadAsync(CancellationToken cancellationToken)
    {
        using var response = await _scope.SendAsync(_request, cancellationToken).ConfigureAwait(false);
        return response.Read(this, static (r, pages) => pages.ReadPage(r.Body));
    }

    private List<KeyedEntity> ReadPage(ReadOnlySpan<byte> body)
    {
        var entities = new List<KeyedEntity>();
        var page = new PageReader(body);
        _reader.StartPage();
        while (page.MoveNextItem())
        {
            var position = page.Item.Position;
            var frame = new ItemFrame();
            if (_reader.Read(ref page.Item, ref frame, out _) is { } entity)
            {
                entities.Add(new KeyedEntity(
                    entity, Encoding.UTF8.GetString(frame.PartitionKey), Encoding.UTF8.GetString(frame.SortKey), StartKey.Of(body, position, _plan.KeyAttributes)));
            }
        }

        QueryWarnings.AfterPage(_scope, _plan.Forward, _request, page.ScannedCount, page.Count);
        HasMore = !page.LastEvaluatedKey.IsEmpty;
        if (HasMore)
        {
            Paging.Continue(_request, page.LastEvaluatedKey, _plan.Forward.Entity);
        }

        return entities;
    }
}
