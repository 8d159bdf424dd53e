namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>Source text to tokens; the same for all five kinds of expression.</summary>
internal static class Tokenizer
{
    private static readonly string[] Symbols = ["<>", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", ".", "+", "-"];

    public static List<Token> Read(string source, Func<string, string, Exception> syntaxError)
    {
        var tokens = new List<Token>();
        int at = 0;
        while (true)
        {
            while (at < source.Length && source[at] is ' ' or '\t' or '\n' or '\r' or '\f') at++;
            if (at >= source.Length) break;
            int start = at;
            char first = source[at];
            if (char.IsAsciiLetter(first))
            {
                while (at < source.Length && IsWordPart(source[at])) at++;
                tokens.Add(new Token(TokenKind.Name, source[start..at], start));
            }
            else if (first is '#' or ':' && at + 1 < source.Length && IsWordPart(source[at + 1]))
            {
                at++;
                while (at < source.Length && IsWordPart(source[at])) at++;
                tokens.Add(new Token(first == '#' ? TokenKind.NamePlaceholder : TokenKind.ValuePlaceholder, source[start..at], start));
            }
            else if (char.IsAsciiDigit(first))
            {
                while (at < source.Length && char.IsAsciiDigit(source[at])) at++;
                tokens.Add(new Token(TokenKind.Number, source[start..at], start));
            }
            else if (Array.Find(Symbols, s => source.AsSpan(start).StartsWith(s)) is { } symbol)
            {
                at += symbol.Length;
                tokens.Add(new Token(TokenKind.Symbol, symbol, start));
            }
            else
            {
                int from = tokens.Count > 0 ? tokens[^1].Start : start;
                throw syntaxError(source.Substring(start, 1), source[from..EndOfNext(source, start + 1)].TrimEnd());
            }
        }
        tokens.Add(new Token(TokenKind.End, "<EOF>", source.Length));
        return tokens;
    }

    // the errors quote one token more on each side
    private static int EndOfNext(string source, int at)
    {
        while (at < source.Length && char.IsWhiteSpace(source[at])) at++;
        if (at < source.Length) at++;
        while (at < source.Length && IsWordPart(source[at - 1]) && IsWordPart(source[at])) at++;
        return at;
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
