using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SingleTable.Linq.InMemory.Faults;

internal static class JsonBytes
{
    public static byte[] Of(JsonNode json)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            json.WriteTo(writer);
        }

        return output.WrittenSpan.ToArray();
    }
}
