namespace SingleTable.Linq.InMemory.Operations;

/// <summary>The service's documented limits, in bytes and counts.</summary>
internal static class Limits
{
    public const int ItemBytes = 400 * 1024;
    public const int HashKeyBytes = 2048;
    public const int RangeKeyBytes = 1024;
    public const int PageBytes = 1024 * 1024;
    public const int BatchBytes = 16 * 1024 * 1024;
    public const int TransactionBytes = 4 * 1024 * 1024;
    public const int BatchGetKeys = 100;
    public const int BatchWriteItems = 25;
    public const int TransactionItems = 100;
    public const int Segments = 1_000_000;
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(10);
}
