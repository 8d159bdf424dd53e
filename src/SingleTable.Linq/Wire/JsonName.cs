namespace SingleTable.Linq.Wire;

/// <summary>The name of a member, encoded once: with its quotes and its colon, and what of the value is always the same.</summary>
internal readonly struct JsonName
{
    private readonly byte[] _encoded;

    /// <param name="name">The name, not encoded.</param>
    public JsonName(string name)
    {
        using var writer = DynamoJsonWriter.Rent();
        writer.WritePropertyName(name);
        _encoded = writer.Written.ToArray();
    }

    private JsonName(byte[] encoded) => _encoded = encoded;

    public ReadOnlySpan<byte> Encoded => _encoded;

    /// <summary>The name of an attribute, and its value's up to the text: <c>"Name":{"S":</c>.</summary>
    public static JsonName OfAttribute(string name, JsonName type)
    {
        using var writer = DynamoJsonWriter.Rent();
        writer.WritePropertyName(name);
        writer.WriteStartObjectOf(type);
        return new JsonName(writer.Written.ToArray());
    }
}
