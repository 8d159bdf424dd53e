namespace SingleTable.Linq.Keys;

/// <summary>
/// The texts that a codec can write, as patterns of one character per position. They tell that <c>ORDER#{Number}</c> never equals
/// <c>ORDER#METADATA</c>, so that such templates are not reported as overlapping.
/// </summary>
internal static class KeyMask
{
    // No text in a key holds these two: the codecs with masks write printable ASCII only.
    public const char Digit = '\u0001';
    public const char HexDigit = '\u0002';

    /// <summary>Whether some text fits both sets of patterns; null stands for every text that is not empty.</summary>
    public static bool Meet(IReadOnlyList<string>? a, IReadOnlyList<string>? b)
    {
        if (a is null || b is null)
            return (a ?? b)?.Any(text => text.Length > 0) ?? true;
        return a.Any(x => b.Any(y => Meet(x, y)));
    }

    public static string Digits(int count) => new(Digit, count);

    private static bool Meet(string a, string b)
    {
        if (a.Length != b.Length)
            return false;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i] && !Holds(a[i], b[i]) && !Holds(b[i], a[i]))
                return false;
        }
        return true;
    }

    private static bool Holds(char mask, char c) => mask switch
    {
        Digit => char.IsAsciiDigit(c),
        HexDigit => c == Digit || char.IsAsciiHexDigitLower(c),
        _ => false,
    };
}
