using Amazon.DynamoDBv2;
using SingleTable.Linq.Keys;

namespace SingleTable.Linq;

/// <summary>What a context is made with: the client, the tenant, the clock. Immutable; <c>with</c> makes a changed copy.</summary>
public abstract partial record TableOptions
{
    private protected TableOptions(IAmazonDynamoDB client)
    {
        ArgumentNullException.ThrowIfNull(client);
        Client = client;
    }

    /// <summary>The AWS SDK's client, which stays the caller's to dispose. One client serves any number of contexts and threads.</summary>
    public IAmazonDynamoDB Client { get; }

    /// <summary>The table's name where it is not the model's, for example with a prefix for the environment.</summary>
    public string? TableName { get; init; }

    /// <summary>The tenant of the scope; see <see cref="TableOptions{TContext}.ForTenant"/>.</summary>
    public string? Tenant { get; internal init; }

    /// <summary>Where the time comes from: of generated timestamps and ids, and for what has expired.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What to do when an item does not have the key that its values make. The default is to throw.</summary>
    public KeyCheck KeyCheck { get; init; }

    /// <summary>
    /// Receives one line for each request before it is sent. Keys and values are shown as <c>?</c> unless sensitive logging is on. What <see cref="Warnings"/> logs is a line that begins with
    /// <c>Warning: </c>.
    /// </summary>
    public Action<string>? Log { get; init; }

    /// <summary>What stands around each request, in this order; none unless set. <see cref="Log"/> is told behind all of them, of what is sent.</summary>
    public IReadOnlyList<IRequestInterceptor> Interceptors
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value];
        }
    } = [];

    /// <summary>What to do about a client whose configuration is dangerous. The default is one line to <see cref="Log"/>, once for each client.</summary>
    public ClientCheck ClientCheck { get; init; }

    /// <summary>Who writes with these options, for audit trails (<see cref="EntityBuilder{T}.HasAudit"/>); null for nobody in particular.</summary>
    public AuditActor? Actor { get; init; }

    /// <summary>
    /// Shows keys and values in logs, and in logs and spans the texts of exceptions of others, which may hold them. Not for production: they are your users' data.
    /// </summary>
    public bool SensitiveLogging { get; init; }
}

/// <summary>What a context of type <typeparamref name="TContext"/> is made with.</summary>
/// <typeparam name="TContext">The context.</typeparam>
public sealed record TableOptions<TContext> : TableOptions
    where TContext : TableContext
{
    /// <summary>Options for contexts on a client.</summary>
    /// <param name="client">The AWS SDK's client: credentials, region, retries and timeouts are configured there.</param>
    public TableOptions(IAmazonDynamoDB client)
        : base(client)
    {
    }

    /// <summary>
    /// The scope of a tenant. Everything that a context made with it reads and writes belongs to the tenant; nothing in an entity or a query can
    /// leave the scope.
    /// </summary>
    /// <param name="tenant">The tenant's id: not empty, well-formed text. Any characters: keys escape it.</param>
    /// <returns>A copy of these options.</returns>
    /// <exception cref="KeyValueException">The id is empty, ill-formed or too long to be part of a key.</exception>
    public TableOptions<TContext> ForTenant(string tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        TenantId.Check(tenant);
        return this with { Tenant = tenant };
    }
}
