using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>TransactWriteItems: all actions are judged on the state before, and applied together under the lock or not at all.</summary>
internal static class TransactWriteOperation
{
    // an item or key that does not fit its table is a reason for cancelling, not an invalid request
    private sealed record Bound(ItemWrite Write, Table Table, ItemKey? Key, CancellationReason Invalid);

    private sealed record Outcome(MapValue? Before, MapValue? After);

    public static void TransactWrite(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        string capacityMode = Capacity.Mode(request);
        bool metrics = ItemCollections.Wanted(request);
        string? token = request.Text("ClientRequestToken");
        if (token is { Length: > 36 }) throw Errors.Constraint(token, "clientRequestToken", "Member must have length less than or equal to 36");
        string items = request.Take("TransactItems")?.GetRawText() ?? throw Errors.Missing("transactItems");
        var writes = TransactItems.Read(request, ReadOne);
        request.Done();

        var bound = writes.ConvertAll(w =>
        {
            var table = engine.Table(w.TableName);
            var (key, invalid) = TransactItems.Try(() => w.Bind(table.Definition));
            return new Bound(w, table, key, invalid);
        });
        TransactItems.RefuseRepeated(bound.Where(b => b.Key is not null).Select(b => (b.Write.TableName, b.Key!)));
        if (writes.Sum(w => (long)w.Subject.ItemSize) > Limits.TransactionBytes)
            throw Errors.Validation("Collection size of items in the transaction has exceeded the maximum allowed size of 4 MB");

        var capacities = new Dictionary<string, Capacity>(StringComparer.Ordinal);
        lock (engine.Gate)
        {
            bool repeated = token is not null && engine.Tokens.IsRepeat(token, items);
            if (!repeated)
            {
                var outcomes = Judge(bound);
                for (int i = 0; i < bound.Count; i++) Apply(bound[i], outcomes[i], capacities);
                if (token is not null) engine.Tokens.Committed(token, items);
            }
        }

        answer.WriteStartObject();
        BatchCapacity.Write(answer, capacities.Values, capacityMode, transactional: true, writes: true);
        if (metrics) ItemCollections.WriteAll(answer, bound.Select(b => (b.Table.Definition, b.Key!)));
        answer.WriteEndObject();
    }

    private static List<Outcome> Judge(List<Bound> bound)
    {
        var outcomes = new List<Outcome>(bound.Count);
        var reasons = new List<CancellationReason>(bound.Count);
        foreach (var (write, table, key, invalid) in bound)
        {
            var before = key is null ? null : table.Find(key);
            MapValue? after = null;
            var reason = invalid;
            if (key is not null && !write.ConditionHolds(before))
            {
                reason = new("ConditionalCheckFailed", "The conditional request failed", write.ReturnOldOnFailure ? before : null);
            }
            else if (key is not null)
            {
                (after, reason) = TransactItems.Try(() => write.After(table.Definition, key, before));
            }
            outcomes.Add(new Outcome(before, after));
            reasons.Add(reason);
        }
        TransactItems.RefuseInvalid(reasons);
        return outcomes;
    }

    private static void Apply(Bound action, Outcome outcome, Dictionary<string, Capacity> capacities)
    {
        var indexWrites = action.Write.Kind == WriteKind.Check ? [] : action.Table.Apply(action.Key!, outcome.Before, outcome.After);
        if (!capacities.TryGetValue(action.Write.TableName, out var capacity))
            capacity = capacities[action.Write.TableName] = new Capacity(action.Table.Definition);
        // a transaction writes everything twice: to prepare and to commit
        double units = 2 * Capacity.WriteUnits(outcome.Before?.ItemSize ?? 0, outcome.After?.ItemSize ?? 0);
        capacity.Add(units, indexWrites);
    }

    private static ItemWrite ReadOne(RequestObject item)
    {
        var actions = new List<(RequestObject Request, WriteKind Kind)>();
        foreach (var (member, kind) in Kinds)
        {
            if (item.Object(member) is { } action) actions.Add((action, kind));
        }
        if (actions.Count != 1)
            throw Errors.Validation("TransactItems can only contain one of Check, Put, Update or Delete");
        var write = ItemWrite.Read(actions[0].Request, actions[0].Kind, older: false);
        if (write is { Kind: WriteKind.Update, Actions.Length: 0 }) throw Errors.Missing("transactItems.1.member.update.updateExpression");
        actions[0].Request.Done();
        return write;
    }

    private static readonly (string Member, WriteKind Kind)[] Kinds =
        [("ConditionCheck", WriteKind.Check), ("Put", WriteKind.Put), ("Delete", WriteKind.Delete), ("Update", WriteKind.Update)];
}
