using System.Globalization;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Companions;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>An action that must be in the same transaction as the one that it follows from, and what its failure means for that one.</summary>
internal abstract record Companion(ITransactItem Item)
{
    /// <summary>What happened, behind "Create of User: ".</summary>
    public abstract string Reason(CancellationReason reason);

    public abstract SingleTableException Error(ExecutionScope scope, WriteAction main, CancellationReason reason, Exception cause);
}

internal sealed record UniqueCompanion(ITransactItem Item, UniqueModel Unique) : Companion(Item)
{
    public override string Reason(CancellationReason reason) => $"another item has the value that '{Unique.Name}' makes unique";

    public override SingleTableException Error(ExecutionScope scope, WriteAction main, CancellationReason reason, Exception cause) =>
        new UniqueViolationException($"{main.Kind} of {main.Entity.Name}: {Reason(reason)}. Nothing was written. Choose another value of {Unique.Value.Name}.", cause)
        {
            Constraint = Unique.Name, Entity = main.Entity.Name, Property = Unique.Value.Name, Operation = "TransactWriteItems",
        };
}

internal sealed record CounterCompanion(WriteAction Action, CounterModel Counter, int Delta) : Companion(Action)
{
    public static CounterCompanion Of(ExecutionScope scope, CounterModel counter, ItemKey parent, int delta)
    {
        var (model, property) = (counter.Parent, counter.Property);
        var count = new AttributeOperand(property);
        Predicate condition = (delta, counter.Max, counter.MaxProperty) switch
        {
            ( > 0, { } max, _) => new ComparePredicate(count, Comparison.LessOrEqual, Value(property, max - delta)),
            (1, _, { } max) => new ComparePredicate(count, Comparison.Less, new AttributeOperand(max)),
            ( > 1, _, { } max) => throw WriteErrors.CountedTogether(counter, max, delta),
            _ => ConstantPredicate.True,
        };
        var target = new BoundTarget(model, parent, new object?[model.Properties.Length], IsLoaded: false, condition, scope.Bind([]));
        var update = new ItemUpdate(model);
        update.Add(new UpdateChange(UpdateKind.Add, count, Number(property, delta)));
        foreach (var key in model.Keys.Skip(1).Where(k => !k.IsNative))
        {
            IndexImpact.Apply(key, update, new ItemView(update, target, new Dictionary<PropertyModel, object?>(), scope.Tenant));
        }

        return new CounterCompanion(new WriteAction(WriteKind.Update, target, isConditional: true, update: update), counter, delta);
    }

    private static ValueOperand Value(PropertyModel property, long number) =>
        new(new ConstantSource(Number(property, number), property.ClrType), property.Mapping);

    private static object Number(PropertyModel property, long number) =>
        Convert.ChangeType(number, ValueFitting.Plain(property.ClrType), CultureInfo.InvariantCulture);

    public override string Reason(CancellationReason reason) => reason.Item is { Count: > 0 }
        ? $"{Counter} counts as many {Counter.Child.Name} as are allowed"
        : $"{Counter} would count it, and there is no {Counter.Parent.Name} with the key that it names";

    public override SingleTableException Error(ExecutionScope scope, WriteAction main, CancellationReason reason, Exception cause)
    {
        var parent = ItemResult.TryReadCurrent(scope, Counter.Parent, reason.Item);
        return parent is null
            ? new ItemNotFoundException($"{main.Kind} of {main.Entity.Name}: {Reason(reason)}. Nothing was written.", cause)
            {
                Entity = Counter.Parent.Name, Operation = "TransactWriteItems",
            }
            : new CounterLimitException($"{main.Kind} of {main.Entity.Name}: {Reason(reason)}. Nothing was written.", cause)
            {
                Counter = Counter.ToString(), Parent = parent, Entity = main.Entity.Name, Property = Counter.Property.Name, Operation = "TransactWriteItems",
            };
    }
}

internal sealed record AuditCompanion(WriteAction Action) : Companion(Action)
{
    public override string Reason(CancellationReason reason) => "its audit entry exists";

    public override SingleTableException Error(ExecutionScope scope, WriteAction main, CancellationReason reason, Exception cause) =>
        new WriteException("STL3121", $"{main.Kind} of {main.Entity.Name}: {Reason(reason)}, which only another writer of audit entries can have made.", cause)
        {
            Entity = main.Entity.Name,
        };
}
