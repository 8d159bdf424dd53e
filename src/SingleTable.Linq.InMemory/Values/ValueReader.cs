using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Values;

/// <summary>JSON to values, with the service's checks of a single value.</summary>
internal static class ValueReader
{
    public static MapValue ReadItem(JsonElement json) => ReadMap(json, 0);

    public static DynamoValue Read(JsonElement json) => Read(json, 0);

    private static DynamoValue Read(JsonElement json, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Errors.Serialization("Unexpected value type in payload");
        if (depth > DynamoValue.DeepestNesting) throw Errors.NestedTooDeep();
        JsonProperty? found = null;
        foreach (var property in json.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null) continue;
            if (found is not null)
            {
                throw Errors.Validation("Supplied AttributeValue has more than one datatypes set, " +
                    "must contain exactly one of the supported datatypes");
            }
            found = property;
        }
        if (found is not { } typed || !ValueKinds.TryParse(typed.Name, out var kind))
            throw Errors.Validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        return kind switch
        {
            ValueKind.S => new StringValue(Text(typed.Value)),
            ValueKind.N => new NumberValue(DynamoNumber.Parse(Text(typed.Value))),
            ValueKind.B => new BinaryValue(Bytes(typed.Value)),
            ValueKind.BOOL => BoolValue.Of(Bool(typed.Value)),
            ValueKind.NULL => Bool(typed.Value) ? NullValue.Instance
                : throw Errors.Validation("One or more parameter values were invalid: Null attribute value types must have the value of true"),
            ValueKind.L => ReadList(typed.Value, depth),
            ValueKind.M => ReadMap(typed.Value, depth),
            _ => ReadSet(typed.Value, kind),
        };
    }

    private static MapValue ReadMap(JsonElement json, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Errors.Serialization("Unexpected value type in payload");
        var attributes = new List<KeyValuePair<string, DynamoValue>>();
        foreach (var property in json.EnumerateObject())
        {
            // item attributes are depth 1; each map or list below adds one
            attributes.Add(new(property.Name, Read(property.Value, depth + 1)));
        }
        return MapValue.Of(attributes);
    }

    private static ListValue ReadList(JsonElement json, int depth)
    {
        RequireArray(json);
        var elements = new DynamoValue[json.GetArrayLength()];
        int at = 0;
        foreach (var element in json.EnumerateArray()) elements[at++] = Read(element, depth + 1);
        return new ListValue(elements);
    }

    private static SetValue ReadSet(JsonElement json, ValueKind kind)
    {
        RequireArray(json);
        var elements = new List<DynamoValue>();
        foreach (var element in json.EnumerateArray())
        {
            elements.Add(kind switch
            {
                ValueKind.SS => new StringValue(Text(element)),
                ValueKind.NS => new NumberValue(DynamoNumber.Parse(Text(element))),
                _ => new BinaryValue(Bytes(element)),
            });
        }
        if (elements.Count == 0)
        {
            throw Errors.Validation("One or more parameter values were invalid: " + kind switch
            {
                ValueKind.SS => "An string set  may not be empty",
                ValueKind.NS => "An number set  may not be empty",
                _ => "Binary sets should not be empty",
            });
        }
        if (elements.Distinct().Count() != elements.Count)
        {
            if (kind == ValueKind.NS) throw Errors.Validation("Input collection contains duplicates");
            string list = string.Join(", ", json.EnumerateArray().Select(e => e.GetString()));
            throw Errors.Validation("One or more parameter values were invalid: Input collection [" + list +
                (kind == ValueKind.SS ? "] contains duplicates." : "]of type BS contains duplicates."));
        }
        return SetValue.Of(kind, elements);
    }

    private static void RequireArray(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) throw Errors.Serialization("Unexpected value type in payload");
    }

    private static string Text(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String) return json.GetString()!;
        throw Errors.Serialization(json.ValueKind is JsonValueKind.Number ? "NUMBER_VALUE cannot be converted to String"
            : json.ValueKind is JsonValueKind.True ? "TRUE_VALUE cannot be converted to String"
            : json.ValueKind is JsonValueKind.False ? "FALSE_VALUE cannot be converted to String" : "Unexpected value type in payload");
    }

    private static bool Bool(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Errors.Serialization("Unexpected token received from parser"),
    };

    private static byte[] Bytes(JsonElement json) => json.ValueKind == JsonValueKind.String && json.TryGetBytesFromBase64(out byte[]? bytes)
        ? bytes
        : throw Errors.Serialization("Base64 encoded length is expected a multiple of 4 bytes but found: " +
            (json.ValueKind == JsonValueKind.String ? json.GetString()!.Length : 0));
}
