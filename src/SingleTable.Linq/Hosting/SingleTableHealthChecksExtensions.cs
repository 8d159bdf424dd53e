using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using SingleTable.Linq;
using SingleTable.Linq.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of tables.</summary>
public static class SingleTableHealthChecksExtensions
{
    /// <summary>
    /// Adds a check of the table of <typeparamref name="TContext"/>, by DescribeTable, which costs nothing and needs that permission alone. Healthy where the table is
    /// active, degraded while one of its indexes is being filled, and <paramref name="failureStatus"/> where the table is missing, is not active, or cannot be
    /// asked. It tells names and states; the texts of errors go to the log.
    /// </summary>
    /// <typeparam name="TContext">The context, which <c>AddSingleTable</c> has added.</typeparam>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check; the name of the context's type unless said otherwise.</param>
    /// <param name="failureStatus">What a table is that cannot be used; unhealthy unless said otherwise.</param>
    /// <param name="tags">Tags to choose checks by.</param>
    /// <param name="timeout">How long it may take, with the client's retries; the client's own time unless said otherwise.</param>
    /// <param name="checkDrift">
    /// Whether the table is compared with the model, too (<see cref="TableContext.CheckTableAsync"/>, which also needs DescribeTimeToLive): an error is
    /// <paramref name="failureStatus"/>, a warning degraded.
    /// </param>
    /// <param name="key">The name that <c>AddKeyedSingleTable</c> has added the table by; null for the one without a name.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddSingleTable<TContext>(
        this IHealthChecksBuilder builder, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null, TimeSpan? timeout = null,
        bool checkDrift = false, string? key = null)
        where TContext : TableContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? (key is null ? typeof(TContext).Name : $"{typeof(TContext).Name}-{key}"),
            services => new TableHealthCheck<TContext>(
                key is null ? services.GetRequiredService<ITableContextFactory<TContext>>() : services.GetRequiredKeyedService<ITableContextFactory<TContext>>(key),
                checkDrift, services.GetService<ILoggerFactory>()),
            failureStatus, tags, timeout));
    }
}
