using System.Text.Json.Nodes;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>The names and values of one request's expressions.</summary>
internal sealed class Placeholders
{
    private readonly JsonObject _names = [];
    private readonly JsonObject _values = [];

    /// <summary>Whether an expression was made that the service refuses without looking at an item.</summary>
    public bool Refused { get; set; }

    public string Name(string name)
    {
        _names["#" + name] = name;
        return "#" + name;
    }

    public string Value(JsonObject value)
    {
        string placeholder = $":v{_values.Count}";
        _values[placeholder] = value.DeepClone();
        return placeholder;
    }

    public void AddTo(JsonObject request)
    {
        if (_names.Count > 0) request["ExpressionAttributeNames"] = _names;
        if (_values.Count > 0) request["ExpressionAttributeValues"] = _values;
    }
}
