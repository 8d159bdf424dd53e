using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SingleTable.Linq.Hosting;

/// <summary>
/// Makes the clients and models of a context type when the host starts, before any other service of it does, so that what is wrong with them is told then and not to
/// the first user.
/// </summary>
internal sealed class TableStartup<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext>(
    TableHosts<TContext> hosts, IServiceScopeFactory scopes) : IHostedLifecycleService
    where TContext : TableContext
{
    private const string AnyTenant = "warm-up";

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var name in hosts.Names)
        {
            await StartAsync(hosts.Get(name), cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StartAsync(TableHost<TContext> host, CancellationToken cancellationToken)
    {
        if (!host.Startup.BuildsModel)
        {
            return;
        }

        var scope = scopes.CreateAsyncScope();
        await using var _ = scope.ConfigureAwait(false);
        var context = ContextActivator<TContext>.Create(scope.ServiceProvider, host.Options);
        if (host.Startup.WarmUp is { } queries)
        {
            var warm = host.Options.Tenant is null && context.Model.TenantProperty is not null
                ? ContextActivator<TContext>.Create(scope.ServiceProvider, host.Options.ForTenant(AnyTenant))
                : context;
            await Task.Run(() => warm.WarmUp(queries(warm)), cancellationToken).ConfigureAwait(false);
        }
    }
}
