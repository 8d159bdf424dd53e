using System.Collections.Immutable;
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
    private readonly ItemUpdate? _update;
    private ItemKey? _key;
    private readonly Predicate? _condition;
    private readonly BindContext _context;
    private readonly string? _updateText;
    private readonly string? _conditionText;
    private readonly BoundCondition? _bound;
    private readonly ImmutableArray<(string Alias, string Attribute)> _names;
    private readonly ImmutableArray<(string Alias, ExpressionValue Value)> _values;

    /// <param name="kind">What to do.</param>
    /// <param name="target">With which item; its condition counts only when <paramref name="isConditional"/>.</param>
    /// <param name="isConditional">Whether the item must exist as one of this entity and satisfy the target's condition.</param>
    /// <param name="item">The whole item, where the write has one.</param>
    /// <param name="update">The update, where the write is one.</param>
    public WriteAction(WriteKind kind, BoundTarget target, bool isConditional, ReadOnlyMemory<byte> item = default, ItemUpdate? update = null)
    {
        (Kind, Entity, _key, Values, Item, _update, _context) = (kind, target.Entity, target.Key, target.Values, item, update, target.Context);
        Version = target.Version;
        SeesDeleted = target.SeesDeleted || kind == WriteKind.Create;
        if (update is null && !isConditional && kind != WriteKind.Create)
        {
            (_names, _values) = ([], []);
            return;
        }

        var expressions = new ExpressionBuilder();
        _updateText = update is null ? null : UpdateText.Write(update, expressions);
        if (isConditional)
        {
            _condition = Predicates.And(target.Condition, update?.Guards ?? ConstantPredicate.True);
            (_conditionText, _bound) = ConditionText(expressions, target.Replaced ?? Entity, _condition);
        }
        else if (kind == WriteKind.Create)
        {
            _conditionText = AbsenceText(expressions);
        }
        else if (update is { KeepsExpiry: true })
        {
            _conditionText = LifeText(expressions);
        }

        CheckLength(_updateText);
        CheckLength(_conditionText);
        (_names, _values) = (expressions.Names, ExpressionValue.Fix(expressions.Values, _context));
    }

    /// <summary>A put or a create of a plain item, with no condition of the caller's.</summary>
    /// <param name="kind">Which of both.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="item">The item.</param>
    /// <param name="context">The scope's tenant and time.</param>
    public WriteAction(WriteKind kind, EntityModel entity, ReadOnlyMemory<byte> item, BindContext context)
    {
        (Kind, Entity, Item, _context, _names, _values) = (kind, entity, item, context, [], []);
        SeesDeleted = kind == WriteKind.Create;
        if (kind == WriteKind.Create)
        {
            var expressions = new ExpressionBuilder();
            _conditionText = AbsenceText(expressions);
            _names = expressions.Names;
        }
    }

    public WriteKind Kind { get; }

    /// <summary>What the item holds once the write is done, where it holds that.</summary>
    public string? WriteId { get; init; }

    /// <summary>The version that the item must have; null where none is known.</summary>
    public long? Version { get; }

    /// <inheritdoc cref="BoundTarget.BulkId"/>
    public string? BulkId => _update?.BulkId;

    /// <summary>Whether what is deleted is an item for it.</summary>
    public bool SeesDeleted { get; }

    /// <summary>Whether it is content that there is no item.</summary>
    public bool MayBeAbsent => _update is { MayBeAbsent: true };

    /// <summary>Whether it would be done twice when it is sent again after a lost reply, so that it needs a token.</summary>
    public bool NeedsToken => _update is { NeedsToken: true };
    public EntityModel Entity { get; }
    public TableModel Table => Entity.Table;
    public ItemKey Key => _key ??= ItemJson.KeyOf(Item.Span);

    /// <summary>What is known of the item's values, by the index of the property: all of them where the write has a whole item. Nobody asks for those of a plain one.</summary>
    public object?[] Values { get; } = [];

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

    public bool IsConditional => _conditionText is not null;

    /// <summary>What the condition asks besides existence, for messages; no values.</summary>
    public string ConditionName =>
        _condition is null or ConstantPredicate { Value: true } ? "" : PredicateText.Of(_condition, _context, showValues: false);

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

        if (_updateText is not null)
        {
            writer.WriteString("UpdateExpression"u8, _updateText);
        }

        if (_conditionText is not null)
        {
            writer.WriteString("ConditionExpression"u8, _conditionText);
            writer.WriteString("ReturnValuesOnConditionCheckFailure"u8, "ALL_OLD"u8);
        }

        if (!_names.IsEmpty)
        {
            RequestJson.WriteNames(writer, _names);
        }

        if (!_values.IsEmpty || _bound is { HasListValues: true })
        {
            writer.WriteStartObject("ExpressionAttributeValues"u8);
            RequestJson.WriteValueMembers(writer, _values, _context);
            _bound?.WriteListValues(writer);
            writer.WriteEndObject();
        }
    }

    public void WriteKey(DynamoJsonWriter writer) =>
        RequestJson.WriteKey(writer, Entity.Table, Key.Partition, Key.Sort);

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
        else if (_condition is ConstantPredicate { Value: true })
        {
            yield return "if exists";
        }
        else if (_condition is not null)
        {
            var text = PredicateText.Of(Predicates.And(_condition), _context, showValues);
            yield return _condition is OrPredicate ? $"if exists and ({text})" : $"if exists and {text}";
        }
    }

    private void CheckLength(string? text)
    {
        if (text is not null && ExpressionLimits.Exceeded(text) is { } reason)
        {
            throw WriteErrors.TooLong(Entity, Kind, reason);
        }
    }

    // DynamoDB deletes what has expired within days. Until then reads do not see it, and writes do as if it were gone.
    private string AbsenceText(ExpressionBuilder expressions)
    {
        var absent = $"attribute_not_exists({expressions.Name(Entity.Table.PartitionKey)})";
        return Entity.Expiry is null
            ? absent
            : $"{absent} OR {expressions.Name(Entity.Table.TimeToLiveAttribute!)} <= {expressions.Value(new NowValue())}";
    }

    private string LifeText(ExpressionBuilder expressions)
    {
        var end = expressions.Name(Entity.Table.TimeToLiveAttribute!);
        return $"attribute_not_exists({end}) OR {end} > {expressions.Value(new NowValue())}";
    }

    // The type tells tenants and entities apart, and a condition such as <> holds on an item that is absent: so both stand before it.
    private (string Text, BoundCondition? Bound) ConditionText(ExpressionBuilder expressions, EntityModel type, Predicate condition)
    {
        var key = expressions.Name(Entity.Table.PartitionKey);
        if (condition is ConstantPredicate { Value: false })
        {
            // The values decided it already; the request still tells whether there is an item, and which.
            return ($"attribute_exists({key}) AND attribute_not_exists({key})", null);
        }

        var exists = Predicates.And(new IsTypePredicate(type.Concrete), QueryPlanner.Visible(Entity, SeesDeleted));
        var template = ConditionWriter.Write(Predicates.And(exists, condition), expressions);
        var bound = BoundCondition.Bind(template, _context, Entity);
        return ($"attribute_exists({key}) AND {bound.Text}", bound);
    }
}
