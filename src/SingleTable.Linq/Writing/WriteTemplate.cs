using System.Collections.Immutable;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Writing;

/// <summary>The expressions of writes of one shape, without their values.</summary>
/// <param name="Update">The update expression; null for none.</param>
/// <param name="Condition">The condition expression; null for none.</param>
/// <param name="Names">The names in both, as JSON.</param>
/// <param name="Values">The values in both: of each write its own, but for those that are always the same.</param>
/// <param name="Captured">The values that come from the caller's variables: they stand behind the others that a write brings.</param>
internal sealed record WriteTemplate(
    string? Update, ConditionTemplate? Condition, byte[] Names, ImmutableArray<(string Alias, ExpressionValue Value)> Values,
    ImmutableArray<ValueSource> Captured) : IGuardedPlan
{
    /// <summary>Neither an update nor a condition.</summary>
    public static WriteTemplate Empty { get; } = new(null, null, [], [], []);

    public static string Kind => "template";

    // All that shapes it is in the form that it is kept under.
    public bool Holds(object?[] leaves) => true;

    /// <summary>The values of one write, in the order of <see cref="WrittenValues"/>.</summary>
    public object?[] Written(BoundTarget target, ItemUpdate? update)
    {
        var places = WrittenValues.Of(target, update);
        if (places.Count + Captured.Length == 0)
        {
            return [];
        }

        var written = new object?[places.Count + Captured.Length];
        places.Fill(written, target, update);
        for (var i = 0; i < Captured.Length; i++)
        {
            written[places.Count + i] = Captured[i].Get(target.Context.Leaves);
        }

        return written;
    }
}

/// <summary>Where the values of a write stand: those of its changes, of the library's attributes, of what it takes for granted, and the version.</summary>
internal readonly record struct WrittenValues(int Changes, int System, int Guards, int Held)
{
    public int Count => Changes + System + Guards + Held;

    public int OfSystem => Changes;

    public int OfGuards => Changes + System;

    public int OfHeld => Changes + System + Guards;

    public static WrittenValues Of(BoundTarget target, ItemUpdate? update) =>
        new(update?.Changes.Count ?? 0, update?.System.Count ?? 0, update?.Guards.Count ?? 0, target.Held is null ? 0 : 1);

    public void Fill(object?[] written, BoundTarget target, ItemUpdate? update)
    {
        for (var i = 0; i < Changes; i++)
        {
            var change = update!.Changes[i];
            written[i] = change.Kind == UpdateKind.Subtract ? UpdateValues.Negated(change.Value!) : change.Value;
        }

        for (var i = 0; i < System; i++)
        {
            written[OfSystem + i] = update!.System[i].Value;
        }

        for (var i = 0; i < Guards; i++)
        {
            written[OfGuards + i] = update!.Guards[i].Value;
        }

        if (target.Held is var (_, held))
        {
            written[OfHeld] = held;
        }
    }
}
