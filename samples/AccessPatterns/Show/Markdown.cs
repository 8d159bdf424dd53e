using System.Text;

namespace AccessPatterns.Show;

/// <summary>The models as a page of Markdown: what README.md has between its marks.</summary>
public static class Markdown
{
    public static string Of(ITableDesign design, IReadOnlyList<PatternResult> patterns)
    {
        var text = new StringBuilder();
        text.Append($"## {design.Title}\n\n{design.Text}\n\n");
        AddKeys(text, design);
        text.Append("| access pattern | LINQ | requests |\n|---|---|---|\n");
        foreach (var pattern in patterns)
        {
            var requests = pattern.Requests.Count == 0 ? "none" : string.Join("<br>", pattern.Requests.Select(Code));
            text.Append($"| {pattern.Name} | {Code(pattern.Code)} | {requests} |\n");
        }

        return text.ToString();
    }

    private static void AddKeys(StringBuilder text, ITableDesign design)
    {
        var schema = design.Schema;
        var indexes = schema.Indexes.Select(i => i.Name).Where(i => i != design.Inverted?.Name).ToList();
        text.Append($"| entity | {Code(schema.PartitionKey)} | {Code(schema.SortKey)} |{string.Concat(indexes.Select(i => $" {i} |"))}\n");
        text.Append($"|---|---|---|{string.Concat(indexes.Select(_ => "---|"))}\n");
        foreach (var entity in schema.Entities.Where(e => e.Base is null))
        {
            var derived = schema.Entities.Where(e => e.Base == entity.Name).Select(e => e.Name).ToList();
            text.Append($"| {entity.Name}{(derived.Count == 0 ? "" : $": {string.Join(", ", derived)}")} | {Code(entity.Key.PartitionKey)} | {Code(entity.Key.SortKey!)} |");
            foreach (var index in indexes)
            {
                var key = entity.IndexKeys.FirstOrDefault(k => k.Index == index);
                text.Append(key is null ? "  |" : $" {Code(key.PartitionKey)}{(key.SortKey is null ? "" : $" {Code(key.SortKey)}")} |");
            }

            text.Append('\n');
        }

        if (design.Inverted is { } inverted)
            text.Append($"\nIndex {inverted.Name}: {Code(inverted.PartitionKey)}, {Code(inverted.SortKey!)}.\n");
        text.Append('\n');
    }

    // A bar would end the cell, in code too.
    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";
}
