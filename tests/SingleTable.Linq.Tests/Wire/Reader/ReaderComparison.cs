using System.Text;
using System.Text.Json;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>
/// Holds the reader against Utf8JsonReader: both read the same tree, or both refuse; and what is stepped over is refused exactly when it is no JSON. The one
/// thing in which the reader is stricter on purpose is depth (<c>DynamoJsonReader.MaxDepth</c>), which random items do not reach.
/// </summary>
internal static class ReaderComparison
{
    /// <returns>Whether both read it.</returns>
    /// <exception cref="ReaderDifferenceException">They differ.</exception>
    public static bool Check(byte[] json)
    {
        var (expected, actual) = (ItemTree.Reference(json), ItemTree.Ours(json));
        if (actual != expected)
        {
            throw new ReaderDifferenceException($"{Text(json)}\nexpected {expected ?? "refusal"}\nactual   {actual ?? "refusal"}");
        }

        var isObject = IsJsonObject(json);
        if ((ItemTree.Skipped(json) is not null) != isObject)
        {
            throw new ReaderDifferenceException($"{Text(json)}\nis {(isObject ? "" : "no ")}JSON object, and stepping over its members does not find so");
        }

        return actual is not null;
    }

    // Escaped names are decoded even where the value is skipped, so that a lone surrogate in a name is refused.
    private static bool IsJsonObject(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read() && reader.CurrentDepth == 1)
            {
                if (reader.ValueIsEscaped) reader.GetString();
                reader.Read();
                reader.Skip();
            }

            return !reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Text(byte[] json) => $"{Encoding.UTF8.GetString(json)}\n{Convert.ToBase64String(json)}";
}

/// <summary>The two readers differ on an input.</summary>
internal sealed class ReaderDifferenceException(string message) : Exception(message);
