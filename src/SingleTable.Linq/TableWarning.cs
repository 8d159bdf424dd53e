namespace SingleTable.Linq;

/// <summary>What the library warns of: it works, but is seldom what was meant. <see cref="TableOptions.Warnings"/> says what becomes of each.</summary>
public enum TableWarning
{
    /// <summary>A query reads the whole table: <c>AllowScan()</c> was called, and nothing better was found. Told before the first request; to throw it (<c>STL5001</c>) stops it.</summary>
    ScanRun,

    /// <summary>
    /// A filter kept less than a tenth of what a Query read so far, and that was 100 items at least. All that is read is paid for. Told after the page that showed it; to throw it
    /// (<c>STL5002</c>) ends the query there. Of a Scan <see cref="ScanRun"/> is told instead.
    /// </summary>
    FilterThrewMostAway,

    /// <summary>An Include with <c>AcrossPartitions()</c> takes ten Queries or more, one for each of the results. Told before them; to throw it (<c>STL5003</c>) stops them.</summary>
    IncludeFanOut,

    /// <summary>An item was read whose key is not the one that its values make, and <see cref="TableOptions.KeyCheck"/> is <see cref="KeyCheck.Warn"/>. Thrown as <see cref="KeyMismatchException"/> (<c>STL4003</c>).</summary>
    KeyMismatch,

    /// <summary>
    /// An index fits a query, but does not hold all that the query needs: the items are read again by their keys (<c>Hydrate()</c>), or the query goes another way that reads more. Told before the first
    /// request; to throw it (<c>STL5005</c>) stops it.
    /// </summary>
    IndexMissesAttribute,

    /// <summary>The client's configuration is dangerous, and <see cref="TableOptions.ClientCheck"/> is <see cref="ClientCheck.Warn"/>. Thrown as <see cref="ClientConfigurationException"/> (<c>STL3153</c> to <c>STL3155</c>).</summary>
    ClientConfiguration,

    /// <summary>An interceptor threw after its request, which changes no outcome; so this one (<c>STL5007</c>) is never thrown.</summary>
    InterceptorFailed,
}

/// <summary>What becomes of a warning.</summary>
public enum WarningAction
{
    /// <summary>It is written to <see cref="TableOptions.LoggerFactory"/> and <see cref="TableOptions.Log"/>. The default.</summary>
    Log,

    /// <summary>It is thrown, each time.</summary>
    Throw,

    /// <summary>Nothing.</summary>
    Ignore,
}
