using System.Text.Json.Nodes;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>Attribute values of all types, from small pools, so that they meet again.</summary>
internal static class AnyValue
{
    private static readonly string[] Texts = ["", "a", "ab", "abc", "b", "\u00e9", "\uffff", "\U0001F600", "zz"];
    private static readonly string[] Numbers =
        ["0", "1", "-1", "1.5", "10", "9", "1e2", "100", "-0.001", "12345678901234567890123456789012345678", "1E100", "1.50", "123"];
    private static readonly string[] Binaries = ["", "AA==", "AQ==", "AQI=", "/w=="];

    public static JsonObject S(string text) => new() { ["S"] = text };

    public static JsonObject N(string number) => new() { ["N"] = number };

    public static JsonObject Text(Dice dice) => S(dice.Pick(Texts));

    public static JsonObject Number(Dice dice) => N(dice.Pick(Numbers));

    public static JsonObject Binary(Dice dice) => new() { ["B"] = dice.Pick(Binaries) };

    public static JsonObject Of(Dice dice, int depth = 0) => dice.Below(depth > 2 ? 8 : 13) switch
    {
        0 or 1 => Text(dice),
        2 or 3 or 4 => Number(dice),
        5 => Binary(dice),
        6 => new() { ["BOOL"] = dice.Percent(50) },
        7 => new() { ["NULL"] = true },
        8 => Set(dice, "SS", "a", "b", "c"),
        9 => Set(dice, "NS", "1", "2", "3.5"),
        10 => Set(dice, "BS", "AA==", "AQ==", "/w=="),
        11 => List(dice, depth),
        _ => Map(dice, depth),
    };

    public static JsonObject List(Dice dice, int depth = 0) =>
        new() { ["L"] = new JsonArray([.. Enumerable.Range(0, dice.Below(4)).Select(_ => (JsonNode)Of(dice, depth + 1))]) };

    public static JsonObject Map(Dice dice, int depth = 0) =>
        new() { ["M"] = new JsonObject(Enumerable.Range(0, dice.Below(3)).Select(i => KeyValuePair.Create<string, JsonNode?>($"k{i}", Of(dice, depth + 1)))) };

    public static JsonObject Set(Dice dice, string kind, params string[] elements)
    {
        var chosen = elements.Where(_ => dice.Percent(50)).ToList();
        if (chosen.Count == 0) chosen.Add(elements[0]);
        return new() { [kind] = new JsonArray([.. chosen.Select(e => (JsonNode)e)]) };
    }
}
