using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SingleTable.Linq;
using SingleTable.Linq.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds tables to a container.</summary>
public static class SingleTableServiceCollectionExtensions
{
    /// <summary>
    /// Adds a table: a <typeparamref name="TContext"/> and its <see cref="TableOptions{TContext}"/> for each scope, and an <see cref="ITableContextFactory{TContext}"/>
    /// for everywhere else. Without a <c>Use…</c> call the <c>IAmazonDynamoDB</c> of the container is used. Its <see cref="TimeProvider"/> and its logger factory are those of the contexts.
    /// A later call for the same context adds to the earlier ones, and a client that it says replaces theirs.
    /// </summary>
    /// <typeparam name="TContext">The context. What its constructor takes beside its options comes from the container.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Says the client, the tenant of a scope, and the rest.</param>
    /// <returns>A builder for what the host shall do when it starts.</returns>
    public static SingleTableBuilder<TContext> AddSingleTable<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext>(
        this IServiceCollection services, Action<SingleTableOptionsBuilder<TContext>>? configure = null)
        where TContext : TableContext
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddScoped<TContext>();
        services.TryAddScoped(sp => sp.GetRequiredService<TableHosts<TContext>>().Get(Options.Options.DefaultName).Of(sp));
        services.TryAddSingleton<ITableContextFactory<TContext>>(sp =>
            new TableContextFactory<TContext>(sp.GetRequiredService<TableHosts<TContext>>(), sp, Options.Options.DefaultName));
        return Add(services, Options.Options.DefaultName, configure);
    }

    /// <summary>
    /// Adds a table under a name, beside others of the same context type: other regions, other names. Its services are found by the name as their key, as in
    /// <c>[FromKeyedServices("eu")] SaasTable db</c>. Without a <c>Use…</c> call the <c>IAmazonDynamoDB</c> of that key is used, or the one without a key.
    /// </summary>
    /// <typeparam name="TContext">The context. What its constructor takes beside its options comes from the container.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, not empty.</param>
    /// <param name="configure">Says the client, the tenant of a scope, and the rest.</param>
    /// <returns>A builder for what the host shall do when it starts.</returns>
    public static SingleTableBuilder<TContext> AddKeyedSingleTable<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext>(
        this IServiceCollection services, string name, Action<SingleTableOptionsBuilder<TContext>>? configure = null)
        where TContext : TableContext
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        services.TryAddKeyedScoped(name, (sp, _) => ContextActivator<TContext>.Create(sp, sp.GetRequiredKeyedService<TableOptions<TContext>>(name)));
        services.TryAddKeyedScoped(name, (sp, _) => sp.GetRequiredService<TableHosts<TContext>>().Get(name).Of(sp));
        services.TryAddKeyedSingleton<ITableContextFactory<TContext>>(name, (sp, _) =>
            new TableContextFactory<TContext>(sp.GetRequiredService<TableHosts<TContext>>(), sp, name));
        return Add(services, name, configure);
    }

    private static SingleTableBuilder<TContext> Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TContext>(
        IServiceCollection services, string name, Action<SingleTableOptionsBuilder<TContext>>? configure)
        where TContext : TableContext
    {
        services.AddSingleton(new TableName<TContext>(name));
        services.TryAddSingleton<TableHosts<TContext>>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TableStartup<TContext>>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SingleTableOptionsBuilder<TContext>>, OptionsCheck<TContext>>());
        services.AddOptions<SingleTableOptionsBuilder<TContext>>(name).ValidateOnStart().Configure(options =>
        {
            options.BeginCall();
            configure?.Invoke(options);
        });
        return new SingleTableBuilder<TContext>(services, name);
    }
}
