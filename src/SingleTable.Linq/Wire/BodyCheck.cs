using System.Text.Json;

namespace SingleTable.Linq.Wire;

/// <summary>
/// What the pipeline may still repeat a request for: a body that is none of the service's, such as a page of a network's login, nothing at all, or a half.
/// </summary>
internal static class BodyCheck
{
    private const int Deepest = 4 * DynamoJsonReader.MaxDepth;

    /// <param name="body">The body.</param>
    /// <param name="isVouchedFor">
    /// Whether its CRC or its length tells that all of it is there. Then only its ends are looked at; any other body is walked through, since it is read
    /// when it cannot be fetched again.
    /// </param>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static void Demand(ReadOnlySpan<byte> body, bool isVouchedFor)
    {
        var text = body;
        while (text is [(byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..]) text = text[1..];
        while (text is [.., (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n']) text = text[..^1];
        if (text is not [(byte)'{', .., (byte)'}']) throw new JsonException("The response is not a JSON object.");
        if (!isVouchedFor)
        {
            var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Deepest });
            while (json.Read())
            {
            }
        }
    }
}
