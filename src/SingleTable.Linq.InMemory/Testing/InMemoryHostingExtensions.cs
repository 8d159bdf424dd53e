using Microsoft.Extensions.DependencyInjection;

namespace SingleTable.Linq.InMemory;

/// <summary>The embedded database as the client of a table in a container.</summary>
public static class InMemoryHostingExtensions
{
    /// <summary>
    /// Uses an embedded database: for development without a server, for demonstrations and for tests. Unless the table is in it already, let the host create it:
    /// <c>AddSingleTable&lt;SaasTable>(o => o.UseInMemory()).EnsureTable()</c>.
    /// </summary>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="database">
    /// The database, whose clock the contexts take unless it is the system's; null for a new one on the clock of the container, whose content ends with it.
    /// </param>
    /// <returns>The same builder.</returns>
    public static SingleTableOptionsBuilder<TContext> UseInMemory<TContext>(this SingleTableOptionsBuilder<TContext> builder, InMemoryDynamoDb? database = null)
        where TContext : TableContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseClient(services => (database ?? Fresh(services)).CreateClient(), isOwned: true);
        return database is null || database.TimeProvider == TimeProvider.System
            ? builder
            : builder.Configure(options => options with { TimeProvider = database.TimeProvider });
    }

    /// <summary>
    /// Uses the table of a test, with its clock, and records what is sent there. In a test of a whole application a further <c>AddSingleTable</c> takes the place of the client
    /// that the application says, and leaves its tenant and the rest: <c>services.AddSingleTable&lt;SaasTable>(o => o.UseTestTable(test))</c>.
    /// </summary>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="table">The table, which stays the test's to dispose.</param>
    /// <returns>The same builder.</returns>
    public static SingleTableOptionsBuilder<TContext> UseTestTable<TContext>(this SingleTableOptionsBuilder<TContext> builder, TestTable<TContext> table)
        where TContext : TableContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(table);
        return builder.UseClient(table.Client).Configure(options =>
            (options with { TableName = table.Options.TableName, TimeProvider = table.Clock, MaxParallelRequests = 1 }).RecordTo(table.Requests));
    }

    private static InMemoryDynamoDb Fresh(IServiceProvider services) =>
        new(new InMemoryDynamoDbOptions { TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System });
}
