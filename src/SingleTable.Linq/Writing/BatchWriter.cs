using System.Linq.Expressions;
using System.Text.Json;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>Puts and deletes of any entities of the table, 25 at a time. All of them are checked before the first request.</summary>
internal sealed class BatchWriter(ExecutionScope scope)
{
    /// <summary>The most writes of a request.</summary>
    public const int ChunkSize = 25;

    private readonly List<Pending> _writes = [];
    private List<(int Place, EntityModel Entity)>? _awaited;

    public void Put(EntityModel entity, object source)
    {
        if (entity.AwaitsValues)
        {
            (_awaited ??= []).Add((_writes.Count, entity));
        }

        _writes.Add(new Pending(source, scope, entity, null, IsPut: true));
    }

    public void Delete(EntityModel entity, object source) => _writes.Add(new Pending(source, scope, entity, null, IsPut: false));

    /// <param name="target">A query that names one item; it is what the error gives back when the item is left.</param>
    /// <param name="source">Its tree.</param>
    public void Delete(object target, Expression source) => _writes.Add(new Pending(target, scope, null, source, IsPut: false));

    public Task SendAsync(IProgress<BatchProgress>? progress, CancellationToken cancellationToken) =>
        _awaited is null ? SendNowAsync(progress, cancellationToken) : AwaitAndSendAsync(_awaited, progress, cancellationToken);

    private async Task AwaitAndSendAsync(
        List<(int Place, EntityModel Entity)> awaited, IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        var own = scope;
        scope = own.Begin(null);
        try
        {
            foreach (var (place, entity) in awaited)
            {
                var source = _writes[place].Source;
                var made = await AwaitedValues.OfItemAsync(scope, entity, source, WriteKind.Put, cancellationToken).ConfigureAwait(false);
                _writes[place] = _writes[place] with { Scope = made };
            }

            await SendNowAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            scope = own;
        }
    }

    private async Task SendNowAsync(IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        var entries = Prepare();
        var operation = scope.Begin(entries, static e => e.Action.Entity);
        var loop = new BatchLoop<Entry>(operation, entries, ChunkSize, (chunk, token) => SendChunkAsync(operation, chunk, token))
            { Size = e => e.Action.Item?.Length ?? 0, Progress = progress };
        try
        {
            await loop.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationTimeoutException e)
        {
            throw Incomplete(entries, loop, e);
        }
        catch (Exception e) when (loop.Done > 0 && e is not OperationCanceledException)
        {
            throw Incomplete(entries, loop, e);
        }

        if (loop.Done < entries.Count)
        {
            throw Incomplete(entries, loop, null);
        }
    }

    private static WriteAction Deletion(ExecutionScope scope, BoundTarget target)
    {
        RefusePromises(target.Entity);
        return target.Entity.SoftDelete is null ? Plain(WriteActions.Delete(scope, target)) : throw WriteErrors.SoftDeleteInBatch(target.Entity);
    }

    // BatchWriteItem has no conditions, and writes no other item along: what needs either must not go by it silently.
    private static WriteAction Plain(WriteAction action)
    {
        RefusePromises(action.Entity);
        return action.IsConditional ? throw WriteErrors.ConditionInBatch(action) : action;
    }

    private static void RefusePromises(EntityModel entity)
    {
        if (entity.Counts.Length > 0 || entity.Hierarchy.Concrete.Any(c => c.HasCompanions))
        {
            throw WriteErrors.Companions(entity, "A batch", "Write each by itself, or several in a transaction.");
        }
    }

    private List<Entry> Prepare()
    {
        var entries = new List<Entry>(_writes.Count);
        var keys = new Dictionary<ItemKey, WriteAction>();
        List<EntityValidationFailure>? invalid = null;
        for (var i = 0; i < _writes.Count; i++)
        {
            WriteAction action;
            try
            {
                action = _writes[i].Prepare();
            }
            catch (EntityValidationException e)
            {
                (invalid ??= []).AddRange(e.At(i));
                continue;
            }

            if (!keys.TryAdd(action.Key, action))
            {
                throw WriteErrors.SameItem(action, keys[action.Key]);
            }

            entries.Add(new Entry(_writes[i].Source, action));
        }

        return invalid is null ? entries : throw WriteErrors.Invalid(invalid);
    }

    private async Task<IReadOnlyList<Entry>> SendChunkAsync(
        ExecutionScope operation, IReadOnlyList<Entry> chunk, CancellationToken cancellationToken)
    {
        var left = await SendAsync(operation, [.. chunk.Select(e => e.Action)], cancellationToken).ConfigureAwait(false);
        return left.Count == 0 ? [] : [.. chunk.Where(e => left.Contains(e.Action.Key))];
    }

    /// <summary>Sends up to 25 writes.</summary>
    /// <returns>The keys of those that the service left undone.</returns>
    public static async Task<HashSet<ItemKey>> SendAsync(ExecutionScope operation, IReadOnlyList<WriteAction> actions, CancellationToken cancellationToken)
    {
        using var response = await operation.SendAsync(new BatchWriteRequest(actions), cancellationToken).ConfigureAwait(false);
        return response.Read(operation.Table, static (r, table) => Unprocessed(table, r.Body));
    }

    private static HashSet<ItemKey> Unprocessed(TableModel table, ReadOnlySpan<byte> body)
    {
        var keys = new HashSet<ItemKey>();
        if (!ResponseBody.TryGetMember(body, "UnprocessedItems"u8, out var raw) || raw.Length <= "{}".Length)
        {
            return keys;
        }

        using var document = JsonDocument.Parse(raw.ToArray());
        foreach (var write in document.RootElement.EnumerateObject().SelectMany(writes => writes.Value.EnumerateArray()))
        {
            var item = write.TryGetProperty("PutRequest", out var put) ? put.GetProperty("Item") : write.GetProperty("DeleteRequest").GetProperty("Key");
            keys.Add(new ItemKey(Text(item, table.PartitionKey), Text(item, table.SortKey)));
        }

        return keys;
    }

    private static BatchIncompleteException Incomplete(List<Entry> entries, BatchLoop<Entry> loop, Exception? cause)
    {
        var left = loop.Left.ToHashSet();
        return WriteFailures.BatchIncomplete([.. entries.Where(left.Contains).Select(e => (e.Action, e.Source))], cause);
    }

    private static string Text(JsonElement item, string attribute) => item.GetProperty(attribute).GetProperty("S").GetString()!;

    private sealed class Entry(object source, WriteAction action)
    {
        public object Source => source;

        public WriteAction Action => action;
    }

    /// <summary>A write as it was asked for.</summary>
    /// <param name="Source">What the error gives back when it is left.</param>
    /// <param name="Scope">The scope.</param>
    /// <param name="Entity">The entity of the source; null where a query names the item.</param>
    /// <param name="Target">The tree of that query.</param>
    /// <param name="IsPut">Whether it is a put, or a deletion.</param>
    private readonly record struct Pending(object Source, ExecutionScope Scope, EntityModel? Entity, Expression? Target, bool IsPut)
    {
        public WriteAction Prepare() => IsPut
            ? Plain(WriteActions.Put(Scope, Entity!, Source, null))
            : Deletion(Scope, Target is null ? BoundTarget.Of(Scope, Entity!, Source, null) : BoundTarget.Of(Scope, Target, null));
    }
}
