using System.Text.Json;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Writing;

/// <summary>The size of an item by DynamoDB's rule: names and texts in UTF-8, binary decoded, numbers by two digits a byte, containers by their elements.</summary>
internal static class ItemSize
{
    public const int Limit = 400 * 1024;

    private const int ContainerBytes = 3;

    public static void Check(EntityModel entity, ReadOnlySpan<byte> item)
    {
        // The JSON form is never shorter than what DynamoDB counts, so most items need no counting.
        if (item.Length > Limit && Of(item) is var size and > Limit)
        {
            throw WriteErrors.TooLarge(entity, size, Parts(entity, item));
        }
    }

    /// <summary>What each attribute takes with its name, the largest first.</summary>
    public static IReadOnlyList<AttributeSize> Parts(EntityModel entity, ReadOnlySpan<byte> item)
    {
        var parts = new List<AttributeSize>();
        var reader = new Utf8JsonReader(item);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var attribute = reader.GetString()!;
            var bytes = TextLength(ref reader) + Value(ref reader);
            parts.Add(new AttributeSize(attribute, entity.Properties.FirstOrDefault(p => p.AttributeName == attribute)?.Name, bytes));
        }

        return [.. parts.OrderByDescending(p => p.Bytes)];
    }

    public static int Of(ReadOnlySpan<byte> item)
    {
        var reader = new Utf8JsonReader(item);
        reader.Read();
        return Members(ref reader);
    }

    // The reader stands on the start of the object.
    private static int Members(ref Utf8JsonReader reader)
    {
        var size = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            size += TextLength(ref reader) + Value(ref reader);
        }

        return size;
    }

    private static int Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Read();
        var type = reader.GetString()!;
        reader.Read();
        var size = type switch
        {
            "M" => ContainerBytes + Members(ref reader),
            "L" => ContainerBytes + List(ref reader),
            "SS" or "NS" or "BS" => Set(ref reader, type[..1]),
            _ => Scalar(ref reader, type),
        };
        reader.Read();
        return size;
    }

    private static int List(ref Utf8JsonReader reader)
    {
        var size = 0;
        while (true)
        {
            var ahead = reader;
            ahead.Read();
            if (ahead.TokenType == JsonTokenType.EndArray)
            {
                reader.Read();
                return size;
            }

            size += 1 + Value(ref reader);
        }
    }

    private static int Set(ref Utf8JsonReader reader, string type)
    {
        var size = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            size += Scalar(ref reader, type);
        }

        return size;
    }

    private static int Scalar(ref Utf8JsonReader reader, string type) => type switch
    {
        "S" => TextLength(ref reader),
        "B" => reader.GetBytesFromBase64().Length,
        "N" => Math.Min(21, (TextLength(ref reader) / 2) + 2),
        _ => 1,
    };

    private static int TextLength(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? System.Text.Encoding.UTF8.GetByteCount(reader.GetString()!) : reader.ValueSpan.Length;
}
