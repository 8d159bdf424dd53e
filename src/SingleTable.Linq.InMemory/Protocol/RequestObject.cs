using System.Text.Json;

namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>
/// One JSON object of a request. It remembers what was read, so that <see cref="Done"/> can refuse whatever was not: a member that the
/// engine does not know would otherwise be ignored in silence.
/// </summary>
internal sealed class RequestObject(JsonElement json, string where)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public string Where => where;

    public JsonElement? Take(string name)
    {
        _read.Add(name);
        return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>Whether the member is there, without reading it.</summary>
    public bool Has(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string? Text(string name) => Take(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Unexpected(name);

    public bool? Flag(string name) => Take(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.True ? true : value.ValueKind == JsonValueKind.False ? false : throw Unexpected(name);

    public int? Int(string name) => Take(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Unexpected(name);

    public long? Long(string name) => Take(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : throw Unexpected(name);

    public RequestObject? Object(string name) => Take(name) is not { } value ? null : Of(value, where + "." + name);

    /// <summary>The members of an object that is a map from free names, in the order of the request.</summary>
    public List<KeyValuePair<string, JsonElement>>? Map(string name)
    {
        if (Take(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Object) throw Unexpected(name);
        return [.. value.EnumerateObject().Select(p => new KeyValuePair<string, JsonElement>(p.Name, p.Value))];
    }

    public List<JsonElement>? List(string name)
    {
        if (Take(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array) throw Unexpected(name);
        return [.. value.EnumerateArray()];
    }

    public List<RequestObject>? Objects(string name) => List(name)?.ConvertAll(e => Of(e, where + "." + name));

    public List<string>? Texts(string name) =>
        List(name)?.ConvertAll(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : throw Unexpected(name));

    public string Choice(string name, string otherwise, string member, params string[] allowed)
    {
        string value = Text(name) ?? otherwise;
        return allowed.Contains(value, StringComparer.Ordinal) ? value
            : throw Errors.Constraint(value, member, $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");
    }

    /// <summary>Refuses members that nobody asked for.</summary>
    public void Done()
    {
        foreach (var property in json.EnumerateObject())
        {
            if (!_read.Contains(property.Name) && property.Value.ValueKind != JsonValueKind.Null)
                throw Errors.Validation($"The embedded engine does not implement the member '{property.Name}' of {where}");
        }
    }

    public static RequestObject Of(JsonElement json, string where) => json.ValueKind == JsonValueKind.Object
        ? new RequestObject(json, where)
        : throw Errors.Serialization($"Unexpected value type in payload: {where} must be an object");

    private ServiceException Unexpected(string name) => Errors.Serialization($"Unexpected value type in payload: {where}.{name}");
}
