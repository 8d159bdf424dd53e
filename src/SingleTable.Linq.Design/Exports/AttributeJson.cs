using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Design.Exports;

/// <summary>Items in the service's JSON.</summary>
internal static class AttributeJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, AttributeValue> item)
    {
        json.WriteStartObject();
        foreach (var (name, value) in item)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AttributeValue value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case { S: { } text }:
                json.WriteString("S", text);
                break;
            case { N: { } number }:
                json.WriteString("N", number);
                break;
            case { BOOL: { } truth }:
                json.WriteBoolean("BOOL", truth);
                break;
            case { B: { } bytes }:
                json.WriteBase64String("B", bytes.ToArray());
                break;
            case { IsMSet: true }:
                json.WritePropertyName("M");
                Write(json, value.M);
                break;
            case { IsLSet: true }:
                json.WriteArray("L", value.L, e => Write(json, e));
                break;
            case { SS.Count: > 0 }:
                json.WriteArray("SS", value.SS, json.WriteStringValue);
                break;
            case { NS.Count: > 0 }:
                json.WriteArray("NS", value.NS, json.WriteStringValue);
                break;
            case { BS.Count: > 0 }:
                json.WriteArray("BS", value.BS, b => json.WriteBase64StringValue(b.ToArray()));
                break;
            default:
                json.WriteBoolean("NULL", true);
                break;
        }

        json.WriteEndObject();
    }
}
