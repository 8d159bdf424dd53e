using Microsoft.Extensions.Logging;

namespace SingleTable.Linq.Diagnostics;

/// <summary>The log events of models, plans and writes.</summary>
internal static partial class OperationLog
{
    [LoggerMessage(TableEventIds.QueryPlanned, LogLevel.Debug, "Planned a query of {Entity} in {Milliseconds:0.#} ms: {Access}")]
    public static partial void QueryPlanned(ILogger logger, string entity, double milliseconds, string access);

    [LoggerMessage(TableEventIds.WriteRecovered, LogLevel.Information, "A reply to {Kind} of {Entity} was lost, and the item shows that it is done")]
    public static partial void WriteRecovered(ILogger logger, string kind, string entity);

    [LoggerMessage(TableEventIds.ModelBuilt, LogLevel.Debug, "Built the model of {Context} in {Milliseconds:0.#} ms: table {Table}, {Entities} entities, {Indexes} indexes")]
    public static partial void ModelBuilt(ILogger logger, string context, double milliseconds, string table, int entities, int indexes);
}
