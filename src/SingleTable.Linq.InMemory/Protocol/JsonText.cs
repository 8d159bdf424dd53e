using System.Text.Json;

namespace SingleTable.Linq.InMemory.Protocol;

internal static class JsonText
{
    /// <summary>A JSON string; an escaped unpaired surrogate is a malformed request, not a crash.</summary>
    public static string Read(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Errors.Serialization("Invalid UTF-16 in a string");
        }
    }
}
