using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Fuzz.Comparison;
using SingleTable.Linq.InMemory.Fuzz.Generation;

namespace SingleTable.Linq.InMemory.Fuzz.Model;

/// <summary>What the model answers: an error by its name, with reasons of a transaction, or the members of the answer that it knows.</summary>
internal sealed record Expected(string? Error, JsonObject Body)
{
    public static readonly Expected Refused = new("ValidationException", []);
    public static readonly Expected Failed = new("ConditionalCheckFailedException", []);
    public static readonly Expected Done = new(null, []);

    public static Expected Cancelled(IEnumerable<string> codes) => new("TransactionCanceledException", new() { ["Codes"] = string.Join(' ', codes) });

    public static Expected Of(string member, JsonNode? value) => new(null, value is null ? [] : new() { [member] = value.DeepClone() });
}

/// <summary>The oracle: every table a list of items, every question a look at all of them.</summary>
internal sealed class Tables
{
    private readonly Dictionary<string, List<JsonObject>> _items = Shape.All.ToDictionary(s => s.Table, _ => new List<JsonObject>());

    public IReadOnlyList<JsonObject> this[string table] => _items[table];

    public JsonObject? Find(Shape shape, JsonObject key) => _items[shape.Table].SingleOrDefault(i => shape.KeyNames.All(n => Canon.Equal((JsonObject)i[n]!, (JsonObject)key[n]!)));

    public void Put(Shape shape, JsonObject item)
    {
        Delete(shape, item);
        _items[shape.Table].Add(Canon.Object(item));
    }

    public void Delete(Shape shape, JsonObject key)
    {
        if (Find(shape, key) is { } old) _items[shape.Table].Remove(old);
    }

    /// <summary>A write of one item: null when the condition holds and the new item (or its absence) is known, or why not.</summary>
    public string? Try(Shape shape, JsonObject key, AnyCondition? condition, Func<JsonObject?, JsonObject?> change, out Action apply)
    {
        var old = Find(shape, key);
        apply = () => { };
        if (condition is not null && !condition.Holds(old ?? [])) return "ConditionalCheckFailed";
        try
        {
            var item = change(old);
            apply = () =>
            {
                if (item is null) Delete(shape, key);
                else Put(shape, item);
            };
            return null;
        }
        catch (UnfitException)
        {
            return "ValidationError";
        }
    }
}
