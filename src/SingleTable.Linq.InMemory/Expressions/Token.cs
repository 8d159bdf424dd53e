namespace SingleTable.Linq.InMemory.Expressions;

internal enum TokenKind { Name, NamePlaceholder, ValuePlaceholder, Number, Symbol, End }

/// <summary>A token with its place in the source, which the syntax errors quote.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start)
{
    public int End => Start + (Kind == TokenKind.End ? 0 : Text.Length);

    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string keyword) => Kind == TokenKind.Name && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
