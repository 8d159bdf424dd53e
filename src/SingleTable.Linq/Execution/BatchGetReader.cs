using System.Text;
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

    private readonly object?[] _found = new object?[query.Keys.Count];

    public IProgress<BatchProgress>? Progress { get; init; }

    /// <summary>Which of the keys are read; all of them unless it is said.</summary>
    public (int First, int Count) Part { get; init; } = (0, query.Keys.Count);

    /// <summary>Reads the entities, in the order of their keys.</summary>
    public async Task<List<object>> ReadAsync(CancellationToken cancellationToken)
    {
        await ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var entities = new List<object>(Part.Count);
        foreach (var entity in _found)
        {
            if (entity is not null)
            {
                entities.Add(entity);
            }
        }

        return entities;
    }

    /// <summary>Reads the entities, which <see cref="Find"/> gives then.</summary>
    public async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        var loop = Loop();
        await loop.RunAsync(cancellationToken).ConfigureAwait(false);
        if (loop.Done < Part.Count)
        {
            throw ExecutionErrors.Unprocessed(query.Plan.Entity, Part.Count - loop.Done, query.Keys.Count);
        }
    }

    /// <summary>The same, and what the service would not read: its keys are not known to be there or not.</summary>
    public async Task<(IReadOnlyCollection<int> Left, OperationTimeoutException? Cause)> TryReadAllAsync(CancellationToken cancellationToken)
    {
        var loop = Loop();
        try
        {
            await loop.RunAsync(cancellationToken).ConfigureAwait(false);
            return ([.. loop.Left], null);
        }
        catch (OperationTimeoutException e)
        {
            return ([.. loop.Left], e);
        }
    }

    public object? Find((string Partition, string Sort) key) => query.Keys.Find(key) is >= 0 and var place ? _found[place] : null;

    private BatchLoop<int> Loop()
    {
        var places = new int[Part.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = Part.First + i;
        }

        return new BatchLoop<int>(scope, places, ChunkSize, ReadChunkAsync) { Progress = Progress };
    }

    private string? EntityName => others.All(o => o.Plan.Entity == query.Plan.Entity) ? query.Plan.Entity.Name : null;

    private async Task<IReadOnlyList<int>> ReadChunkAsync(IReadOnlyList<int> places, CancellationToken cancellationToken)
    {
        using var response = await scope.SendAsync(new BatchGetRequest(query.Plan, query.Keys, places, EntityName), cancellationToken).ConfigureAwait(false);
        return response.Read(this, static (r, reader) => reader.Read(r.Body));
    }

    // In one go: to find a member means to read what stands before it, and the items are nearly all of the body.
    private List<int> Read(ReadOnlySpan<byte> body)
    {
        var left = new List<int>();
        var json = new DynamoJsonReader(body);
        json.BeginObject();
        while (json.NextName(out var member))
        {
            if (json.TryReadNull())
            {
                continue;
            }

            if (member.SequenceEqual("Responses"u8))
            {
                ReadTables(ref json);
            }
            else if (member.SequenceEqual("UnprocessedKeys"u8))
            {
                AddUnprocessed(ref json, left);
            }
            else
            {
                json.Skip();
            }
        }

        return left;
    }

    private void ReadTables(ref DynamoJsonReader json)
    {
        var table = Encoding.UTF8.GetBytes(query.Plan.Entity.Table.Name);
        json.BeginObject();
        while (json.NextName(out var name))
        {
            if (name.SequenceEqual(table))
            {
                ReadItems(ref json);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void ReadItems(ref DynamoJsonReader json)
    {
        ItemReader[] readers = [.. others.Prepend(query).Select(q => new ItemReader(scope, q, q.Plan.Entity))];
        Array.ForEach(readers, r => r.StartPage());
        var current = readers[0];
        json.BeginArray();
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
                // Each key is asked for once, so that no two threads write to one place.
                if (query.Keys.Find(frame.PartitionKey, frame.SortKey) is >= 0 and var place)
                {
                    _found[place] = entity;
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

    private void AddUnprocessed(ref DynamoJsonReader json, List<int> left)
    {
        json.BeginObject();
        while (json.NextName(out _))
        {
            json.BeginObject();
            while (json.NextName(out var member))
            {
                if (!member.SequenceEqual("Keys"u8))
                {
                    json.Skip();
                    continue;
                }

                json.BeginArray();
                while (json.NextElement())
                {
                    if (query.Keys.Find(ItemKeys.Read(ref json, query.Plan.Entity.Table)) is >= 0 and var place)
                    {
                        left.Add(place);
                    }
                }
            }
        }
    }
}
