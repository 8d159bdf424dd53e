using Amazon.DynamoDBv2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Hosting;

/// <summary>What all contexts of one registration share: the client, the options, and how a scope gives its tenant.</summary>
internal sealed class TableHost<TContext> : IDisposable
    where TContext : TableContext
{
    private readonly SingleTableOptionsBuilder<TContext> _told;
    private readonly IServiceProvider _root;
    private readonly IAmazonDynamoDB? _owned;

    public TableHost(SingleTableOptionsBuilder<TContext> told, IServiceProvider root, string name)
    {
        (_told, _root) = (told, root);
        var client = Client(told, root, name);
        _owned = told.Client is { IsOwned: true } ? client : null;
        try
        {
            Options = told.Apply(root, new TableOptions<TContext>(client)
            {
                TableName = told.TableName,
                LoggerFactory = root.GetService<ILoggerFactory>(),
                TimeProvider = root.GetService<TimeProvider>() ?? TimeProvider.System,
            });
            if (told.Tenant is not null && Options.Tenant is not null)
            {
                throw HostingErrors.TwoTenants(typeof(TContext));
            }
        }
        catch
        {
            _owned?.Dispose();
            throw;
        }
    }

    /// <summary>The options without the tenant and the actor of a scope.</summary>
    public TableOptions<TContext> Options { get; }

    public TableStartupOptions<TContext> Startup => _told.Startup;

    /// <summary>The options of a scope.</summary>
    public TableOptions<TContext> Of(IServiceProvider scope)
    {
        if (_told is { Tenant: null, Actor: null })
        {
            return Options;
        }

        // A container that does not check scopes, as outside of development, would give a singleton the tenant of whoever came first.
        if (ReferenceEquals(scope, _root))
        {
            throw HostingErrors.OutsideOfScope(typeof(TContext));
        }

        var tenant = _told.Tenant is { } ask ? ask(scope) : Options.Tenant;
        if (tenant is not null)
        {
            TenantId.Check(tenant);
        }

        return Options with { Tenant = tenant, Actor = _told.Actor is { } who ? who(scope) : Options.Actor };
    }

    public void Dispose() => _owned?.Dispose();

    private static IAmazonDynamoDB Client(SingleTableOptionsBuilder<TContext> told, IServiceProvider root, string name)
    {
        if (told.Client is { } source)
        {
            return source.Create(root) ?? throw HostingErrors.NullClient(typeof(TContext), source.Method);
        }

        var isNamed = name.Length > 0;
        return (isNamed && root is IKeyedServiceProvider keyed ? keyed.GetKeyedService<IAmazonDynamoDB>(name) : null)
            ?? root.GetService<IAmazonDynamoDB>() ?? throw HostingErrors.NoClient(typeof(TContext), isNamed ? name : null);
    }
}
