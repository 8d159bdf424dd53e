using System.Text.Json;
using System.Text.Json.Nodes;

namespace SingleTable.Linq.InMemory.Faults;

internal static class JsonBytes
{
    public static byte[] Of(JsonNode json) => JsonSerializer.SerializeToUtf8Bytes(json);
}
