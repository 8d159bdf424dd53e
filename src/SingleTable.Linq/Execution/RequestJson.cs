using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>The parts that request bodies share.</summary>
internal static class RequestJson
{
    /// <summary>A primary key.</summary>
    public static void WriteKey(DynamoJsonWriter writer, TableModel table, string partition, string sort)
    {
        writer.WriteStartObject();
        writer.WriteAttribute(table.KeyNames.Partition, partition);
        writer.WriteAttribute(table.KeyNames.Sort, sort);
        writer.WriteEndObject();
    }

    /// <summary>A primary key that is UTF-8 already.</summary>
    public static void WriteKey(DynamoJsonWriter writer, TableModel table, ReadOnlySpan<byte> partition, ReadOnlySpan<byte> sort)
    {
        writer.WriteStartObject();
        writer.WriteAttribute(table.KeyNames.Partition, partition);
        writer.WriteAttribute(table.KeyNames.Sort, sort);
        writer.WriteEndObject();
    }

    public static void WriteText(DynamoJsonWriter writer, string name, string type, string value)
    {
        writer.WriteStartObject(name);
        writer.WriteString(type, value);
        writer.WriteEndObject();
    }

    /// <summary>A value that is a text, or a number as text.</summary>
    public static void WriteText(DynamoJsonWriter writer, JsonName type, string value)
    {
        writer.WriteStartObjectOf(type);
        writer.WriteStringValue(value);
        writer.WriteEndObject();
    }

    /// <inheritdoc cref="WriteText(DynamoJsonWriter, JsonName, string)"/>
    public static void WriteText(DynamoJsonWriter writer, JsonName type, ReadOnlySpan<byte> utf8)
    {
        writer.WriteStartObjectOf(type);
        writer.WriteStringValue(utf8);
        writer.WriteEndObject();
    }

    public static void WriteNames(DynamoJsonWriter writer, ImmutableArray<(string Alias, string Attribute)> names)
    {
        writer.WriteStartObject("ExpressionAttributeNames"u8);
        WriteNameMembers(writer, names);
        writer.WriteEndObject();
    }

    public static void WriteNameMembers(DynamoJsonWriter writer, ImmutableArray<(string Alias, string Attribute)> names)
    {
        foreach (var (alias, attribute) in names)
        {
            writer.WriteString(alias, attribute);
        }
    }

    public static void WriteValueMembers(
        DynamoJsonWriter writer, ImmutableArray<(string Alias, ExpressionValue Value)> values, in BindContext context)
    {
        foreach (var (alias, value) in values)
        {
            writer.WritePropertyName(alias);
            value.Write(writer, context);
        }
    }

    /// <summary>The same with what was taken of the caller's variables before.</summary>
    public static void WriteValueMembers(
        DynamoJsonWriter writer, ImmutableArray<(string Alias, ExpressionValue Value)> values, object?[] taken, in BindContext context)
    {
        for (var i = 0; i < values.Length; i++)
        {
            writer.WritePropertyName(values[i].Alias);
            values[i].Value.Write(writer, context, taken[i]);
        }
    }
}
