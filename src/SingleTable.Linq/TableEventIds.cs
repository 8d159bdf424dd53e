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

    /// <summary>A host has created its table when it started.</summary>
    public const int TableCreated = 5101;

    /// <summary>A host has added indexes to its table when it started.</summary>
    public const int IndexesCreated = 5102;

    /// <summary>A <see cref="TableDifference"/> that a host has found when it started; error, warning or information by its severity.</summary>
    public const int TableDrift = 5103;

    /// <summary>A health check could not look at its table.</summary>
    public const int HealthCheckFailed = 5104;
}
