using System.Text.Json.Nodes;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>A document path as text, and how to walk it in an item. An element of a path is a name, or a position as an int.</summary>
internal sealed record AnyPath(string Text, object[] Elements)
{
    private static readonly string[] Attributes = ["a", "b", "c", "m", "l", "n", "g"];

    public static AnyPath Of(Dice dice, Placeholders names) => Of(dice, names, dice.Pick(Attributes));

    public static AnyPath Of(Dice dice, Placeholders names, string attribute)
    {
        string text = names.Name(attribute);
        int index = dice.Below(3);
        return dice.Below(12) switch
        {
            0 or 1 => new(text + ".k0", [attribute, "k0"]),
            2 or 3 => new($"{text}[{index}]", [attribute, index]),
            4 => new(text + ".k1.k0", [attribute, "k1", "k0"]),
            5 => new($"{text}[{index}].k0", [attribute, index, "k0"]),
            _ => new(text, [attribute]),
        };
    }

    public JsonObject? Find(JsonObject item)
    {
        var found = item[(string)Elements[0]] as JsonObject;
        foreach (object element in Elements.Skip(1)) found = Child(found, element);
        return found;
    }

    /// <summary>The value that holds the last element, or null when there is none of the right type.</summary>
    public JsonNode? Parent(JsonObject item)
    {
        if (Elements.Length == 1) return item;
        var found = item[(string)Elements[0]] as JsonObject;
        foreach (object element in Elements.Skip(1).SkipLast(1)) found = Child(found, element);
        return Elements[^1] is int ? found?["L"] : found?["M"];
    }

    private static JsonObject? Child(JsonObject? value, object element) => element is int index
        ? value?["L"] is JsonArray list && index < list.Count ? (JsonObject)list[index]! : null
        : value?["M"] is JsonObject map ? map[(string)element] as JsonObject : null;
}
