using System.Text;

namespace SingleTable.Linq.InMemory.Values;

/// <summary>
/// The order of strings by their UTF-8 bytes, without encoding them. UTF-16 ordinal order differs in one place only: surrogates
/// (code points from U+10000) sort below U+E000..U+FFFF there, and above in UTF-8.
/// </summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length) return left.Length.CompareTo(right.Length);
        return Rank(left[common]) - Rank(right[common]);
    }

    public static int ByteCount(string text) => Encoding.UTF8.GetByteCount(text);

    // moves U+E000..U+FFFF below the surrogates, keeping the order within both
    private static int Rank(char c) => c < 0xD800 ? c : c < 0xE000 ? c + 0x2000 : c - 0x800;
}
