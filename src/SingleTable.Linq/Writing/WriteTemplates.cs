using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>Makes the expressions of writes, those of each shape once.</summary>
internal static class WriteTemplates
{
    private static readonly ConditionalWeakTable<TableModel, PlanCache<WriteTemplate>> s_templates = [];
    private static readonly ConditionalWeakTable<EntityModel, WriteTemplate> s_creations = [];

    /// <summary>How many templates were made that are kept.</summary>
    public static long Misses(TableModel table) => Templates(table).Misses;

    /// <summary>Of a new item, which must not be there.</summary>
    public static WriteTemplate OfCreation(EntityModel entity) => s_creations.GetValue(entity, static e =>
    {
        var expressions = new ExpressionBuilder();
        return Template(e, WriteKind.Create, null, new ConditionTemplate([AbsenceText(e, expressions)], []), expressions, 0);
    });

    /// <param name="kind">What to do.</param>
    /// <param name="target">With which item.</param>
    /// <param name="isConditional">Whether it must exist as one of its entity and satisfy the target's condition.</param>
    /// <param name="update">The update, where the write is one.</param>
    public static WriteTemplate Of(WriteKind kind, BoundTarget target, bool isConditional, ItemUpdate? update)
    {
        if (kind == WriteKind.Create)
        {
            return OfCreation(target.Entity);
        }

        if (update is null && !isConditional)
        {
            return WriteTemplate.Empty;
        }

        if (target.Prepared is null || update is { IsShapedByValues: true })
        {
            return Make(kind, target, isConditional, update);
        }

        using var form = QueryFingerprint.Empty();
        Describe(form, kind, target, isConditional, update);
        var templates = Templates(target.Entity.Table);
        return templates.Find(form) ?? Make(templates, form, kind, target, isConditional, update);
    }

    // Apart, because a closure would be allocated on hits too.
    private static WriteTemplate Make(
        PlanCache<WriteTemplate> templates, QueryFingerprint form, WriteKind kind, BoundTarget target, bool isConditional, ItemUpdate? update) =>
        templates.Make(form, () => Make(kind, target, isConditional, update));

    // Everything that the texts depend on.
    private static void Describe(QueryFingerprint form, WriteKind kind, BoundTarget target, bool isConditional, ItemUpdate? update)
    {
        form.Code((int)kind);
        form.Code((isConditional ? 1 : 0) | (target.SeesDeleted ? 2 : 0) | (update is { KeepsExpiry: true } ? 4 : 0) | (target.Held is null ? 0 : 8));
        form.Token(target.Entity);
        form.Token(target.Replaced);
        form.Token(target.Prepared);
        if (target.Held is var (version, held))
        {
            form.Token(version);
            form.Code(held is null ? 0 : 1);
        }

        if (update is null)
        {
            return;
        }

        form.Code(update.Changes.Count);
        for (var i = 0; i < update.Changes.Count; i++)
        {
            form.Code((int)update.Changes[i].Kind);
            form.Token(update.Changes[i].Path.Property);
        }

        form.Code(update.System.Count);
        for (var i = 0; i < update.System.Count; i++)
        {
            form.Code((int)update.System[i].Kind);
            form.Token(update.System[i].Name);
        }

        form.Code(update.Guards.Count);
        for (var i = 0; i < update.Guards.Count; i++)
        {
            var (property, value) = update.Guards[i];
            form.Token(property);
            form.Code(ItemJson.IsAbsent(property, value) ? 0 : 1);
        }
    }

    private static WriteTemplate Make(WriteKind kind, BoundTarget target, bool isConditional, ItemUpdate? update)
    {
        var places = WrittenValues.Of(target, update);
        var expressions = new ExpressionBuilder();
        var updateText = update is null ? null : UpdateText.Write(update, places, expressions);
        var condition = isConditional ? ConditionText(expressions, target, update, places)
            : update is { KeepsExpiry: true } ? new ConditionTemplate([LifeText(target.Entity, expressions)], [])
            : null;
        return Template(target.Entity, kind, updateText, condition, expressions, places.Count);
    }

