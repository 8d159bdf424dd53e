using Microsoft.Extensions.DependencyInjection;
using SingleTable.Linq.Hosting;

namespace SingleTable.Linq;

/// <summary>What more a host shall do for the table of <typeparamref name="TContext"/>. <c>AddSingleTable</c> returns it.</summary>
/// <typeparam name="TContext">The context.</typeparam>
public sealed class SingleTableBuilder<TContext>
    where TContext : TableContext
{
    internal SingleTableBuilder(IServiceCollection services, string name) => (Services, Name) = (services, name);

    /// <summary>The services that the table was added to.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The name of the registration: the key that its services are found by. Empty for the one without a name.</summary>
    public string Name { get; }

    /// <summary>
    /// Creates the table when the host starts unless it is there, switches its time to live on where the model has one, and waits until it is active: before any other
    /// service of the host starts. A table that is there is verified, as by <see cref="VerifyTable"/>. For development and tests; where
    /// others create the tables, use <see cref="VerifyTable"/> alone.
    /// </summary>
    /// <param name="createMissingIndexes">
    /// Whether global indexes that a table lacks are added to it, too (<see cref="TableContext.CreateMissingIndexesAsync"/>). The host waits until they are filled.
    /// </param>
    /// <returns>This builder.</returns>
    public SingleTableBuilder<TContext> EnsureTable(bool createMissingIndexes = false) => AtStart(s =>
    {
        (s.CreatesTable, s.CreatesIndexes) = (true, createMissingIndexes);
        s.Verification ??= TableVerification.Throw;
    });

    /// <summary>Compares the live table with the model when the host starts (<see cref="TableContext.CheckTableAsync"/>), before any other service of it does.</summary>
    /// <param name="onDrift">What to do about differences.</param>
    /// <returns>This builder.</returns>
    public SingleTableBuilder<TContext> VerifyTable(TableVerification onDrift = TableVerification.Throw) => AtStart(s => s.Verification = onDrift);

    /// <summary>
    /// Does when the host starts what the first calls of a process would do, as <see cref="TableContext.WarmUp"/> does, beside what else is done for the table then.
    /// Nothing is sent for it.
    /// </summary>
    /// <param name="queries">
    /// Gives queries of the context whose plans are made, with any values that can stand in keys; nothing for the readers and writers alone. The context has a tenant
    /// that stands for any.
    /// </param>
    /// <returns>This builder.</returns>
    public SingleTableBuilder<TContext> WarmUp(Func<TContext, IEnumerable<IQueryable>>? queries = null) => AtStart(s => s.WarmUp = queries ?? (_ => []));

    /// <summary>
    /// Leaves the model to the first context, where its problems are told otherwise when the host starts. For contexts whose constructor takes what only a request has.
    /// </summary>
    /// <returns>This builder.</returns>
    public SingleTableBuilder<TContext> SkipModelAtStart() => AtStart(s => s.BuildsModel = false);

    internal SingleTableBuilder<TContext> AtStart(Action<TableStartupOptions<TContext>> change)
    {
        Services.Configure<SingleTableOptionsBuilder<TContext>>(Name, o => change(o.Startup));
        return this;
    }
}
