namespace SingleTable.Linq.Keys;

/// <summary>The order in which DynamoDB sorts strings: by their UTF-8 bytes.</summary>
internal static class Utf8Order
{
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    public static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => a.SequenceCompareTo(b);

    public static int Compare(string? a, string? b) =>
        a is null || b is null ? (a is null ? 0 : 1) - (b is null ? 0 : 1) : Compare(a.AsSpan(), b.AsSpan());

    /// <summary>Compares well-formed texts as if they were encoded.</summary>
    public static int Compare(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var same = a.CommonPrefixLength(b);
        if (same == a.Length || same == b.Length)
            return a.Length.CompareTo(b.Length);
        return Rank(a[same]) - Rank(b[same]);
    }

    // In UTF-16 surrogates stand below U+E000 to U+FFFF; the code points they make up stand above.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
