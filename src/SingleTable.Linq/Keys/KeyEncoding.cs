namespace SingleTable.Linq;

/// <summary>How the text of a value is written into a key.</summary>
public enum KeyEncoding
{
    /// <summary>
    /// Every character up to and including <c>$</c> is escaped. No value can reach into another segment, the order of values is kept in
    /// every position, and a prefix of a value is a prefix of the key. The default.
    /// </summary>
    Escaped,

    /// <summary>
    /// For tables that exist already: only <c>#</c> and <c>$</c> are escaped. Values stay separate, but the order of values is kept only in
    /// the last position of a key, because a space sorts before the separator.
    /// </summary>
    Plain,

    /// <summary>For tables that exist already: nothing is escaped, and a value that holds <c>#</c> or <c>$</c> is refused.</summary>
    Raw,
}
