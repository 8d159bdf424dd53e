using System.Text;
using System.Text.Json;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>Reads an item into one canonical line, once with the reader under test and once with Utf8JsonReader as the reference.</summary>
internal static class ItemTree
{
    private static readonly JsonReaderOptions s_deep = new() { MaxDepth = 512 };

    /// <summary>Null when the input is refused; any exception but JsonException is the test's failure.</summary>
    public static string? Ours(ReadOnlySpan<byte> json)
    {
        try
        {
            var text = new StringBuilder();
            var reader = new DynamoJsonReader(json);
            Item(ref reader, text);
            reader.EndDocument();
            return text.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Skipped(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new DynamoJsonReader(json);
            reader.BeginObject();
            while (reader.NextName(out _)) reader.Skip();
            reader.EndDocument();
            return "valid";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Reference(ReadOnlySpan<byte> json)
    {
        try
        {
            var text = new StringBuilder();
            var reader = new Utf8JsonReader(json, s_deep);
            reader.Read();
            Item(ref reader, text);
            return reader.Read() ? null : text.ToString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Item(ref DynamoJsonReader reader, StringBuilder text)
    {
        text.Append('{');
        reader.BeginObject();
        while (reader.NextName(out var name))
        {
            Quote(text, DynamoJsonReader.Decode(name));
            Value(ref reader, text);
        }

        text.Append('}');
    }

    private static void Value(ref DynamoJsonReader reader, StringBuilder text)
    {
        var tag = reader.BeginValue();
        text.Append(tag).Append(':');
        switch (tag)
        {
            case AttributeTag.S or AttributeTag.N or AttributeTag.B: Quote(text, DynamoJsonReader.Decode(reader.ReadString())); break;
            case AttributeTag.Bool or AttributeTag.Null: text.Append(reader.ReadBoolean()); break;
            case AttributeTag.M: Item(ref reader, text); break;
            case AttributeTag.L:
                reader.BeginArray();
                while (reader.NextElement()) Value(ref reader, text);
                break;
            case AttributeTag.SS or AttributeTag.NS or AttributeTag.BS:
                reader.BeginArray();
                while (reader.NextElement()) Quote(text, DynamoJsonReader.Decode(reader.ReadString()));
                break;
            default: reader.Skip(); break;
        }

        reader.EndValue();
    }

    private static void Item(ref Utf8JsonReader reader, StringBuilder text)
    {
        Demand(reader.TokenType == JsonTokenType.StartObject);
        text.Append('{');
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            Quote(text, reader.GetString()!);
            reader.Read();
            Value(ref reader, text);
        }

        Demand(reader.TokenType == JsonTokenType.EndObject);
        text.Append('}');
    }

    private static void Value(ref Utf8JsonReader reader, StringBuilder text)
    {
        Demand(reader.TokenType == JsonTokenType.StartObject);
        reader.Read();
        Demand(reader.TokenType == JsonTokenType.PropertyName);
        var name = reader.ValueIsEscaped ? reader.GetString() : Encoding.Latin1.GetString(reader.ValueSpan);
        var tag = name switch
        {
            "BOOL" => AttributeTag.Bool,
            "NULL" => AttributeTag.Null,
            "S" or "N" or "B" or "M" or "L" or "SS" or "NS" or "BS" => Enum.Parse<AttributeTag>(name),
            _ => AttributeTag.Unknown,
        };
        text.Append(tag).Append(':');
        reader.Read();
        switch (tag)
        {
            case AttributeTag.S or AttributeTag.N or AttributeTag.B: Text(ref reader, text); break;
            case AttributeTag.Bool or AttributeTag.Null: text.Append(reader.GetBoolean()); break;
            case AttributeTag.M: Item(ref reader, text); break;
            case AttributeTag.L:
                Demand(reader.TokenType == JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Value(ref reader, text);
                break;
            case AttributeTag.SS or AttributeTag.NS or AttributeTag.BS:
                Demand(reader.TokenType == JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Text(ref reader, text);
                break;
            default: reader.Skip(); break;
        }

        reader.Read();
        Demand(reader.TokenType == JsonTokenType.EndObject);
    }

    private static void Text(ref Utf8JsonReader reader, StringBuilder text)
    {
        Demand(reader.TokenType == JsonTokenType.String);
        Quote(text, reader.GetString()!);
    }

    private static void Demand(bool condition)
    {
        if (!condition) throw new JsonException();
    }

    private static void Quote(StringBuilder text, string value) => text.Append('<').Append(value).Append('>');
}
