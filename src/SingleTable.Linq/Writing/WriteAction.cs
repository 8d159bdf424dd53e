using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

internal enum WriteKind
{
    Create,
    Put,
    Upsert,
    Update,
    Delete,

    /// <summary>Deletes an item at its old key: the rest of a move is in the same transaction.</summary>
    Move,

    /// <summary>Takes a deletion back.</summary>
    Restore,

    /// <summary>Deletes for good what a deletion only marks.</summary>
    Purge,
    Check,
}

/// <summary>One write of one item, ready to be sent alone or in a transaction.</summary>
internal sealed class WriteAction : ITransactItem
{
    // Null for a plain item, of which there is nothing to know.
    private readonly BoundTarget? _target;
    private readonly ItemUpdate? _update;
    private readonly WriteTemplate _template;
    private readonly object?[] _written = [];
    private readonly BoundCondition? _bound;
    private readonly bool _isAsked;
    private ItemKey? _key;

    /// <param name="kind">What to do.</param>
    /// <param name="target">With which item; its condition counts only when <paramref name="isConditional"/>.</param>
    /// <param name="isConditional">Whether the item must exist as one of this entity and satisfy the target's condition.</param>
    /// <param name="item">The whole item, where the write has one.</param>
    /// <param name="update">The update, where the write is one.</param>
    public WriteAction(WriteKind kind, BoundTarget target, bool isConditional, ReadOnlyMemory<byte> item = default, ItemUpdate? update = null)
    {
        (Kind, Entity, Item, _target, _update, _isAsked) = (kind, target.Entity, item, target, update, isConditional);
        _template = WriteTemplates.Of(kind, target, isConditional, update);
        _written = _template.Written(target, update);
        _bound = _template.Condition is { IsConstant: false } listed ? BoundCondition.Bind(listed, Context, Entity) : null;
    }

    /// <summary>A put or a create of a plain item, with no condition of the caller's.</summary>
    /// <param name="kind">Which of both.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="item">The item.</param>
    public WriteAction(WriteKind kind, EntityModel entity, ReadOnlyMemory<byte> item)
    {
        (Kind, Entity, Item) = (kind, entity, item);
        _template = kind == WriteKind.Create ? WriteTemplates.OfCreation(entity) : WriteTemplate.Empty;
    }

    // An item of a plain kind has no values beside it.
    private BindContext Context => (_target?.Context ?? default) with { Written = _written };

    public WriteKind Kind { get; }

    /// <summary>Whether it was written straight from an entity: nothing was made for it that the entity does not hold.</summary>
    public bool IsPlain => _target is null;

    /// <summary>What the item holds once the write is done, where it holds that.</summary>
    public string? WriteId { get; init; }

    /// <summary>The version that the item must have; null where none is known.</summary>
    public long? Version => _target?.Version;

    /// <inheritdoc cref="BoundTarget.BulkId"/>
    public string? BulkId => _update?.BulkId;

    /// <summary>Whether what is deleted is an item for it.</summary>
    public bool SeesDeleted => Kind == WriteKind.Create || _target is { SeesDeleted: true };

    /// <summary>Whether it is content that there is no item.</summary>
    public bool MayBeAbsent => _update is { MayBeAbsent: true };

    /// <summary>Whether it would be done twice when it is sent again after a lost reply, so that it needs a token.</summary>
    public bool NeedsToken => _update is { NeedsToken: true };
    public EntityModel Entity { get; }
    public TableModel Table => Entity.Table;
    public ItemKey Key => _target?.Key ?? (_key ??= ItemJson.KeyOf(Item.Span));

    /// <summary>Reads the key from the item: whoever keeps the action or its request may ask for it when the item's memory is another's.</summary>
    public void KnowKey() => _ = Key;

    /// <summary>What is known of the item's values, by the index of the property: all of them where the write has a whole item. Nobody asks for those of a plain one.</summary>
    public object?[] Values => _target?.Values ?? [];

    /// <summary>The whole item; empty where the write has none.</summary>
    public ReadOnlyMemory<byte> Item { get; }

    public string Member => this switch
    {
        { Kind: WriteKind.Check } => "ConditionCheck",
        { Operation: DynamoOperation.PutItem } => "Put",
        { Operation: DynamoOperation.DeleteItem } => "Delete",
        _ => "Update",
    };

    public string Subject => Entity.Name;

    public bool IsConditional => _template.Condition is not null;

    /// <summary>What the condition asks besides existence, for messages; no values.</summary>
    public string ConditionName =>
        Condition() is null or ConstantPredicate { Value: true } ? "" : PredicateText.Of(Condition()!, Context, showValues: false);

    public DynamoOperation Operation => Kind switch
    {
        WriteKind.Create or WriteKind.Put => DynamoOperation.PutItem,
        WriteKind.Move => DynamoOperation.DeleteItem,
        WriteKind.Delete or WriteKind.Purge when _update is null => DynamoOperation.DeleteItem,
        _ => DynamoOperation.UpdateItem,
    };

    /// <summary>Writes the members of the request, or of the action in a transaction.</summary>
    public void WriteMembers(DynamoJsonWriter writer)
    {
        var table = Entity.Table;
        writer.WriteString("TableName"u8, table.Name);
        if (!Item.IsEmpty)
        {
            writer.WritePropertyName("Item"u8);
            writer.WriteRawValue(Item.Span);
        }
        else
        {
            writer.WritePropertyName("Key"u8);
            WriteKey(writer);
        }

        if (_template.Update is { } update)
        {
            writer.WriteString("UpdateExpression"u8, update);
        }

        if (_template.Condition is { } condition)
        {
            writer.WriteString("ConditionExpression"u8, _bound?.Text ?? condition.Pieces[0]);
            writer.WriteString("ReturnValuesOnConditionCheckFailure"u8, "ALL_OLD"u8);
        }

        if (_template.Names.Length > 0)
        {
            writer.WritePropertyName("ExpressionAttributeNames"u8);
            writer.WriteRawValue(_template.Names);
        }

        if (!_template.Values.IsEmpty || _bound is { HasListValues: true })
        {
            writer.WriteStartObject("ExpressionAttributeValues"u8);
            RequestJson.WriteValueMembers(writer, _template.Values, Context);
            _bound?.WriteListValues(writer);
            writer.WriteEndObject();
        }
    }

    public void WriteKey(DynamoJsonWriter writer) =>
        RequestJson.WriteKey(writer, Entity.Table, Key.PartitionText, Key.SortText);

    /// <summary>The parts of the request's line.</summary>
    public IEnumerable<string> Describe(bool showValues)
    {
        yield return $"{Entity.Table.PartitionKey} = {RequestLine.Show(Key.Partition, showValues)}";
        yield return $"{Entity.Table.SortKey} = {RequestLine.Show(Key.Sort, showValues)}";
        if (_update is not null)
        {
            foreach (var part in UpdateText.Describe(_update))
            {
                yield return part;
            }
        }

        if (Kind == WriteKind.Create)
        {
            yield return Entity.Expiry is null ? "if not exists" : "if not exists or expired";
        }
        else if (_update is { KeepsExpiry: true })
        {
            yield return "if not expired";
        }
        else if (Condition() is { } condition)
        {
            var text = condition is ConstantPredicate { Value: true } ? null : PredicateText.Of(condition, Context, showValues);
            yield return text is null ? "if exists" : condition is OrPredicate ? $"if exists and ({text})" : $"if exists and {text}";
        }
    }

    // Made only to be told: the text of the request has it already.
    private Predicate? Condition() => _isAsked ? Predicates.And(_target!.Condition, _update?.Guard() ?? ConstantPredicate.True) : null;
}
