namespace SingleTable.Linq.Wire;

/// <summary>Reads DynamoDB JSON forward only. Malformed or truncated input is a <see cref="System.Text.Json.JsonException"/>.</summary>
internal ref struct DynamoJsonReader(ReadOnlySpan<byte> json, int position = 0)
{
    private readonly ReadOnlySpan<byte> _json = json;

    public int Position = position;

    public readonly ReadOnlySpan<byte> Json => _json;

    /// <summary>Enters an object: an item, or the value of an <c>M</c>.</summary>
    public void BeginObject() => throw new NotImplementedException();

    /// <summary>Steps to the value of the next member; false behind the object's end.</summary>
    public bool NextName(out ReadOnlySpan<byte> name) => throw new NotImplementedException();

    /// <summary>Enters an array: the value of an <c>L</c> or of a set.</summary>
    public void BeginArray() => throw new NotImplementedException();

    /// <summary>Steps to the next element; false behind the array's end.</summary>
    public bool NextElement() => throw new NotImplementedException();

    /// <summary>Enters an attribute value and gives its type; the reader then stands at the value. Close it with <see cref="EndValue"/>.</summary>
    public AttributeTag BeginValue() => throw new NotImplementedException();

    /// <summary>Leaves an attribute value.</summary>
    public void EndValue() => throw new NotImplementedException();

    /// <summary>A JSON string, unescaped.</summary>
    public ReadOnlySpan<byte> ReadString() => throw new NotImplementedException();

    public bool ReadBoolean() => throw new NotImplementedException();

    /// <summary>Steps over any JSON value.</summary>
    public void Skip() => throw new NotImplementedException();
}
