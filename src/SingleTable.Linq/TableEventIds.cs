namespace SingleTable.Linq;

/// <summary>The ids of all log events. They do not change; a new event gets a new one.</summary>
public static class TableEventIds
{
    /// <summary>A request is about to be sent. Debug.</summary>
    public const int RequestSending = 1001;

    /// <summary>A request was answered. Debug.</summary>
    public const int RequestSent = 1002;

    /// <summary>A request failed: Warning; Debug where a condition did not hold, a transaction was cancelled, or the caller gave up.</summary>
    public const int RequestFailed = 1003;

    /// <summary>The library waits before it sends again what was left undone or met a conflict. Debug.</summary>
    public const int RequestRepeating = 1004;

    /// <summary>A query was translated, because its plan was not found. Debug.</summary>
    public const int QueryPlanned = 2001;

    /// <summary>The reply to a write was lost, and a repeat found that it had been done. Information.</summary>
    public const int WriteRecovered = 3001;

    /// <summary>The model of a context type was built. Debug.</summary>
    public const int ModelBuilt = 4001;

    /// <summary><see cref="TableWarning.ScanRun"/>. All from here on: Warning.</summary>
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

    /// <summary>A host has created its table when it started.</summary>
    public const int TableCreated = 5101;

    /// <summary>A host has added indexes to its table when it started.</summary>
    public const int IndexesCreated = 5102;

    /// <summary>A <see cref="TableDifference"/> that a host has found when it started; error, warning or information by its severity.</summary>
    public const int TableDrift = 5103;

    /// <summary>A health check could not look at its table.</summary>
    public const int HealthCheckFailed = 5104;
}
