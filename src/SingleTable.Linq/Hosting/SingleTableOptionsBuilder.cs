using System.Diagnostics.CodeAnalysis;
using Amazon.DynamoDBv2;
using SingleTable.Linq.Hosting;

namespace SingleTable.Linq;

/// <summary>
/// What <c>AddSingleTable</c> is told: which client, whose tenant, and the options of all contexts of <typeparamref name="TContext"/> in a container. Nothing is
/// checked while it is told: all problems are listed together when the host starts, or where there is no host, when the first context is made.
/// </summary>
/// <typeparam name="TContext">The context.</typeparam>
public sealed class SingleTableOptionsBuilder<TContext>
    where TContext : TableContext
{
    private readonly List<Func<IServiceProvider, TableOptions<TContext>, TableOptions<TContext>>> _changes = [];

    /// <summary>Empty: made by the options of the container.</summary>
    public SingleTableOptionsBuilder()
    {
    }

    internal ClientSource? Client { get; private set; }

    internal string? TableName { get; private set; }

    internal Func<IServiceProvider, string?>? Tenant { get; private set; }

    internal Func<IServiceProvider, AuditActor?>? Actor { get; private set; }

    internal TableStartupOptions<TContext> Startup { get; } = new();

    /// <summary>What is wrong with the calls so far, each with its code.</summary>
    internal List<string> Problems { get; } = [];

    // One AddSingleTable says one client at most; a later one replaces it, as tests do.
    private bool _hasClient;

    internal void BeginCall() => _hasClient = false;

    /// <summary>Uses a client of yours, which stays yours to dispose.</summary>
    /// <param name="client">The AWS SDK's client.</param>
    /// <returns>This builder.</returns>
    public SingleTableOptionsBuilder<TContext> UseClient(IAmazonDynamoDB client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return Use(new ClientSource(nameof(UseClient), _ => client, IsOwned: false));
    }

    /// <summary>Uses the client that a function gives: once in the life of the container, when the host starts or the first context is made.</summary>
    /// <param name="client">Gives the client. Its argument is the root of the container, not a scope.</param>
    /// <param name="isOwned">
    /// Whether the container disposes the client at its end: true where the function makes it, false where it belongs to somebody else, for example to the container
    /// itself.
    /// </param>
    /// <returns>This builder.</returns>
    public SingleTableOptionsBuilder<TContext> UseClient(Func<IServiceProvider, IAmazonDynamoDB> client, bool isOwned)
    {
        ArgumentNullException.ThrowIfNull(client);
        return Use(new ClientSource(nameof(UseClient), client, isOwned));
    }

    /// <summary>
    /// Makes a client of AWS by <see cref="ClientConfiguration.Recommended"/>, which the container disposes. Region and credentials are found as the SDK finds them
    /// (environment, profile, role), unless said here.
    /// </summary>
    /// <param name="configure">Says the region, and changes what shall be otherwise.</param>
    /// <returns>This builder.</returns>
    public SingleTableOptionsBuilder<TContext> UseAws(Action<AmazonDynamoDBConfig>? configure = null) =>
        Use(new ClientSource(nameof(UseAws), _ => new AmazonDynamoDBClient(ClientConfiguration.Recommended(configure)), IsOwned: true));

    /// <summary>
    /// Makes a client of one server by <see cref="ClientConfiguration.Recommended"/>, which the container disposes: DynamoDB Local, another engine, or an endpoint of
    /// AWS such as one in your own network. A server that is not one of AWS gets credentials that stand for nothing, never those of your account.
    /// </summary>
    /// <param name="endpoint">The address, <c>http</c> or <c>https</c>, for example <c>http://localhost:8000</c>.</param>
    /// <param name="configure">Changes what shall be otherwise.</param>
    /// <returns>This builder.</returns>
    [SuppressMessage("Design", "CA1054", Justification = "It comes from configuration as a text, and a wrong one is a problem among the others.")]
    public SingleTableOptionsBuilder<TContext> UseEndpoint(string endpoint, Action<AmazonDynamoDBConfig>? configure = null)
    {
        if (!ServerAddress.TryParse(endpoint, out var address))
        {
            Problems.Add(HostingErrors.BadEndpoint(typeof(TContext), endpoint));
        }

        return Use(new ClientSource(nameof(UseEndpoint), _ => address!.CreateClient(configure), IsOwned: true));
    }

    /// <summary>Gives the table another name than the model does, for example with the environment in it.</summary>
    /// <param name="tableName">3 to 255 letters, digits, <c>_</c>, <c>-</c> and <c>.</c></param>
    /// <returns>This builder.</returns>
    public SingleTableOptionsBuilder<TContext> UseTableName(string tableName)
    {
        if (!Model.Building.TableChecks.IsName(tableName))
        {
            Problems.Add(HostingErrors.BadTableName(typeof(TContext), tableName));
        }

        TableName = tableName;
        return this;
    }

    /// <summary>
    /// Gives each context the tenant of its scope, for example of the web request. It is asked once for each scope, when the context is first wanted there. Null is no tenant: then everything of a tenant-owned entity is refused
    /// (<see cref="TenantScopeException"/>).
    /// </summary>
    /// <param name="tenant">Gives the tenant. Its argument is the scope. It must be somebody whom the caller has been authenticated for, not what the caller says.</param>
    /// <returns>This builder.</returns>
    public SingleTableOptionsBuilder<TContext> UseTenant(Func<IServiceProvider, string?> tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        Tenant = tenant;
        return this;
    }

    /// <summary>Gives each context who writes, for audit trails (<see cref="TableOptions.Actor"/>): asked once for each scope.</summary>
    /// <param name="actor">Gives the actor, or null for nobody in particular. Its argument is the scope.</param>
    /// <returns>This builder.</returns>
    public SingleTableOptionsBuilder<TContext> UseActor(Func<IServiceProvider, AuditActor?> actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        Actor = actor;
        return this;
    }

    /// <summary>Changes the options of all contexts: <c>Configure(o => o with { OperationTimeout = TimeSpan.FromSeconds(10) })</c>.</summary>
    /// <param name="change">Gives the changed options. It runs once, behind the earlier ones.</param>
    /// <returns>This builder.</returns>
    public SingleTableOptionsBuilder<TContext> Configure(Func<TableOptions<TContext>, TableOptions<TContext>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Configure((_, options) => change(options));
    }

    /// <summary>Changes the options of all contexts with services of the container, for example interceptors.</summary>
    /// <param name="change">Gives the changed options. It runs once, behind the earlier ones. Its first argument is the root of the container.</param>
    /// <returns>This builder.</returns>
    public SingleTableOptionsBuilder<TContext> Configure(Func<IServiceProvider, TableOptions<TContext>, TableOptions<TContext>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _changes.Add(change);
        return this;
    }

    internal TableOptions<TContext> Apply(IServiceProvider root, TableOptions<TContext> options) =>
        _changes.Aggregate(options, (current, change) => change(root, current) ?? throw HostingErrors.NullOptions(typeof(TContext)));

    private SingleTableOptionsBuilder<TContext> Use(ClientSource client)
    {
        if (_hasClient)
        {
            Problems.Add(HostingErrors.SeveralClients(typeof(TContext), Client!.Method, client.Method));
        }

        Client = client;
        _hasClient = true;
        return this;
    }
}
