using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>Items of one or several contexts of a client, to be read as they are at one moment.</summary>
internal sealed class TransactReads(ExecutionScope scope)
{
    private const int MaxItems = 100;

    private readonly List<(AskedKey Asked, ExecutionScope Scope)> _keys = [];

    public void Add(AskedKey key, ExecutionScope owner) => _keys.Add((key, owner));

    public Task<BatchGetResult> ReadAsync(CancellationToken cancellationToken) =>
        Operations.Of(Operations.Start(scope, "transact get", null), scope, ReadAllAsync(cancellationToken));

    private async Task<BatchGetResult> ReadAllAsync(CancellationToken cancellationToken)
    {
        var items = new List<TransactGetRequest.Item>();
        var firsts = new List<int>();
        var places = new int?[_keys.Count];
        var known = new Dictionary<(string Table, (string, string) Key), int>();
        for (var i = 0; i < _keys.Count; i++)
        {
            var (asked, owner) = _keys[i];
            if (asked.Text is not { } text)
            {
                continue;
            }

            // DynamoDB takes an item once in a request; whoever asked for it twice gets it twice.
            if (!known.TryGetValue((owner.Table.Name, text), out var place))
            {
                known.Add((owner.Table.Name, text), place = items.Count);
                items.Add(new TransactGetRequest.Item(asked.Query.Entity, text.Partition, text.Sort));
                firsts.Add(i);
            }

            places[i] = place;
        }

        if (items.Count > MaxItems)
        {
            throw ExecutionErrors.TooManyKeys(items.Count, MaxItems);
        }

        if (items.Count == 0)
        {
            return Result(new object?[_keys.Count]);
        }

        var entity = _keys.TrueForAll(k => k.Asked.Query.Entity == items[0].Entity) ? items[0].Entity.Name : null;
        using var response = await SendAsync(scope.Begin(entity), items, firsts, cancellationToken).ConfigureAwait(false);
        return Result(response.Read((Reads: this, places), static (r, s) => s.Reads.Read(r.Body, s.places)));
    }

    private BatchGetResult Result(object?[] entities) => new([.. _keys.Select(k => k.Asked.Key)], entities);

    private static async Task<WireResponse> SendAsync(
        ExecutionScope scope, List<TransactGetRequest.Item> items, List<int> firsts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await scope.SendAsync(new TransactGetRequest(items) { Repeats = attempt - 1 }, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (TransactionRetries.MayRepeat(e, attempt))
            {
            }
            catch (TransactionCanceledException e)
            {
                throw ExecutionErrors.ReadCancelled(Failures(items, firsts, e), e);
            }

            await scope.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    // By where an item was asked for first.
    private static List<TransactionFailure> Failures(List<TransactGetRequest.Item> items, List<int> firsts, TransactionCanceledException e) =>
        [.. items.Zip(e.CancellationReasons ?? []).Select((x, i) => new TransactionFailure(firsts[i], x.First.Entity.Name, "Get", x.Second.Code ?? "None", null))
            .Where(f => f.Code != "None")];

    // The answers come in the order of the request. One item may be asked for as several types, and is one of them at most.
    private object?[] Read(ReadOnlySpan<byte> body, int?[] places)
    {
        var entities = new object?[places.Length];
        if (!ResponseBody.TryFindMember(body, "Responses"u8, out var responses))
        {
            return entities;
        }

        var answers = new List<ReadOnlyMemory<byte>>();
        responses.BeginArray();
        while (responses.NextElement())
        {
            answers.Add(responses.TryReadNull() ? default : responses.ReadRaw().ToArray());
        }

        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] is { } place && place < answers.Count && !answers[place].IsEmpty)
            {
                var (asked, owner) = _keys[i];
                var query = BoundQuery.ForKeys(asked.Query, owner.Bind([]), KeyList.Empty);
                entities[i] = new ItemReader(owner, query, asked.Query.Entity).ReadSingle(answers[place].Span);
            }
        }

        return entities;
    }
}
