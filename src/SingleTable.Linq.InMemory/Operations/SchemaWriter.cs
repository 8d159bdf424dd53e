using System.Text.Json;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>The parts of a schema that descriptions and requests write alike.</summary>
internal static class SchemaWriter
{
    public static void Attributes(Utf8JsonWriter json, KeyAttribute[] attributes)
    {
        json.WriteStartArray("AttributeDefinitions");
        foreach (var attribute in attributes)
        {
            json.WriteStartObject();
            json.WriteString("AttributeName", attribute.Name);
            json.WriteString("AttributeType", attribute.Kind.Name());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Projection(Utf8JsonWriter json, IndexDefinition index)
    {
        json.WriteStartObject("Projection");
        json.WriteString("ProjectionType", index.Projection);
        if (index.NonKeyAttributes.Length > 0)
        {
            json.WriteStartArray("NonKeyAttributes");
            foreach (string name in index.NonKeyAttributes) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    public static void Key(Utf8JsonWriter json, KeyDesign key)
    {
        json.WriteStartArray("KeySchema");
        foreach (var attribute in key.Hash) WriteKeyElement(json, attribute, "HASH");
        foreach (var attribute in key.Range) WriteKeyElement(json, attribute, "RANGE");
        json.WriteEndArray();
    }

    private static void WriteKeyElement(Utf8JsonWriter json, KeyAttribute attribute, string type)
    {
        json.WriteStartObject();
        json.WriteString("AttributeName", attribute.Name);
        json.WriteString("KeyType", type);
        json.WriteEndObject();
    }
}
