using System.Linq.Expressions;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing.Batches;

/// <summary>Puts and deletes of any entities of the table, 25 at a time. All of them are checked before the first request.</summary>
internal sealed class BatchWriter(ExecutionScope scope, int capacity = 0) : IDisposable
{
    /// <summary>The most writes of a request.</summary>
    public const int ChunkSize = 25;

    private readonly BatchItems _items = new(capacity);

    // Writes whose values are awaited: with them comes the scope that has those.
    private Dictionary<int, ExecutionScope>? _awaited;
    private bool _isSending;

    public void Put(EntityModel entity, object source)
    {
        if (entity.AwaitsValues)
        {
            (_awaited ??= []).Add(_items.Count, scope);
        }

        _items.Add(new BatchItem(source, entity, isPut: true));
    }

    public void Delete(EntityModel entity, object source) => _items.Add(new BatchItem(source, entity, isPut: false));

    /// <param name="target">A query that names one item; it is what the error gives back when the item is left.</param>
    /// <param name="source">Its tree.</param>
    public void Delete(object target, Expression source) => _items.Add(new BatchItem(target, source, isPut: false));

    public Task SendAsync(IProgress<BatchProgress>? progress, CancellationToken cancellationToken) =>
        Operations.Of(Operations.Start(scope, "batch write", null), scope, SendAllAsync(progress, cancellationToken));

    private Task SendAllAsync(IProgress<BatchProgress>? progress, CancellationToken cancellationToken) =>
        _awaited is null ? SendNowAsync(scope, progress, cancellationToken) : AwaitAndSendAsync(_awaited, progress, cancellationToken);

    private async Task AwaitAndSendAsync(Dictionary<int, ExecutionScope> awaited, IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        var begun = scope.Begin(null);
        foreach (var place in awaited.Keys.Order().ToList())
        {
            var (source, entity) = (_items.All[place].Source, _items.All[place].Entity);
            awaited[place] = await AwaitedValues.OfItemAsync(begun, entity, source, WriteKind.Put, cancellationToken).ConfigureAwait(false);
        }

        await SendNowAsync(begun, progress, cancellationToken).ConfigureAwait(false);
    }

    // Whoever gave up waiting for one call may make another, which must not take the items from under the first.
    private Task SendNowAsync(ExecutionScope begun, IProgress<BatchProgress>? progress, CancellationToken cancellationToken) =>
        (_isSending ? Again() : this).SendOnceAsync(begun, progress, cancellationToken);

    private BatchWriter Again()
    {
        var again = new BatchWriter(scope, _items.Count) { _awaited = _awaited is null ? null : new(_awaited) };
        foreach (var item in _items.All)
        {
            again._items.Add(item);
        }

        return again;
    }

