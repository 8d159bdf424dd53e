namespace SingleTable.Linq.Wire;

/// <summary>Finds members of a response body without reading the rest into anything.</summary>
internal static class ResponseBody
{
    /// <summary>The raw JSON of a top-level member; false when it is absent or null.</summary>
    public static bool TryGetMember(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> rawValue)
    {
        var found = TryFindMember(body, name, out var value);
        rawValue = found ? value.ReadRaw() : default;
        return found;
    }

    /// <summary>A reader that stands at the value of a top-level member; false when it is absent or null.</summary>
    public static bool TryFindMember(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name, out DynamoJsonReader value)
    {
        value = new DynamoJsonReader(body);
        value.BeginObject();
        while (value.NextName(out var member))
        {
            if (member.SequenceEqual(name)) return !value.TryReadNull();
            value.Skip();
        }

        return false;
    }
}
