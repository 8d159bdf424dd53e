namespace SingleTable.Linq.Wire;

/// <summary>The name of a member, encoded once: with its quotes and its colon.</summary>
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

    public ReadOnlySpan<byte> Encoded => _encoded;
}
