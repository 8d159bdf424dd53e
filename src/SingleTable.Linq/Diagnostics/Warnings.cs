using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace SingleTable.Linq.Diagnostics;

/// <summary>The one way that all warnings go: thrown, logged or ignored, as the options say.</summary>
internal sealed class Warnings(WarningPolicy policy, ILoggerFactory? factory, Action<string>? log)
{
    private static readonly ConditionalWeakTable<object, ConditionalWeakTable<object, StrongBox<int>>> s_told = [];

    private readonly ILogger? _logger = TableLoggers.Of(factory)?.Warning;

    public static Warnings None { get; } = new(new WarningPolicy(), null, null);

    /// <summary>Whether anything becomes of it: what is costly to find out is not looked for otherwise.</summary>
    public bool Hears(TableWarning warning) => policy[warning] switch
    {
        WarningAction.Throw => true,
        WarningAction.Log => log is not null || _logger?.IsEnabled(LogLevel.Warning) == true || TableMetrics.Warned.Enabled,
        _ => false,
    };

    public bool Throws(TableWarning warning) => policy[warning] == WarningAction.Throw;

    /// <param name="warning">Which one.</param>
    /// <param name="about">What it says, and what is thrown.</param>
    public void Tell(TableWarning warning, SingleTableException about)
    {
        TableMetrics.WasWarned(warning);
        switch (policy[warning])
        {
            case WarningAction.Throw:
                throw about;
            case WarningAction.Log:
                log?.Invoke($"Warning: {about.Message}");
                if (_logger is not null)
                {
                    WarningLog.Write(_logger, warning, about);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Whether to tell it of a query shape: it is logged once only. The log is what remembers, so that another one is told too.</summary>
    public bool IsDue(TableWarning warning, object shape)
    {
        if (!Hears(warning))
        {
            return false;
        }

        if (Throws(warning) || IsFirst(warning, shape))
        {
            return true;
        }

        TableMetrics.WasWarned(warning);
        return false;
    }

    private bool IsFirst(TableWarning warning, object shape)
    {
        // Without a log only a metric counts it.
        if (((object?)factory ?? log) is not { } memory)
        {
            return false;
        }

        var told = s_told.GetValue(memory, static _ => []).GetValue(shape, static _ => new StrongBox<int>());
        var bit = 1 << (int)warning;
        return (Interlocked.Or(ref told.Value, bit) & bit) == 0;
    }
}
