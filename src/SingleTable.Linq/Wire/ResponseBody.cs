namespace SingleTable.Linq.Wire;

/// <summary>Finds members of a response body without reading the rest into anything.</summary>
internal static class ResponseBody
{
    /// <summary>The raw JSON of a top-level member; false when it is absent or null.</summary>
    public static bool TryGetMember(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> rawValue) =>
        throw new NotImplementedException();
}
