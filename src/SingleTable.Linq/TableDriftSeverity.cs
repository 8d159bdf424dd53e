namespace SingleTable.Linq;

/// <summary>What follows from a difference between a live table and its model.</summary>
public enum TableDriftSeverity
{
    /// <summary>Nothing goes wrong; it may cost more or less than the model would.</summary>
    Note,

    /// <summary>Requests are answered rightly, but something that one relies on does not happen, such as the deletion of expired items.</summary>
    Warning,

    /// <summary>Requests fail, or find less than there is.</summary>
    Error,
}
