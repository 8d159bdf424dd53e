using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;

namespace SingleTable.Linq.InMemory.Fuzz.Comparison;

/// <summary>One form for what may be written in several: numbers, the order of sets and of members.</summary>
internal static class Canon
{
    private const int Scale = 260;

    public static JsonNode? Of(JsonNode? node) => node switch
    {
        JsonObject value => new JsonObject(value.OrderBy(p => p.Key, StringComparer.Ordinal).Select(Member)),
        JsonArray list => new JsonArray([.. list.Select(Of)]),
        _ => node?.DeepClone(),
    };

    public static JsonObject Object(JsonObject value) => (JsonObject)Of(value)!;

    private static KeyValuePair<string, JsonNode?> Member(KeyValuePair<string, JsonNode?> member) => (member.Key, member.Value) switch
    {
        ("N", JsonValue number) => new("N", Number(number.GetValue<string>())),
        ("NS", JsonArray set) => new("NS", Sorted(set.Select(e => Number(e!.GetValue<string>())))),
        ("SS" or "BS", JsonArray set) => new(member.Key, Sorted(set.Select(e => e!.GetValue<string>()))),
        _ => new(member.Key, Of(member.Value)),
    };

    private static JsonArray Sorted(IEnumerable<string> elements) => new([.. elements.Order(StringComparer.Ordinal).Select(e => (JsonNode)e)]);

    /// <summary>The value times ten to a power that leaves no fraction.</summary>
    public static BigInteger Value(string number)
    {
        int exponentAt = number.IndexOfAny(['e', 'E']);
        int exponent = exponentAt < 0 ? 0 : int.Parse(number.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        string digits = exponentAt < 0 ? number : number[..exponentAt];
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0) exponent -= digits.Length - point - 1;
        return BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BigInteger.Pow(10, Scale + exponent);
    }

    public static string Number(string number) => Text(Value(number));

    public static string Text(BigInteger value)
    {
        string digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        string fraction = digits[^Scale..].TrimEnd('0');
        return (value.Sign < 0 ? "-" : "") + digits[..^Scale] + (fraction == "" ? "" : "." + fraction);
    }

    /// <summary>Significant digits, of which DynamoDB keeps 38.</summary>
    public static int Digits(BigInteger value) => BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).Trim('0').Length;

    /// <summary>The order of two scalars of one type, or null when they have none.</summary>
    public static int? Order(JsonObject? left, JsonObject? right)
    {
        if (left is null || right is null) return null;
        if (Scalar(left, "N") is { } a && Scalar(right, "N") is { } b) return Value(a).CompareTo(Value(b));
        if (Scalar(left, "S") is { } s && Scalar(right, "S") is { } t) return Encoding.UTF8.GetBytes(s).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(t));
        if (Scalar(left, "B") is { } x && Scalar(right, "B") is { } y) return Convert.FromBase64String(x).AsSpan().SequenceCompareTo(Convert.FromBase64String(y));
        return null;
    }

    public static bool Equal(JsonObject? left, JsonObject? right) =>
        left is not null && right is not null && Of(left)!.ToJsonString() == Of(right)!.ToJsonString();

    public static string? Scalar(JsonObject value, string kind) => value[kind]?.GetValue<string>();
}
