namespace SingleTable.Linq;

/// <summary>
/// What becomes of each <see cref="TableWarning"/>: it is logged unless something else is said. <c>new WarningPolicy { ScanRun = WarningAction.Throw }</c>, or
/// <c>WarningPolicy.All(WarningAction.Throw) with { FilterThrewMostAway = WarningAction.Log }</c>. A value: two policies that say the same are equal.
/// </summary>
/// <remarks>
/// A warning about a query is logged once for each query shape and log, so that a query that runs all day does not fill the log; a mismatch of keys once for each read; a client's configuration once for
/// each client. Throwing is not limited so.
/// </remarks>
public sealed record WarningPolicy
{
    /// <summary>What becomes of <see cref="TableWarning.ScanRun"/>.</summary>
    public WarningAction ScanRun { get; init => field = Known(value); }

    /// <summary>What becomes of <see cref="TableWarning.FilterThrewMostAway"/>.</summary>
    public WarningAction FilterThrewMostAway { get; init => field = Known(value); }

    /// <summary>What becomes of <see cref="TableWarning.IncludeFanOut"/>.</summary>
    public WarningAction IncludeFanOut { get; init => field = Known(value); }

    /// <summary>What becomes of <see cref="TableWarning.KeyMismatch"/>, where <see cref="TableOptions.KeyCheck"/> is <see cref="KeyCheck.Warn"/>.</summary>
    public WarningAction KeyMismatch { get; init => field = Known(value); }

    /// <summary>What becomes of <see cref="TableWarning.IndexMissesAttribute"/>.</summary>
    public WarningAction IndexMissesAttribute { get; init => field = Known(value); }

    /// <summary>What becomes of <see cref="TableWarning.ClientConfiguration"/>, where <see cref="TableOptions.ClientCheck"/> is <see cref="ClientCheck.Warn"/>.</summary>
    public WarningAction ClientConfiguration { get; init => field = Known(value); }

    /// <summary>What becomes of <see cref="TableWarning.InterceptorFailed"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It shall be thrown: what is done must not look as if it were not.</exception>
    public WarningAction InterceptorFailed
    {
        get;
        init => field = value == WarningAction.Throw
            ? throw new ArgumentOutOfRangeException(nameof(value), value, "An interceptor that failed after its request changes no outcome: log it, or ignore it.")
            : Known(value);
    }

    /// <summary>What becomes of a warning.</summary>
    /// <param name="warning">The warning.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such warning.</exception>
    public WarningAction this[TableWarning warning] => warning switch
    {
        TableWarning.ScanRun => ScanRun,
        TableWarning.FilterThrewMostAway => FilterThrewMostAway,
        TableWarning.IncludeFanOut => IncludeFanOut,
        TableWarning.KeyMismatch => KeyMismatch,
        TableWarning.IndexMissesAttribute => IndexMissesAttribute,
        TableWarning.ClientConfiguration => ClientConfiguration,
        TableWarning.InterceptorFailed => InterceptorFailed,
        _ => throw new ArgumentOutOfRangeException(nameof(warning), warning, "There is no such warning."),
    };

    /// <summary>One for all of them; only that <see cref="InterceptorFailed"/> is logged where the others are thrown.</summary>
    /// <param name="action">What becomes of the warnings.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such action.</exception>
    public static WarningPolicy All(WarningAction action) => new()
    {
        ScanRun = action,
        FilterThrewMostAway = action,
        IncludeFanOut = action,
        KeyMismatch = action,
        IndexMissesAttribute = action,
        ClientConfiguration = action,
        InterceptorFailed = action == WarningAction.Throw ? WarningAction.Log : action,
    };

    private static WarningAction Known(WarningAction action) =>
        Enum.IsDefined(action) ? action : throw new ArgumentOutOfRangeException(nameof(action), action, "A warning is logged, thrown or ignored.");
}
