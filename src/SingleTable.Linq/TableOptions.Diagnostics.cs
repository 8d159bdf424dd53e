using Microsoft.Extensions.Logging;

namespace SingleTable.Linq;

public abstract partial record TableOptions
{
    /// <summary>
    /// Makes the loggers of the categories in <see cref="TableLogCategories"/>, for the events of <see cref="TableEventIds"/>; null for none. <see cref="Log"/> stays beside it. Give all contexts the same
    /// one: its loggers are made once, and it remembers which warnings were logged.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>What becomes of each warning; all are logged unless set.</summary>
    public WarningPolicy Warnings
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = new();

    /// <summary>What spans and metrics have beside what they have anyway. Who listens to <see cref="TableDiagnostics"/> gets them without any of it.</summary>
    public TelemetryOptions Telemetry
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = new();
}
