using Microsoft.Extensions.Logging;

namespace SingleTable.Linq.Diagnostics;

/// <summary>The log events of warnings: one for each, so that each can be filtered by its id and name.</summary>
internal static partial class WarningLog
{
    public static void Write(ILogger logger, TableWarning warning, SingleTableException about)
    {
        var (code, entity, message) = (about.Code, about.Entity, about.Message);
        switch (warning)
        {
            case TableWarning.ScanRun:
                ScanRun(logger, code, entity, message);
                break;
            case TableWarning.FilterThrewMostAway:
                FilterThrewMostAway(logger, code, entity, message);
                break;
            case TableWarning.IncludeFanOut:
                IncludeFanOut(logger, code, entity, message);
                break;
            case TableWarning.KeyMismatch:
                KeyMismatch(logger, code, entity, message);
                break;
            case TableWarning.IndexMissesAttribute:
                IndexMissesAttribute(logger, code, entity, message);
                break;
            case TableWarning.ClientConfiguration:
                ClientConfiguration(logger, code, entity, message);
                break;
            default:
                InterceptorFailed(logger, code, entity, message);
                break;
        }
    }

    // The code and the entity are in the message already; beside it they are for filters.
#pragma warning disable SYSLIB1015
    [LoggerMessage(TableEventIds.ScanRun, LogLevel.Warning, "{Message}")]
    private static partial void ScanRun(ILogger logger, string code, string? entity, string message);

    [LoggerMessage(TableEventIds.FilterThrewMostAway, LogLevel.Warning, "{Message}")]
    private static partial void FilterThrewMostAway(ILogger logger, string code, string? entity, string message);

    [LoggerMessage(TableEventIds.IncludeFanOut, LogLevel.Warning, "{Message}")]
    private static partial void IncludeFanOut(ILogger logger, string code, string? entity, string message);

    [LoggerMessage(TableEventIds.KeyMismatch, LogLevel.Warning, "{Message}")]
    private static partial void KeyMismatch(ILogger logger, string code, string? entity, string message);

    [LoggerMessage(TableEventIds.IndexMissesAttribute, LogLevel.Warning, "{Message}")]
    private static partial void IndexMissesAttribute(ILogger logger, string code, string? entity, string message);

    [LoggerMessage(TableEventIds.ClientConfiguration, LogLevel.Warning, "{Message}")]
    private static partial void ClientConfiguration(ILogger logger, string code, string? entity, string message);

    [LoggerMessage(TableEventIds.InterceptorFailed, LogLevel.Warning, "{Message}")]
    private static partial void InterceptorFailed(ILogger logger, string code, string? entity, string message);
#pragma warning restore SYSLIB1015
}
