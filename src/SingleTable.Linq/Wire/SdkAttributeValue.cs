using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Wire;

/// <summary>The SDK's attribute values from and to DynamoDB JSON.</summary>
internal static class SdkAttributeValue
{
    public static AttributeValue Read(JsonElement json)
    {
        var member = json.EnumerateObject().Single();
        var value = member.Value;
        return member.Name switch
        {
            "S" => new AttributeValue { S = value.GetString() },
            "N" => new AttributeValue { N = value.GetString() },
            "B" => new AttributeValue { B = new MemoryStream(value.GetBytesFromBase64()) },
            "BOOL" => new AttributeValue { BOOL = value.GetBoolean() },
            "NULL" => new AttributeValue { NULL = value.GetBoolean() },
            "SS" => new AttributeValue { SS = [.. value.EnumerateArray().Select(e => e.GetString())] },
            "NS" => new AttributeValue { NS = [.. value.EnumerateArray().Select(e => e.GetString())] },
            "BS" => new AttributeValue { BS = [.. value.EnumerateArray().Select(e => new MemoryStream(e.GetBytesFromBase64()))] },
            "L" => new AttributeValue { L = [.. value.EnumerateArray().Select(Read)], IsLSet = true },
            "M" => new AttributeValue { M = value.EnumerateObject().ToDictionary(m => m.Name, m => Read(m.Value)), IsMSet = true },
            _ => throw new NotSupportedException($"The SDK's attribute values have no {member.Name}."),
        };
    }

    public static void Write(DynamoJsonWriter writer, AttributeValue value)
    {
        writer.WriteStartObject();
        if (value.S is not null) writer.WriteString("S", value.S);
        else if (value.N is not null) writer.WriteString("N", value.N);
        else if (value.BOOL is { } truth) writer.WriteBoolean("BOOL"u8, truth);
        else if (value.NULL is { } none) writer.WriteBoolean("NULL"u8, none);
        else if (value.B is not null) WriteBinary(writer, value.B);
        else if (value.IsMSet) WriteMap(writer, value.M);
        else if (value.IsLSet) WriteArray(writer, "L", value.L, v => Write(writer, v));
        else if (value.SS is { Count: > 0 }) WriteArray(writer, "SS", value.SS, writer.WriteStringValue);
        else if (value.NS is { Count: > 0 }) WriteArray(writer, "NS", value.NS, writer.WriteStringValue);
        else if (value.BS is { Count: > 0 }) WriteArray(writer, "BS", value.BS, b => writer.WriteBase64StringValue(b.ToArray()));
        else WriteUnknown(writer);
        writer.WriteEndObject();
    }

    // Of a type that this SDK does not know, or a mistake of a mock: an error where a property takes it, as in the service's own JSON.
    private static void WriteUnknown(DynamoJsonWriter writer)
    {
        writer.WritePropertyName("?"u8);
        writer.WriteNullValue();
    }

    private static void WriteBinary(DynamoJsonWriter writer, MemoryStream value)
    {
        writer.WritePropertyName("B"u8);
        writer.WriteBase64StringValue(value.ToArray());
    }

    private static void WriteMap(DynamoJsonWriter writer, Dictionary<string, AttributeValue> map)
    {
        writer.WriteStartObject("M");
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteArray<T>(DynamoJsonWriter writer, string name, List<T> elements, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var element in elements) write(element);
        writer.WriteEndArray();
    }
}
