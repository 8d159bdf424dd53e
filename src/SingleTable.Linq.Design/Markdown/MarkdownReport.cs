using System.Globalization;
using System.Text;
using SingleTable.Linq.Design.Html;
using SingleTable.Linq.Design.Pictures;
using static SingleTable.Linq.Design.Markdown.MarkdownText;

namespace SingleTable.Linq.Design.Markdown;

/// <summary>Writes the whole page.</summary>
internal static class MarkdownReport
{
    private static readonly string[] s_marks = ["🟦", "🟩", "🟧", "🟪", "🟥", "🔵", "🟨", "🔴", "🟢", "🟤", "🟣", "🟡", "🟠", "🟫"];

    public static string Write(ReportContent content)
    {
        var text = new StringBuilder($"# {Escape(content.Title)}\n\n");
        text.Append(string.Join(" · ", content.Facts.Select(f => $"{f.Name}: **{Escape(f.Value)}**"))).Append("\n\n");
        text.Append(string.Join(" · ", content.Kinds.All.Select((e, i) => $"{Mark(i)} {Escape(e.Name)}"))).Append('\n');
        foreach (var picture in content.Pictures)
        {
            Append(text, picture);
        }

        if (content.Patterns.Rows.Count > 0)
        {
            Append(text, content.Patterns);
        }

        text.Append("\n## Entities\n");
        foreach (var entity in content.Kinds.All)
        {
            Append(text, entity, content.Kinds[entity]);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Picture picture)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {Escape(picture.Title)}\n\n").Append(picture.Note.Length == 0 ? "" : $"It {(picture.Note.StartsWith("holds", StringComparison.Ordinal) ? "" : "is ")}{Escape(picture.Note)}.\n\n");
        text.Append(Row($"Partition key {Names(picture.PartitionNames)}", $"Sort key {Names(picture.SortNames)}", "Type", "Attributes")).Append(Rule(4));
        foreach (var group in picture.Groups)
        {
            for (var i = 0; i < group.Rows.Count; i++)
            {
                var row = group.Rows[i];
                var name = group.Name is null ? "" : $"{Escape(group.Name)} ";
                text.Append(Row(
                    i == 0 ? $"{name}{Keys(group.Partition)}" : "",
                    Keys(row.Sort),
                    $"{Mark(row.Kind.Number)} {Escape(row.Kind.Name)}",
                    string.Join("; ", row.Attributes.Select(a => $"{Escape(a.Name)}: {(row.IsShape ? Code(a.Text) : Escape(a.Text))}"))));
            }
        }
    }

    private static void Append(StringBuilder text, PatternTable patterns)
    {
        text.Append("\n## Access patterns\n\n").Append(Row("Pattern", "Operation", "Reads", "Key condition", "Filter", "Requests", "Capacity")).Append(Rule(7));
        foreach (var row in patterns.Rows)
        {
            if (row.Requests.Count == 0)
            {
                text.Append(Row(Escape(row.Name), "none", "", "nothing can match", "", "0", "0"));
            }

            for (var i = 0; i < row.Requests.Count; i++)
            {
                var (entry, request) = (row.Requests[i], row.Requests[i].Request);
                var notes = string.Join(", ", entry.Notes);
                text.Append(Row(
                    i == 0 ? Escape(row.Name) : "", Escape(request.Operation), Escape(entry.Place), $"{Code(entry.Condition)}{(notes.Length == 0 ? "" : $" ({Escape(notes)})")}",
                    request.Filter is null ? "" : Code(request.Filter), Escape(entry.Count), Escape(entry.Capacity)));
            }
        }

        text.Append("\nRCU: read capacity units.\n");
        List(text, "Who reads what", patterns.Places.Select(p => $"**{Escape(p.Place)}**: {string.Join(" · ", p.Patterns.Select(Escape))}"), "No pattern sends a request.");
        List(text, "Read the same range, so that one request could serve all", patterns.Alike.Select(a => string.Join(" · ", a.Select(Escape))), "Each pattern has a range of its own.");
        List(text, "Unused indexes", patterns.UnusedIndexes.Select(Escape), "Each index is read by a pattern.");
    }

    private static void Append(StringBuilder text, EntitySchema entity, ItemKind kind)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {Mark(kind.Number)} {Escape(entity.Name)}\n\n");
        foreach (var (name, value) in EntityHtml.Facts(entity))
        {
            text.Append(CultureInfo.InvariantCulture, $"- {Escape(name)}: {(name is "Key" || name.StartsWith("On ", StringComparison.Ordinal) ? Code(value) : Escape(value))}\n");
        }

        text.Append('\n').Append(Row("Property", "Type", "Attribute", "Stored as", "Notes")).Append(Rule(5));
        foreach (var property in entity.Properties)
        {
            text.Append(Row(Escape(property.Name), Code(TypeNames.Of(property)), Code(property.Attribute), property.AttributeType, Escape(TypeNames.Notes(property))));
        }
    }

    private static void List(StringBuilder text, string title, IEnumerable<string> entries, string none)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n");
        var count = text.Length;
        foreach (var entry in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {entry}\n");
        }

        text.Append(text.Length == count ? $"{none}\n" : "");
    }

    private static string Keys(IReadOnlyList<KeyText> keys) => string.Join(", ", keys.Select(k => Code(k.ToString())));

    private static string Names(IReadOnlyList<string> names) => string.Join(", ", names.Select(Code));

    private static string Mark(int? number) => number is { } i ? s_marks[i % s_marks.Length] : "⬜";
}
