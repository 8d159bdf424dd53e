namespace SingleTable.Linq.Writing;

/// <summary>What DynamoDB knows a transaction by, when it is sent again.</summary>
internal static class TransactionToken
{
    private const int Bytes = 16;

    /// <summary>36 characters, which are as many as a token may have; no two transactions have the same.</summary>
    public static string Next()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomBytes.Fill(bytes);
        return new Guid(bytes).ToString("D");
    }
}
