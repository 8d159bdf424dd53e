using System.Text.Json;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>Writes many items of one entity, 25 at a time.</summary>
internal sealed class BatchWriter(ExecutionScope scope, EntityModel entity)
{
    private const int ChunkSize = 25;

    public Task PutAsync(IEnumerable<object> entities, CancellationToken cancellationToken) =>
        SendAsync(entities, source => WriteActions.Put(scope, entity, source, null), cancellationToken);

    public Task DeleteAsync(IEnumerable<object> entities, CancellationToken cancellationToken) =>
        SendAsync(entities, source => WriteActions.Delete(BoundTarget.Of(scope, entity, source, null)), cancellationToken);

    private async Task SendAsync(IEnumerable<object> entities, Func<object, WriteAction> prepare, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entities);
        scope.RequireTenant(entity);
        if (entity.Counts.Length > 0 || entity.Hierarchy.Concrete.Any(c => c.HasCompanions))
        {
            throw WriteErrors.Companions(entity, "A batch", "Write each by itself, or several in a transaction.");
        }

        var entries = Prepare(entities, prepare);
        var (next, attempt) = (0, 0);
        List<Entry> unwritten = [];
        while (next < entries.Count || unwritten.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fresh = Math.Min(ChunkSize - unwritten.Count, entries.Count - next);
            List<Entry> chunk = [.. unwritten, .. entries.GetRange(next, fresh)];
            next += fresh;
            var left = await SendChunkAsync(chunk, cancellationToken).ConfigureAwait(false);
            unwritten = chunk.FindAll(e => left.Contains(e.Action.Key));
            if (unwritten.Count == 0)
            {
                attempt = 0;
                continue;
            }

            if (++attempt == Backoff.MaxAttempts)
            {
                throw WriteErrors.BatchIncomplete(entity, [.. unwritten.Concat(entries.Skip(next)).Select(e => e.Source)]);
            }

            await Backoff.PauseAsync(attempt, scope.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private List<Entry> Prepare(IEnumerable<object> entities, Func<object, WriteAction> prepare)
    {
        var entries = new List<Entry>();
        var keys = new Dictionary<ItemKey, WriteAction>();
        foreach (var source in entities)
        {
            ArgumentNullException.ThrowIfNull(source, nameof(entities));
            var action = prepare(source);
            if (!keys.TryAdd(action.Key, action))
            {
                throw WriteErrors.SameItem(action, keys[action.Key]);
            }

            entries.Add(new Entry(source, action));
        }

        return entries;
    }

    private async Task<HashSet<ItemKey>> SendChunkAsync(List<Entry> chunk, CancellationToken cancellationToken)
    {
        var request = new BatchWriteRequest([.. chunk.Select(e => e.Action)]);
        try
        {
            using var response = await scope.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return Unprocessed(response.Memory);
        }
        catch (Exception e) when (request.IsOpen && !cancellationToken.IsCancellationRequested)
        {
            throw WriteErrors.Unknown(request, $"The batch of {entity.Name}", entity.Name, e);
        }
    }

    private HashSet<ItemKey> Unprocessed(ReadOnlyMemory<byte> body)
    {
        var keys = new HashSet<ItemKey>();
        if (!ResponseBody.TryGetMember(body.Span, "UnprocessedItems"u8, out var raw))
        {
            return keys;
        }

        using var document = JsonDocument.Parse(raw.ToArray());
        foreach (var write in document.RootElement.EnumerateObject().SelectMany(table => table.Value.EnumerateArray()))
        {
            var item = write.TryGetProperty("PutRequest", out var put) ? put.GetProperty("Item") : write.GetProperty("DeleteRequest").GetProperty("Key");
            keys.Add(new ItemKey(Text(item, scope.Table.PartitionKey), Text(item, scope.Table.SortKey)));
        }

        return keys;
    }

    private static string Text(JsonElement item, string attribute) => item.GetProperty(attribute).GetProperty("S").GetString()!;

    private sealed record Entry(object Source, WriteAction Action);
}
