using System.Text.Json.Nodes;

namespace SingleTable.Linq.InMemory.Fuzz.Comparison;

/// <summary>The functions of conditions, on attribute values as JSON.</summary>
internal static class Sizes
{
    public static int? Of(JsonObject value) => value.Single() switch
    {
        ("S", var text) => text!.GetValue<string>().Length,
        ("B", var bytes) => Convert.FromBase64String(bytes!.GetValue<string>()).Length,
        ("SS" or "NS" or "BS" or "L", JsonArray list) => list.Count,
        ("M", JsonObject map) => map.Count,
        _ => null,
    };

    public static bool BeginsWith(JsonObject value, JsonObject prefix) =>
        Canon.Scalar(value, "S") is { } text && Canon.Scalar(prefix, "S") is { } start ? text.StartsWith(start, StringComparison.Ordinal)
        : Canon.Scalar(value, "B") is { } bytes && Canon.Scalar(prefix, "B") is { } first && Bytes(bytes).AsSpan().StartsWith(Bytes(first));

    public static bool Contains(JsonObject value, JsonObject part) => value.Single() switch
    {
        ("S", var text) => Canon.Scalar(part, "S") is { } found && text!.GetValue<string>().Contains(found, StringComparison.Ordinal),
        ("B", var bytes) => Canon.Scalar(part, "B") is { } found && Bytes(bytes!.GetValue<string>()).AsSpan().IndexOf(Bytes(found)) >= 0,
        ("L", JsonArray list) => list.Any(e => Canon.Equal((JsonObject)e!, part)),
        (var kind, JsonArray set) => set.Any(e => Canon.Equal(new JsonObject { [kind[..1]] = e!.DeepClone() }, part)),
        _ => false,
    };

    private static byte[] Bytes(string text) => Convert.FromBase64String(text);
}
