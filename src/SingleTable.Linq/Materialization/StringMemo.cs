using System.Text;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>
/// Remembers a column's last text within one page, so that repeated values share one string. Switches itself off after misses in a row.
/// Only ASCII text is recognized, because it can be compared with the string itself, without keeping its bytes.
/// </summary>
internal struct StringMemo
{
    private const int MissesInARow = 8;

    private const int LeastKept = 16;
    private const int MostKept = 64;

    // ArrayPool would be compiled for this type in every process.
    [ThreadStatic]
    private static StringMemo[]? t_spare;

    private string? _last;
    private int _misses;

    /// <summary>A memo that never remembers, and so may be shared between threads.</summary>
    public static StringMemo Disabled => new() { _misses = MissesInARow + 1 };

    /// <summary>A memo that knows a text already.</summary>
    public static StringMemo Of(string? text) => text is null ? Disabled : new() { _last = text };

    /// <summary>Memos for one item, at least as many as asked for; <see cref="Return"/> them.</summary>
    public static StringMemo[] Rent(int count)
    {
        if (t_spare is { } spare && spare.Length >= count)
        {
            t_spare = null;
            return spare;
        }

        return new StringMemo[Math.Max(count, LeastKept)];
    }

    /// <summary>Gives them back, without the texts that they know.</summary>
    public static void Return(StringMemo[] memos)
    {
        if (memos.Length <= MostKept)
        {
            Array.Clear(memos);
            t_spare = memos;
        }
    }

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (_misses > MissesInARow) return DynamoJsonReader.Decode(utf8);
        if (_last is { } last && last.Length == utf8.Length && Ascii.Equals(utf8, last))
        {
            _misses = 0;
            return last;
        }

        var text = DynamoJsonReader.Decode(utf8);
        _last = ++_misses > MissesInARow ? null : text;
        return text;
    }
}
