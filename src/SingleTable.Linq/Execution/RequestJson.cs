using System.Collections.Immutable;
using System.Text.Json;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Execution;

/// <summary>The parts that request bodies share.</summary>
internal static class RequestJson
{
    public static void WriteKey(Utf8JsonWriter writer, string partitionAttribute, string partitionKey, string sortAttribute, string sortKey)
    {
        writer.WriteStartObject();
        WriteText(writer, partitionAttribute, "S", partitionKey);
        WriteText(writer, sortAttribute, "S", sortKey);
        writer.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter writer, string name, string type, string value)
    {
        writer.WriteStartObject(name);
        writer.WriteString(type, value);
        writer.WriteEndObject();
    }

    public static void WriteNames(Utf8JsonWriter writer, ImmutableArray<(string Alias, string Attribute)> names)
    {
        writer.WriteStartObject("ExpressionAttributeNames"u8);
        WriteNameMembers(writer, names);
        writer.WriteEndObject();
    }

    public static void WriteNameMembers(Utf8JsonWriter writer, ImmutableArray<(string Alias, string Attribute)> names)
    {
        foreach (var (alias, attribute) in names)
        {
            writer.WriteString(alias, attribute);
        }
    }

    public static void WriteValueMembers(
        Utf8JsonWriter writer, ImmutableArray<(string Alias, ExpressionValue Value)> values, in BindContext context)
    {
        foreach (var (alias, value) in values)
        {
            writer.WritePropertyName(alias);
            value.Write(writer, context);
        }
    }
}
