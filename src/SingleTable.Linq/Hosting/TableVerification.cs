namespace SingleTable.Linq;

/// <summary>What a host does at its start when the live table is not what the model says.</summary>
public enum TableVerification
{
    /// <summary>
    /// Where requests would fail or find less than there is, the host does not start (<see cref="TableDriftException"/>, <c>STL5110</c>). The rest is logged.
    /// </summary>
    Throw,

    /// <summary>Everything is logged: as an error, a warning or an information, and the host starts.</summary>
    Log,
}
