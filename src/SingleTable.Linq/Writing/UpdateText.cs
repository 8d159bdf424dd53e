using SingleTable.Linq.Materialization;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Writing;

/// <summary>Writes an update in DynamoDB's grammar, and for a person.</summary>
internal static class UpdateText
{
    private static readonly (UpdateKind Kind, string Label)[] s_labels =
    [
        (UpdateKind.Set, "set"), (UpdateKind.SetIfNotExists, "set if absent"), (UpdateKind.Add, "add"), (UpdateKind.Subtract, "subtract"),
        (UpdateKind.Remove, "remove"), (UpdateKind.AddToSet, "add to"), (UpdateKind.RemoveFromSet, "remove from"),
        (UpdateKind.Append, "append to"), (UpdateKind.Prepend, "prepend to"), (UpdateKind.Compute, "compute"),
    ];

    /// <param name="update">The update.</param>
    /// <param name="places">Where its values stand.</param>
    /// <param name="expressions">Receives the names and values.</param>
    public static string Write(ItemUpdate update, WrittenValues places, ExpressionBuilder expressions)
    {
        var clauses = new (string Clause, string? Text)[4];
        foreach (var i in LastFirst(update.Changes))
        {
            var change = update.Changes[i];
            var path = expressions.Path(change.Path);
            var value = new WrittenValue(i, change.Kind == UpdateKind.Subtract ? null : change.Path.Mapping);
            var (clause, text) = change switch
            {
                { Kind: UpdateKind.Compute, Value: SetExpression computed } => ("SET", $"{path} = {computed.Write(expressions)}"),
                { Kind: UpdateKind.Append } => ("SET", $"{path} = list_append({List(change, path, expressions)}, {expressions.Value(value)})"),
                { Kind: UpdateKind.Prepend } => ("SET", $"{path} = list_append({expressions.Value(value)}, {List(change, path, expressions)})"),

                // ADD takes only attributes of the item itself.
                { Kind: UpdateKind.Add or UpdateKind.Subtract, Path.IsWholeProperty: false } => (
                    "SET", $"{path} = if_not_exists({path}, {expressions.Value(UpdateValues.Zero)}) + {expressions.Value(value)}"),
                { Kind: UpdateKind.Add or UpdateKind.Subtract } => ("ADD", $"{path} {expressions.Value(value)}"),
                { Kind: UpdateKind.AddToSet } => ("ADD", $"{path} {expressions.Value(value)}"),
                { Kind: UpdateKind.RemoveFromSet } => ("DELETE", $"{path} {expressions.Value(value)}"),
                _ => Plain(change.Kind, path, change.Kind == UpdateKind.Remove ? null : value, expressions),
            };
            Append(clauses, clause, text);
        }

        for (var i = 0; i < update.System.Count; i++)
        {
            var change = update.System[i];
            var value = change.Value is null ? null : new WrittenValue(places.OfSystem + i, null);
            var (clause, text) = Plain(change.Kind, expressions.Name(change.Name), value, expressions);
            Append(clauses, clause, text);
        }

        return clauses[1].Text is null ? clauses[0].Text ?? "" : string.Join(' ', clauses.Where(c => c.Text is not null).Select(c => c.Text));
    }

    /// <summary>The parts of the request's line: what happens to which properties, and which indexes follow.</summary>
    public static IEnumerable<string> Describe(ItemUpdate update)
    {
        foreach (var (kind, label) in s_labels)
        {
            var paths = update.Changes.Where(c => c.Kind == kind && !c.Path.Property.IsKey).Select(c => c.Path.ToString()).ToList();
            if (paths.Count > 0)
            {
                yield return $"{label} {string.Join(", ", paths)}";
            }
        }

        foreach (var group in update.Indexes.GroupBy(i => i.Leaves))
        {
            yield return $"{(group.Key ? "leave" : "index")} {string.Join(", ", group.Select(i => i.Index))}";
        }
    }

    private static (string Clause, string Text) Plain(UpdateKind kind, string path, ExpressionValue? value, ExpressionBuilder expressions) => kind switch
    {
        UpdateKind.Set => ("SET", $"{path} = {expressions.Value(value!)}"),
        UpdateKind.SetIfNotExists => ("SET", $"{path} = if_not_exists({path}, {expressions.Value(value!)})"),
        UpdateKind.Remove => ("REMOVE", path),
        UpdateKind.Add => ("ADD", $"{path} {expressions.Value(value!)}"),
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    };

    private static string List(UpdateChange change, string path, ExpressionBuilder expressions)
    {
        var empty = new FixedValue(((IListMapping)change.Path.Mapping).ListOf(Array.Empty<object>()), change.Path.Mapping);
        return $"if_not_exists({path}, {expressions.Value(empty)})";
    }

    // DynamoDB counts the elements as they were before. Engines that move those behind a removed one at once agree when the last goes first.
    private static IEnumerable<int> LastFirst(IReadOnlyList<UpdateChange> changes)
    {
        var places = Enumerable.Range(0, changes.Count);
        return changes.Any(c => RemovedElement(c) >= 0) ? places.OrderByDescending(i => RemovedElement(changes[i])) : places;
    }

    private static int RemovedElement(UpdateChange change) => change is { Kind: UpdateKind.Remove, Path.Steps: [.., { Name: null, Index: var index }] } ? index : -1;

    // In the order in which they came; there are four of them.
    private static void Append((string Clause, string? Text)[] clauses, string clause, string text)
    {
        var i = 0;
        while (clauses[i].Text is not null && clauses[i].Clause != clause)
        {
            i++;
        }

        clauses[i] = (clause, clauses[i].Text is { } known ? $"{known}, {text}" : $"{clause} {text}");
    }
}
