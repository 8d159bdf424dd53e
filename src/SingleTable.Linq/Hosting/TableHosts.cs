using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Options;

namespace SingleTable.Linq.Hosting;

/// <summary>The registrations of one context type in a container, by their names; each is made when it is first wanted. Owns what they own.</summary>
internal sealed class TableHosts<TContext>(
    IServiceProvider root, IOptionsMonitor<SingleTableOptionsBuilder<TContext>> told, IEnumerable<TableName<TContext>> names) : IDisposable
    where TContext : TableContext
{
    private readonly ConcurrentDictionary<string, TableHost<TContext>> _hosts = new(StringComparer.Ordinal);
    private readonly Lock _making = new();
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <summary>The names of all registrations.</summary>
    public IEnumerable<string> Names => names.Select(n => n.Value).Distinct(StringComparer.Ordinal);

    public TableHost<TContext> Get(string name) => _hosts.TryGetValue(name, out var host) ? host : Make(name);

    /// <summary>Ends all of them, also those behind one that fails; then that failure is told.</summary>
    public void Dispose()
    {
        List<Exception> failures = [];
        lock (_making)
        {
            _isDisposed = true;
            foreach (var host in _hosts.Values)
            {
                try
                {
                    host.Dispose();
                }
                catch (Exception e)
                {
                    failures.Add(e);
                }
            }

            _hosts.Clear();
        }

        if (failures is [var only])
        {
            ExceptionDispatchInfo.Throw(only);
        }

        if (failures.Count > 1)
        {
            throw new AggregateException(failures);
        }
    }

    private TableHost<TContext> Make(string name)
    {
        lock (_making)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(TContext));
            if (!_hosts.TryGetValue(name, out var host))
            {
                // The lock lets its own thread in again, which would make it in a circle until the stack ends.
                if (!_underWay.Add(name))
                {
                    throw HostingErrors.Circle(typeof(TContext));
                }

                try
                {
                    host = new TableHost<TContext>(told.Get(name), root, name);
                    _hosts[name] = host;
                }
                finally
                {
                    _underWay.Remove(name);
                }
            }

            return host;
        }
    }
}
