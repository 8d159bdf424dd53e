namespace SingleTable.Linq;

/// <summary>
/// Makes contexts where there is no scope of a request, or where the tenant is known otherwise: in background services, in singletons, in tests. It is a singleton of
/// the container, safe for several threads, and a context costs little.
/// </summary>
/// <typeparam name="TContext">The context.</typeparam>
public interface ITableContextFactory<TContext>
    where TContext : TableContext
{
    /// <summary>
    /// Makes a context without a tenant, whatever <c>UseTenant</c> says: for entities that belong to none, and for the table itself. One that <c>Configure</c> fixes stays.
    /// </summary>
    /// <returns>The context.</returns>
    TContext Create();

    /// <summary>Makes a context of a tenant.</summary>
    /// <param name="tenant">The tenant's id.</param>
    /// <param name="actor">Who writes, for audit trails; null for nobody in particular. <c>UseActor</c> is not asked.</param>
    /// <returns>The context.</returns>
    /// <exception cref="KeyValueException">The id is empty, ill-formed or too long to be part of a key.</exception>
    TContext Create(string tenant, AuditActor? actor = null);

    /// <summary>Makes a context of changed options.</summary>
    /// <param name="change">Gets the options without a tenant, and gives those of the context: <c>o => o.ForTenant(id) with { OperationTimeout = null }</c>.</param>
    /// <returns>The context.</returns>
    TContext Create(Func<TableOptions<TContext>, TableOptions<TContext>> change);
}