    private static WriteTemplate Template(
        EntityModel entity, WriteKind kind, string? update, ConditionTemplate? condition, ExpressionBuilder expressions, int count)
    {
        CheckLength(entity, kind, update);
        CheckLength(entity, kind, condition is { IsConstant: true } ? condition.Pieces[0] : null);
        var captured = ImmutableArray.CreateBuilder<ValueSource>();
        var values = ImmutableArray.CreateBuilder<(string, ExpressionValue)>();
        foreach (var (alias, value) in expressions.Values)
        {
            if (value is SourceValue source)
            {
                values.Add((alias, new WrittenValue(count + captured.Count, source.Mapping)));
                captured.Add(source.Source);
            }
            else
            {
                values.Add((alias, value));
            }
        }

        return new WriteTemplate(update, condition, Names(expressions), values.ToImmutable(), captured.ToImmutable());
    }

    private static byte[] Names(ExpressionBuilder expressions)
    {
        if (expressions.Names.IsEmpty)
        {
            return [];
        }

        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStartObject();
        Execution.RequestJson.WriteNameMembers(writer, expressions.Names);
        writer.WriteEndObject();
        return writer.Written.ToArray();
    }

    private static void CheckLength(EntityModel entity, WriteKind kind, string? text)
    {
        if (text is not null && ExpressionLimits.Exceeded(text) is { } reason)
        {
            throw WriteErrors.TooLong(entity, kind, reason);
        }
    }

    // DynamoDB deletes what has expired within days. Until then reads do not see it, and writes do as if it were gone.
    private static string AbsenceText(EntityModel entity, ExpressionBuilder expressions)
    {
        var absent = $"attribute_not_exists({expressions.Name(entity.Table.PartitionKey)})";
        return entity.Expiry is null
            ? absent
            : $"{absent} OR {expressions.Name(entity.Table.TimeToLiveAttribute!)} <= {expressions.Value(new NowValue())}";
    }

    private static string LifeText(EntityModel entity, ExpressionBuilder expressions)
    {
        var end = expressions.Name(entity.Table.TimeToLiveAttribute!);
        return $"attribute_not_exists({end}) OR {end} > {expressions.Value(new NowValue())}";
    }

    // The type tells tenants and entities apart, and a condition such as <> holds on an item that is absent: so both stand before it.
    private static ConditionTemplate ConditionText(ExpressionBuilder expressions, BoundTarget target, ItemUpdate? update, WrittenValues places)
    {
        var key = expressions.Name(target.Entity.Table.PartitionKey);
        if (target.Condition is ConstantPredicate { Value: false })
        {
            // The values decided it already; the request still tells whether there is an item, and which.
            return new ConditionTemplate([$"attribute_exists({key}) AND attribute_not_exists({key})"], []);
        }

        var type = target.Replaced ?? target.Entity;
        List<Predicate> all = [new IsTypePredicate(type.Concrete), QueryPlanner.Visible(target.Entity, target.SeesDeleted), target.Prepared ?? target.Condition];
        if (target.Held is var (version, held) && target.Prepared is not null)
        {
            all.Add(Holds(version, held, places.OfHeld));
        }

        for (var i = 0; i < places.Guards; i++)
        {
            all.Add(Holds(update!.Guards[i].Property, update.Guards[i].Value, places.OfGuards + i));
        }

        all.AddRange(update?.Required.Select(p => Predicates.Not(new IsNullPredicate(p))) ?? []);
        var template = ConditionWriter.Write(Predicates.And([.. all]), expressions);
        return template with { Pieces = template.Pieces.SetItem(0, $"attribute_exists({key}) AND {template.Pieces[0]}") };
    }

    private static Predicate Holds(PropertyModel property, object? value, int place) => ItemJson.IsAbsent(property, value)
        ? new IsNullPredicate(new AttributeOperand(property))
        : new ComparePredicate(
            new AttributeOperand(property), Comparison.Equal, new ValueOperand(new WrittenSource(place, property.ClrType), property.Mapping));

    private static PlanCache<WriteTemplate> Templates(TableModel table) => s_templates.GetValue(table, static _ => new PlanCache<WriteTemplate>());
}
