using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>All values that requests brought to a database: those of items, of keys, of conditions; and where one of them shows up.</summary>
internal sealed class StoredValues
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <param name="requests">What was sent.</param>
    /// <param name="names">The names of types, attributes, tables and constants, which are no secret even where they are values.</param>
    public static StoredValues Of(IEnumerable<RecordedRequest> requests, IEnumerable<string> names)
    {
        var values = new StoredValues();
        foreach (var request in requests)
        {
            using var json = JsonDocument.Parse(request.Json);
            values.Add(json.RootElement);
        }

        values._values.ExceptWith(names);
        return values;
    }

    public int Count => _values.Count;

    public bool Contains(string value) => _values.Contains(value);

    /// <summary>The values that stand in a text as words of their own.</summary>
    public IEnumerable<string> In(string? text) =>
        text is null ? [] : _values.Where(v => Find(text, v)).Select(v => $"'{v}' in: {text}");

    /// <summary>Everything that a span says.</summary>
    public static string TextOf(Activity span) => new StringBuilder()
        .AppendLine(span.DisplayName).AppendLine(span.OperationName).AppendLine(span.StatusDescription)
        .AppendJoin('\n', span.TagObjects.Select(t => $"{t.Key} = {Show(t.Value)}")).AppendLine()
        .AppendJoin('\n', span.Events.SelectMany(e => e.Tags.Select(t => $"{t.Key} = {Show(t.Value)}").Prepend(e.Name))).AppendLine()
        .AppendJoin('\n', span.Baggage.Select(b => $"{b.Key} = {b.Value}")).ToString();

    private static string? Show(object? value) => value is string[] texts ? string.Join(", ", texts) : value?.ToString();

    private static bool Find(string text, string value)
    {
        for (var at = text.IndexOf(value, StringComparison.Ordinal); at >= 0; at = text.IndexOf(value, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + value.Length == text.Length || !char.IsLetterOrDigit(text[at + value.Length])))
            {
                return true;
            }
        }

        return false;
    }

    // {"S": "…"} and {"N": "…"} wherever they are. A short number stands in each text by chance.
    private void Add(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    if (member is { Name: "S", Value.ValueKind: JsonValueKind.String } && member.Value.GetString() is { Length: > 1 } text)
                    {
                        _values.Add(text);

                        // A key is made of values: each of them is a secret too.
                        _values.UnionWith(text.Split('#').Where(p => p.Length > 3));
                    }
                    else if (member is { Name: "N", Value.ValueKind: JsonValueKind.String } && member.Value.GetString() is { Length: > 3 } number)
                    {
                        _values.Add(number);
                    }

                    Add(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var element in json.EnumerateArray())
                {
                    Add(element);
                }

                break;
            default:
                break;
        }
    }
}
