using System.Text;
using System.Text.Json;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>
/// Reads entities by a list of keys: 100 a request, each key once, a few requests at a time, what is left unprocessed again after a pause; the
/// result in the order of the list.
/// </summary>
/// <param name="scope">Of the context.</param>
/// <param name="query">How the items are asked for.</param>
/// <param name="others">Plans of the other entities that the items may be of.</param>
internal sealed class BatchGetReader(ExecutionScope scope, BoundQuery query, params IReadOnlyList<BoundQuery> others)
{
    public const int ChunkSize = 100;

    private readonly Dictionary<(string Partition, string Sort), object> _found = [];
    private readonly Lock _lock = new();

    public IProgress<BatchProgress>? Progress { get; init; }

    public async Task<List<object>> ReadAsync(CancellationToken cancellationToken)
    {
        await ReadByKeyAsync(cancellationToken).ConfigureAwait(false);
        return [.. query.Keys.Where(_found.ContainsKey).Select(k => _found[k])];
    }

    /// <summary>The entities that were found, by their keys.</summary>
    public async Task<IReadOnlyDictionary<(string Partition, string Sort), object>> ReadByKeyAsync(CancellationToken cancellationToken)
    {
        var left = await LeftAsync(Loop(), cancellationToken).ConfigureAwait(false);
        return left.Count == 0 ? _found : throw ExecutionErrors.Unprocessed(query.Plan.Entity, left.Count, query.Keys.Count);
    }

    /// <summary>The same, and what the service would not read: its keys are not known to be there or not.</summary>
    public async Task<(IReadOnlyCollection<(string Partition, string Sort)> Left, OperationTimeoutException? Cause)> TryReadByKeyAsync(
        CancellationToken cancellationToken)
    {
        var loop = Loop();
        try
        {
            return (await LeftAsync(loop, cancellationToken).ConfigureAwait(false), null);
        }
        catch (OperationTimeoutException e)
        {
            return ([.. loop.Left], e);
        }
    }

    private static async Task<IReadOnlyCollection<(string Partition, string Sort)>> LeftAsync(
        BatchLoop<(string Partition, string Sort)> loop, CancellationToken cancellationToken)
    {
        await loop.RunAsync(cancellationToken).ConfigureAwait(false);
        return [.. loop.Left];
    }

    private BatchLoop<(string Partition, string Sort)> Loop() => new(scope, query.Keys, ChunkSize, ReadChunkAsync) { Progress = Progress };

    public object? Find((string Partition, string Sort) key) => _found.GetValueOrDefault(key);

    private string? EntityName => others.All(o => o.Plan.Entity == query.Plan.Entity) ? query.Plan.Entity.Name : null;

    private async Task<IReadOnlyList<(string Partition, string Sort)>> ReadChunkAsync(
        IReadOnlyList<(string Partition, string Sort)> keys, CancellationToken cancellationToken)
    {
        using var response = await scope.SendAsync(new BatchGetRequest(query.Plan, keys, EntityName), cancellationToken).ConfigureAwait(false);
        ItemReader[] readers = [.. others.Prepend(query).Select(q => new ItemReader(scope, q, q.Plan.Entity))];
        return response.Read((Reader: this, readers), static (r, s) =>
        {
            s.Reader.ReadItems(r.Body, s.readers);
            return s.Reader.Unprocessed(r.Body);
        });
    }

    private void ReadItems(ReadOnlySpan<byte> body, ItemReader[] readers)
    {
        if (!ResponseBody.TryGetMember(body, "Responses"u8, out var responses)
            || !ResponseBody.TryGetMember(responses, Encoding.UTF8.GetBytes(query.Plan.Entity.Table.Name), out var items))
        {
            return;
        }

        var json = new DynamoJsonReader(items);
        json.BeginArray();
        Array.ForEach(readers, r => r.StartPage());
        var current = readers[0];
        while (json.NextElement())
        {
            var frame = new ItemFrame();
            var entity = current.Read(ref json, ref frame, out var outcome);
            if (outcome == ReadOutcome.OtherType && Reader(readers, frame.Type) is { } reader)
            {
                current = reader;
                entity = current.Read(ref json, ref frame, out outcome);
            }

            if (outcome == ReadOutcome.OtherType)
            {
                json.Skip();
            }
            else if (entity is not null && !current.IsHidden(entity))
            {
                lock (_lock)
                {
                    _found[(Encoding.UTF8.GetString(frame.PartitionKey), Encoding.UTF8.GetString(frame.SortKey))] = entity;
                }
            }
        }
    }

    private static ItemReader? Reader(ItemReader[] readers, ReadOnlySpan<byte> type)
    {
        foreach (var reader in readers)
        {
            if (reader.Expects(type))
            {
                return reader;
            }
        }

        return null;
    }

    private List<(string Partition, string Sort)> Unprocessed(ReadOnlySpan<byte> body)
    {
        var left = new List<(string Partition, string Sort)>();
        if (!ResponseBody.TryGetMember(body, "UnprocessedKeys"u8, out var raw) || raw.Length <= "{}".Length)
        {
            return left;
        }

        var table = query.Plan.Entity.Table;
        using var document = JsonDocument.Parse(raw.ToArray());
        foreach (var key in document.RootElement.EnumerateObject().SelectMany(t => t.Value.GetProperty("Keys"u8).EnumerateArray()))
        {
            left.Add((Text(key, table.PartitionKey), Text(key, table.SortKey)));
        }

        return left;
    }

    private static string Text(JsonElement item, string attribute) => item.GetProperty(attribute).GetProperty("S"u8).GetString()!;
}
