using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SingleTable.Linq.Hosting;

/// <summary>
/// Makes the clients and models of a context type when the host starts, before any other service of it does, so that what is wrong with them is told then and not to
/// the first user; and what else one has asked for.
/// </summary>
internal sealed class TableStartup<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext>(
    TableHosts<TContext> hosts, IServiceScopeFactory scopes, ILoggerFactory? loggers = null) : IHostedLifecycleService
    where TContext : TableContext
{
    private const string AnyTenant = "warm-up";

    private readonly ILogger _log = (ILogger?)loggers?.CreateLogger(TableLogCategories.Hosting) ?? NullLogger.Instance;

    private bool _isStarted;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _isStarted = true;
        foreach (var name in hosts.Names)
        {
            var host = hosts.Get(name);
            if (host.Startup.NeedsContext)
            {
                await StartAsync(host, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A host that knows nothing of a lifecycle begins here.
    public Task StartAsync(CancellationToken cancellationToken) => _isStarted ? Task.CompletedTask : StartingAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StartAsync(TableHost<TContext> host, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using var _ = scope.ConfigureAwait(false);
        var context = ContextActivator<TContext>.Create(scope.ServiceProvider, host.Options);
        var warmUp = host.Startup.WarmUp is { } queries ? Task.Run(() => WarmUp(Warm(context, host.Options, scope.ServiceProvider), queries), cancellationToken) : Task.CompletedTask;
        await Task.WhenAll(warmUp, PrepareTableAsync(context, host.Startup, cancellationToken)).ConfigureAwait(false);
    }

    private async Task PrepareTableAsync(TContext context, TableStartupOptions<TContext> startup, CancellationToken cancellationToken)
    {
        var table = context.Model.Name;
        if (startup.CreatesTable && await context.EnsureTableAsync(cancellationToken).ConfigureAwait(false))
        {
            HostingLog.TableCreated(_log, table);
            return;
        }

        if (startup.CreatesIndexes && await context.CreateMissingIndexesAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } created)
        {
            HostingLog.IndexesCreated(_log, string.Join(", ", created), table);
        }

        if (startup.Verification is { } verification)
        {
            var drift = await context.CheckTableAsync(cancellationToken).ConfigureAwait(false);
            if (drift.HasErrors && verification == TableVerification.Throw)
            {
                throw new TableDriftException(drift);
            }

            HostingLog.Drift(_log, drift);
        }
    }

    private static TContext Warm(TContext context, TableOptions<TContext> options, IServiceProvider services) =>
        options.Tenant is null && context.Model.TenantProperty is not null ? ContextActivator<TContext>.Create(services, options.ForTenant(AnyTenant)) : context;

    private static void WarmUp(TContext context, Func<TContext, IEnumerable<IQueryable>> queries) => context.WarmUp(queries(context));
}
