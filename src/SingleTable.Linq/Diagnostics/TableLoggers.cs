using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace SingleTable.Linq.Diagnostics;

/// <summary>The loggers of one factory: made once, because contexts are made for each request.</summary>
internal sealed class TableLoggers(ILoggerFactory factory)
{
    private static readonly ConditionalWeakTable<ILoggerFactory, TableLoggers> s_known = [];

    public ILogger Request { get; } = factory.CreateLogger(TableLogCategories.Request);

    public ILogger Query { get; } = factory.CreateLogger(TableLogCategories.Query);

    public ILogger Write { get; } = factory.CreateLogger(TableLogCategories.Write);

    public ILogger Model { get; } = factory.CreateLogger(TableLogCategories.Model);

    public ILogger Warning { get; } = factory.CreateLogger(TableLogCategories.Warning);

    public static TableLoggers? Of(ILoggerFactory? factory) => factory is null ? null : s_known.GetValue(factory, static f => new TableLoggers(f));
}
