using System.Text.Json;
using System.Text.Unicode;

namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>Parses a body so that nothing in it can fail later: JsonDocument finds invalid text only when a string is read.</summary>
internal static class RequestJson
{
    // nesting 32 takes two levels of JSON each, and a few around; deeper is malformed
    private const int Depth = 256;

    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = Depth, AllowDuplicateProperties = false };

    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (!Utf8.IsValid(body.Span)) throw Errors.Serialization("The request body is not valid UTF-8");
            if (body.Span.IndexOf("\\u"u8) >= 0) CheckEscapes(body.Span);
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException)
        {
            throw Errors.Serialization("The request body is not well-formed JSON");
        }
    }

    private static void CheckEscapes(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Depth });
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped) continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw Errors.Serialization("A string holds an unpaired surrogate");
            }
        }
    }
}
