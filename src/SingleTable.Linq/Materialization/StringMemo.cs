namespace SingleTable.Linq.Materialization;

/// <summary>Remembers a column's last text within one page, so that repeated values share one string. Switches itself off after misses.</summary>
internal struct StringMemo
{
    /// <summary>A memo that never remembers.</summary>
    public static StringMemo Disabled => throw new NotImplementedException();

    public string Get(ReadOnlySpan<byte> utf8) => throw new NotImplementedException();
}
