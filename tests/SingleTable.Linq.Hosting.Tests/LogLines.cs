using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SingleTable.Linq.Hosting.Tests;

/// <summary>Keeps what the library's hosting logs: id, level and message.</summary>
public sealed class LogLines : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Lining(categoryName == "SingleTable.Linq.Hosting" ? Lines : []);

    public void Dispose()
    {
    }

    private sealed class Lining(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{eventId.Id} {logLevel} {formatter(state, exception)}");
    }
}
