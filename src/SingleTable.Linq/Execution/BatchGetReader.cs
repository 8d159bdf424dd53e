using System.Text;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>
/// Reads entities by a list of keys: 100 a request, each key once, a few requests at a time, what is left unprocessed again after a pause; the
/// result in the order of the list.
/// </summary>
internal sealed class BatchGetReader(ExecutionScope scope, BoundQuery query)
{
    public const int ChunkSize = 100;
    private const int Parallelism = 4;

    private readonly Dictionary<(string Partition, string Sort), object> _found = [];
    private readonly Lock _lock = new();

    public async Task<List<object>> ReadAsync(CancellationToken cancellationToken)
    {
        await ReadByKeyAsync(cancellationToken).ConfigureAwait(false);
        return [.. query.Keys.Where(_found.ContainsKey).Select(k => _found[k])];
    }

    /// <summary>The entities that were found, by their keys.</summary>
    public async Task<IReadOnlyDictionary<(string Partition, string Sort), object>> ReadByKeyAsync(CancellationToken cancellationToken)
    {
        var keys = query.Keys;
        var chunks = keys.Chunk(ChunkSize).ToList();
        if (chunks.Count == 1)
        {
            await ReadChunkAsync(chunks[0], cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(chunks, options, async (chunk, token) => await ReadChunkAsync(chunk, token).ConfigureAwait(false))
                .ConfigureAwait(false);
        }

        return _found;
    }

    private async Task ReadChunkAsync(IReadOnlyList<(string Partition, string Sort)> keys, CancellationToken cancellationToken)
    {
        var request = new BatchGetRequest(query.Plan, keys);
        var reader = new ItemReader(scope, query, query.Plan.Entity);
        for (var attempt = 1; ; attempt++)
        {
            using (var response = await scope.SendAsync(request, cancellationToken).ConfigureAwait(false))
            {
                ReadItems(response.Body, reader);
                if (!HasUnprocessed(response.Body, out var unprocessed))
                {
                    return;
                }

                request.Unprocessed = unprocessed;
            }

            if (attempt == Backoff.MaxAttempts)
            {
                throw ExecutionErrors.Unprocessed(query.Plan.Entity, keys.Count);
            }

            await Backoff.PauseAsync(attempt, scope.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void ReadItems(ReadOnlySpan<byte> body, ItemReader reader)
    {
        if (!ResponseBody.TryGetMember(body, "Responses"u8, out var responses)
            || !ResponseBody.TryGetMember(responses, Encoding.UTF8.GetBytes(query.Plan.Entity.Table.Name), out var items))
        {
            return;
        }

        var json = new DynamoJsonReader(items);
        json.BeginArray();
        reader.StartPage();
        while (json.NextElement())
        {
            var frame = new ItemFrame();
            var entity = reader.Read(ref json, ref frame, out var outcome);
            if (outcome == ReadOutcome.OtherType)
            {
                json.Skip();
            }
            else if (entity is not null && !reader.IsExpired(entity))
            {
                lock (_lock)
                {
                    _found[(Encoding.UTF8.GetString(frame.PartitionKey), Encoding.UTF8.GetString(frame.SortKey))] = entity;
                }
            }
        }
    }

    private static bool HasUnprocessed(ReadOnlySpan<byte> body, out byte[] unprocessed)
    {
        unprocessed = [];
        if (!ResponseBody.TryGetMember(body, "UnprocessedKeys"u8, out var raw))
        {
            return false;
        }

        var json = new DynamoJsonReader(raw);
        json.BeginObject();
        if (!json.NextName(out _))
        {
            return false;
        }

        unprocessed = raw.ToArray();
        return true;
    }
}
