using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Legacy;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

internal enum WriteKind { Put, Update, Delete, Check }

/// <summary>One write as a request states it, alone or in a transaction.</summary>
internal sealed record ItemWrite(WriteKind Kind, string TableName, MapValue Subject)
{
    public Condition? Condition { get; init; }

    public UpdateAction[] Actions { get; init; } = [];

    /// <summary>The current item goes with a failed condition.</summary>
    public bool ReturnOldOnFailure { get; init; }

    public static ItemWrite Read(RequestObject request, WriteKind kind, bool older = true)
    {
        string table = RequestParts.TableName(request);
        var subject = RequestParts.Attributes(request, kind == WriteKind.Put ? "Item" : "Key");
        // transactions do not know the older parameters
        if (older) LegacyMix.Refuse(request);
        var expected = older ? LegacyCondition.Expected(request) : null;
        var olderUpdates = older && kind == WriteKind.Update ? LegacyUpdate.Read(request) : [];
        string? condition = request.Text("ConditionExpression");
        string? update = kind == WriteKind.Update ? request.Text("UpdateExpression") : null;
        string onFailure = request.Choice("ReturnValuesOnConditionCheckFailure", "NONE", "returnValuesOnConditionCheckFailure", "ALL_OLD", "NONE");
        string absent = kind == WriteKind.Update ? "UpdateExpression and ConditionExpression are null" : "ConditionExpression is null";
        var placeholders = new Placeholders(request, condition is not null || update is not null, absent);
        var write = new ItemWrite(kind, table, subject)
        {
            Actions = update is null ? olderUpdates : UpdateParser.Parse(update, placeholders),
            Condition = condition is null ? expected : ConditionParser.Parse("ConditionExpression", condition, placeholders),
            ReturnOldOnFailure = onFailure == "ALL_OLD",
        };
        placeholders.RefuseUnused();
        if (kind == WriteKind.Check && condition is null) throw Errors.Missing("conditionExpression");
        return write;
    }

    /// <summary>Checks the write against its table; what it needs is then known but for the current item.</summary>
    public ItemKey Bind(TableDefinition table)
    {
        if (Kind == WriteKind.Put) return ItemChecks.NewItem(table, Subject);
        var key = ItemChecks.Key(table, Subject);
        foreach (var action in Actions)
        {
            if (table.Key.Has(action.Path.Attribute))
                throw Errors.InvalidParameter($"Cannot update attribute {action.Path.Attribute}. This attribute is part of the key");
        }
        return key;
    }

    public bool ConditionHolds(MapValue? before) => Condition is null || Evaluator.Holds(Condition, before ?? MapValue.Empty);

    /// <summary>The item after the write; null is none.</summary>
    public MapValue? After(TableDefinition table, ItemKey key, MapValue? before)
    {
        switch (Kind)
        {
            case WriteKind.Put: return Subject;
            case WriteKind.Delete: return null;
            case WriteKind.Check: return before;
        }
        var after = Updater.Apply(Actions, before ?? key.Attributes);
        ItemChecks.UpdatedIndexKeys(table, before, after);
        ItemChecks.CheckSize(after, "Item size to update has exceeded the maximum allowed size");
        return after;
    }
}
