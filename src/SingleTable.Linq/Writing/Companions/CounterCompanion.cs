using System.Globalization;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Companions;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>Changes the numbers of one parent: all of them in one update, because a transaction takes an item once.</summary>
internal sealed record CounterCompanion(WriteAction Action, IReadOnlyList<(CounterModel Counter, int Delta)> Counts) : Companion(Action)
{
    /// <summary>Whether it failed because the parent is gone, or has expired, which then has nothing left to count.</summary>
    public bool IsOrphaned(ExecutionScope scope, CancellationReason reason) => Counts.All(c => c.Delta < 0)
        && ItemResult.TryReadCurrent(scope, Counts[0].Counter.Parent, reason.Item, seesDeleted: true) is null;

    /// <param name="scope">The scope.</param>
    /// <param name="parent">The key of the parent.</param>
    /// <param name="counts">By how much each number changes; what adds up to nothing is left out.</param>
    /// <returns>Null when nothing changes.</returns>
    public static CounterCompanion? Of(ExecutionScope scope, ItemKey parent, IEnumerable<(CounterModel Counter, int Delta)> counts)
    {
        List<(CounterModel Counter, int Delta)> sums =
            [.. counts.GroupBy(c => c.Counter).Select(g => (g.Key, g.Sum(c => c.Delta))).Where(c => c.Item2 != 0)];
        if (sums.Count == 0)
        {
            return null;
        }

        var model = sums[0].Counter.Parent;
        var limits = Predicates.And([.. sums.Select(s => Limit(s.Counter, s.Delta))]);
        var target = new BoundTarget(model, parent, new object?[model.Properties.Length], IsLoaded: false, limits, scope.Bind([]))
        {
            // The number of a deleted parent is right too, for when it comes back.
            SeesDeleted = sums.TrueForAll(s => s.Delta < 0),
        };
        var update = new ItemUpdate(model);
        foreach (var (counter, delta) in sums)
        {
            update.Add(new UpdateChange(UpdateKind.Add, new AttributeOperand(counter.Property), Number(counter.Property, delta)));
        }

        foreach (var key in model.Keys.Skip(1).Where(k => !k.IsNative))
        {
            IndexImpact.Apply(key, update, new ItemView(update, target, given: null, scope.Tenant));
        }

        return new CounterCompanion(new WriteAction(WriteKind.Update, target, isConditional: true, update: update), sums);
    }

    public override string Reason(ExecutionScope scope, CancellationReason reason) => Parent(scope, reason) is { } parent
        ? $"{Full(scope, parent)} counts as many {Full(scope, parent).Child.Name} as are allowed ({Limit(Full(scope, parent))})"
        : $"{Counts[0].Counter} would count it, and there is no {Counts[0].Counter.Parent.Name} with the key that it names";

    public override SingleTableException Error(ExecutionScope scope, WriteAction main, CancellationReason reason, Exception cause)
    {
        var message = $"{main.Kind} of {main.Entity.Name}: {Reason(scope, reason)}. Nothing was written.";
        return Parent(scope, reason) is not { } parent
            ? new ItemNotFoundException(message, cause) { Entity = Counts[0].Counter.Parent.Name, Operation = "TransactWriteItems" }
            : new CounterLimitException(message, cause)
            {
                Counter = Full(scope, parent).ToString(), Parent = parent, Entity = main.Entity.Name, Property = Full(scope, parent).Property.Name,
                Operation = "TransactWriteItems",
            };
    }

    private object? Parent(ExecutionScope scope, CancellationReason reason) =>
        ItemResult.TryReadCurrent(scope, Counts[0].Counter.Parent, reason.Item);

    // The one that has reached its limit.
    private CounterModel Full(ExecutionScope scope, object parent)
    {
        var values = ItemState.Of(scope, Counts[0].Counter.Parent, parent)!.Values;
        long? Value(PropertyModel? property) => property is null ? null : Convert.ToInt64(values[property.Index] ?? 0, CultureInfo.InvariantCulture);
        var full = Counts.FirstOrDefault(c => c.Delta > 0 && Value(c.Counter.Property) + c.Delta > (c.Counter.Max ?? Value(c.Counter.MaxProperty)));
        return full.Counter ?? Counts[0].Counter;
    }

    private static Predicate Limit(CounterModel counter, int delta)
    {
        var count = new AttributeOperand(counter.Property);
        return (delta, counter.Max, counter.MaxProperty) switch
        {
            ( > 0, { } max, _) => new ComparePredicate(count, Comparison.LessOrEqual, Value(counter.Property, max - delta)),
            (1, _, { } max) => new ComparePredicate(count, Comparison.Less, new AttributeOperand(max)),
            ( > 1, _, { } max) => throw WriteErrors.CountedTogether(counter, max, delta),
            _ => ConstantPredicate.True,
        };
    }

    private static ValueOperand Value(PropertyModel property, long number) =>
        new(new ConstantSource(Number(property, number), property.ClrType), property.Mapping);

    private static object Number(PropertyModel property, long number) =>
        Convert.ChangeType(number, ValueFitting.Plain(property.ClrType), CultureInfo.InvariantCulture);

    private static string Limit(CounterModel counter) =>
        counter.MaxProperty?.Name ?? counter.Max?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
