namespace SingleTable.Linq;

/// <summary>The ids of all log events. They do not change; a new event gets a new one.</summary>
public static class TableEventIds
{
    /// <summary><see cref="TableWarning.ScanRun"/>.</summary>
    public const int ScanRun = 5001;

    /// <summary><see cref="TableWarning.FilterThrewMostAway"/>.</summary>
    public const int FilterThrewMostAway = 5002;

    /// <summary><see cref="TableWarning.IncludeFanOut"/>.</summary>
    public const int IncludeFanOut = 5003;

    /// <summary><see cref="TableWarning.KeyMismatch"/>.</summary>
    public const int KeyMismatch = 5004;

    /// <summary><see cref="TableWarning.IndexMissesAttribute"/>.</summary>
    public const int IndexMissesAttribute = 5005;

    /// <summary><see cref="TableWarning.ClientConfiguration"/>.</summary>
    public const int ClientConfiguration = 5006;

    /// <summary><see cref="TableWarning.InterceptorFailed"/>.</summary>
    public const int InterceptorFailed = 5007;
}
