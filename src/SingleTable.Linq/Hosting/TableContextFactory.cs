using System.Diagnostics.CodeAnalysis;

namespace SingleTable.Linq.Hosting;

/// <summary>Makes contexts from the options of one registration and the services of the root.</summary>
internal sealed class TableContextFactory<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext>(
    TableHosts<TContext> hosts, IServiceProvider root, string name) : ITableContextFactory<TContext>
    where TContext : TableContext
{
    public TContext Create() => Make(Host.Options);

    public TContext Create(string tenant, AuditActor? actor = null)
    {
        var options = Host.Options.ForTenant(tenant);
        return Make(actor is null ? options : options with { Actor = actor });
    }

    public TContext Create(Func<TableOptions<TContext>, TableOptions<TContext>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Make(change(Host.Options) ?? throw HostingErrors.NullOptions(typeof(TContext)));
    }

    private TableHost<TContext> Host => hosts.Get(name);

    private TContext Make(TableOptions<TContext> options) => ContextActivator<TContext>.Create(root, options);
}
