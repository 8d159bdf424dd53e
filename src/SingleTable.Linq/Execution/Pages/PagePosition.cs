namespace SingleTable.Linq.Execution.Pages;

/// <summary>Where a page begins: behind a key (empty: from the end that reading comes from), forwards or backwards. The content of a token.</summary>
/// <param name="IsBackward">Whether the page is read against the order of the query.</param>
/// <param name="Key">The raw ExclusiveStartKey.</param>
internal readonly record struct PagePosition(bool IsBackward, byte[] Key)
{
    public static readonly PagePosition First = new(false, []);

    public byte[] ToBytes() => [IsBackward ? (byte)1 : (byte)0, .. Key];

    public static PagePosition Of(ReadOnlySpan<byte> bytes) => new(bytes[0] == 1, bytes[1..].ToArray());
}
