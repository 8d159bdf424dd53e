namespace SingleTable.Linq;

/// <summary>The live table is not what the model says, so that requests would fail or find less than there is. Raised when a host starts that verifies its table.</summary>
public sealed class TableDriftException : SingleTableException
{
    internal TableDriftException(TableDrift drift)
        : base("STL5110", drift.ToString()) => Drift = drift;

    /// <summary>Everything that differs.</summary>
    public TableDrift Drift { get; }
}
