namespace SingleTable.Linq.Wire;

/// <summary>Finds members of a response body without reading the rest into anything.</summary>
internal static class ResponseBody
{
    /// <summary>The raw JSON of a top-level member; false when it is absent or null.</summary>
    public static bool TryGetMember(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> rawValue)
    {
        var reader = new DynamoJsonReader(body);
        reader.BeginObject();
        while (reader.NextName(out var member))
        {
            if (!member.SequenceEqual(name))
            {
                reader.Skip();
                continue;
            }

            if (reader.TryReadNull()) break;
            rawValue = reader.ReadRaw();
            return true;
        }

        rawValue = default;
        return false;
    }
}