    private async Task SendOnceAsync(ExecutionScope begun, IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        _isSending = true;
        try
        {
            Prepare(begun);
            await SendPreparedAsync(begun, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _items.Release();
            _isSending = false;
        }
    }

    private async Task SendPreparedAsync(ExecutionScope begun, IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        var items = _items;
        var operation = begun.Begin(Enumerable.Range(0, items.Count), i => items.All[i].Entity);
        var places = new int[items.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        var loop = new BatchLoop<int>(operation, places, ChunkSize, (chunk, token) => SendAsync(operation, items, chunk, token))
            { Size = i => items.All[i].Length, Progress = progress };
        try
        {
            await loop.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationTimeoutException e)
        {
            throw Incomplete(loop, e);
        }
        catch (Exception e) when (loop.Done > 0 && e is not OperationCanceledException)
        {
            throw Incomplete(loop, e);
        }

        if (loop.Done < items.Count)
        {
            throw Incomplete(loop, null);
        }
    }

    /// <summary>Ends the batch, which cannot be sent any more.</summary>
    public void Dispose() => _items.Dispose();

    private void Prepare(ExecutionScope begun)
    {
        List<EntityValidationFailure>? invalid = null;
        for (var i = 0; i < _items.Count; i++)
        {
            ref var item = ref _items.All[i];
            try
            {
                if (item.IsPut)
                {
                    PreparePut(ref item, _awaited?.GetValueOrDefault(i) ?? begun);
                }
                else
                {
                    PrepareDelete(ref item, begun);
                }
            }
            catch (EntityValidationException e)
            {
                (invalid ??= []).AddRange(e.At(i));
            }
        }

        if (invalid is not null)
        {
            throw WriteErrors.Invalid(invalid);
        }

        if (_items.Twice() is var (first, second))
        {
            throw WriteErrors.SameItem(Name(first), Name(second));
        }

        (EntityModel Entity, string Kind) Name(int i) => (_items.All[i].Entity, _items.All[i].IsPut ? nameof(WriteKind.Put) : nameof(WriteKind.Delete));
    }

    // BatchWriteItem has no conditions, and writes no other item along: what needs either must not go by it silently.
    private void PreparePut(ref BatchItem item, ExecutionScope made)
    {
        var entity = EntityValues.TypeOf(item.Entity, item.Source);
        RefusePromises(entity);
        if (entity.PlainWriter is { } plain)
        {
            var output = _items.Output();
            var start = output.BeginValue();
            var keyLength = ItemJson.Write(made, entity, plain, item.Source, output, writeId: null);
            item.Prepared(entity, output, start, keyLength);
        }
        else
        {
            var action = WriteActions.Put(made, entity, item.Source, null);
            if (action.IsConditional)
            {
                throw WriteErrors.ConditionInBatch(action);
            }

            var output = _items.Output();
            var start = output.BeginValue();
            output.WriteRawValue(action.Item.Span);
            item.Prepared(entity, output, start, ItemJson.KeyLength(action.Item.Span));
        }
    }

    private void PrepareDelete(ref BatchItem item, ExecutionScope made)
    {
        var target = item.Target is { } source ? BoundTarget.Of(made, source, null) : BoundTarget.Of(made, item.Entity, item.Source, null);
        RefusePromises(target.Entity);
        if (target.Entity.SoftDelete is not null)
        {
            throw WriteErrors.SoftDeleteInBatch(target.Entity);
        }

        var action = WriteActions.Delete(made, target);
        if (action.IsConditional)
        {
            throw WriteErrors.ConditionInBatch(action);
        }

        _items.Prepare(ref item, action.Entity, action.Key);
    }

    private static void RefusePromises(EntityModel entity)
    {
        // A plain one has no companions.
        if (entity.Counts.Length > 0 || (entity.PlainWriter is null && entity.Hierarchy.Concrete.Any(c => c.HasCompanions)))
        {
            throw WriteErrors.Companions(entity, "A batch", "Write each by itself, or several in a transaction.");
        }
    }

    /// <summary>Sends up to 25 writes.</summary>
    /// <returns>Those that the service left undone.</returns>
    public static async Task<IReadOnlyList<int>> SendAsync(ExecutionScope operation, BatchItems items, IReadOnlyList<int> chunk, CancellationToken cancellationToken)
    {
        using var response = await operation.SendAsync(new BatchWriteRequest(items, chunk), cancellationToken).ConfigureAwait(false);
        var left = response.Read(operation.Table, static (r, table) => Unprocessed(table, r.Body));
        return left is not null ? [.. chunk.Where(i => left.Contains(items.All[i].Key))] : [];
    }

    private static HashSet<ItemKey>? Unprocessed(TableModel table, ReadOnlySpan<byte> body)
    {
        if (!ResponseBody.TryGetMember(body, "UnprocessedItems"u8, out var raw))
        {
            return null;
        }

        HashSet<ItemKey>? keys = null;
        var json = new DynamoJsonReader(raw);
        json.BeginObject();
        while (json.NextName(out _))
        {
            json.BeginArray();
            while (json.NextElement())
            {
                AddKey(ref json, table, keys ??= []);
            }
        }

        return keys;
    }

    // {"PutRequest":{"Item":{…}}} or {"DeleteRequest":{"Key":{…}}}
    private static void AddKey(ref DynamoJsonReader json, TableModel table, HashSet<ItemKey> keys)
    {
        json.BeginObject();
        while (json.NextName(out _))
        {
            json.BeginObject();
            while (json.NextName(out _))
            {
                var (partition, sort) = ItemKeys.Read(ref json, table);
                keys.Add(new ItemKey(partition, sort));
            }
        }
    }

    private BatchIncompleteException Incomplete(BatchLoop<int> loop, Exception? cause)
    {
        var left = loop.Left.Order().Select(i => (_items.All[i].Entity, _items.All[i].IsPut, _items.All[i].Source));
        return WriteFailures.BatchIncomplete([.. left], cause);
    }
}
