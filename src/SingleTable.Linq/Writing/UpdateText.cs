using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Writing;

/// <summary>Writes an update in DynamoDB's grammar, and for a person.</summary>
internal static class UpdateText
{
    private static readonly (UpdateKind Kind, string Label)[] s_labels =
    [
        (UpdateKind.Set, "set"), (UpdateKind.SetIfNotExists, "set if absent"), (UpdateKind.Add, "add"), (UpdateKind.Subtract, "subtract"),
        (UpdateKind.Remove, "remove"), (UpdateKind.AddToSet, "add to"), (UpdateKind.RemoveFromSet, "remove from"),
    ];

    public static string Write(ItemUpdate update, ExpressionBuilder expressions)
    {
        var clauses = new Dictionary<string, List<string>>();
        foreach (var change in update.Changes)
        {
            var path = expressions.Path(change.Path);
            ExpressionValue? value = change.Kind switch
            {
                UpdateKind.Remove => null,
                UpdateKind.Subtract => IndexImpact.Addend(change),
                _ => new FixedValue(change.Value, change.Path.Mapping),
            };
            Append(clauses, change.Kind, path, value, expressions);
        }

        foreach (var change in update.System)
        {
            Append(clauses, change.Kind, expressions.Name(change.Name), change.Value, expressions);
        }

        return string.Join(' ', clauses.Select(c => $"{c.Key} {string.Join(", ", c.Value)}"));
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

    private static void Append(
        Dictionary<string, List<string>> clauses, UpdateKind kind, string path, ExpressionValue? value, ExpressionBuilder expressions)
    {
        var alias = value is null ? "" : expressions.Value(value);
        var (clause, text) = kind switch
        {
            UpdateKind.Set => ("SET", $"{path} = {alias}"),
            UpdateKind.SetIfNotExists => ("SET", $"{path} = if_not_exists({path}, {alias})"),
            UpdateKind.Remove => ("REMOVE", path),
            UpdateKind.RemoveFromSet => ("DELETE", $"{path} {alias}"),
            _ => ("ADD", $"{path} {alias}"),
        };
        if (!clauses.TryGetValue(clause, out var list))
        {
            clauses.Add(clause, list = []);
        }

        list.Add(text);
    }
}
