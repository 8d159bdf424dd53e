using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Building;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq;

/// <summary>
/// One table and the entities that share it. Derive from it, declare an <see cref="EntitySet{T}"/> property for each entity, and describe them in
/// <see cref="OnModelCreating"/>.
/// </summary>
/// <remarks>
/// A context is cheap and holds no state of entities: make one per request, or one for each tenant. It is safe for several threads. The model is
/// built once for each context type and table name.
/// </remarks>
public abstract partial class TableContext
{
    private static readonly ConcurrentDictionary<Type, ConcurrentDictionary<object, Lazy<TableRuntime>>> s_runtimes = new();

    private readonly TableRuntime _runtime;
    private readonly ExecutionScope _scope;
    private readonly QueryExecutor _executor;
    private readonly EntityQueryProvider _provider;

    // Those that were asked for: few, so that one is found faster than by a hash, and a context of one request stays small.
    private object[] _sets = [];

    /// <summary>Makes a context.</summary>
    /// <param name="options">The client, the tenant and the rest.</param>
    /// <exception cref="ModelException">The model has problems; all of them are listed.</exception>
    protected TableContext(TableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        var warnings = new Warnings(options.Warnings, options.LoggerFactory, options.Log);
        ClientChecks.Apply(options.Client, options.ClientCheck, warnings);
        _runtime = Runtime(options.TableName);
        _scope = new ExecutionScope(
            _runtime.Model, DynamoTransport.For(options.Client), options.Tenant, options.TimeProvider, options.KeyCheck, options.SensitiveLogging)
        {
            Context = this,
            Warnings = warnings,
            Loggers = TableLoggers.Of(options.LoggerFactory),
            Telemetry = options.Telemetry,
            Interception = Interception.Of(options.Interceptors, options.Log),
            PageKeys = options.PageKeys,
            MaxMaterializedItems = options.MaxMaterializedItems,
            Prefetch = options.Prefetch,
            MaxParallelRequests = options.MaxParallelRequests,
            Actor = options.Actor,
            OperationTimeout = options.OperationTimeout,
        };
        _executor = new QueryExecutor(_scope, _runtime);
        _provider = new EntityQueryProvider(_executor);
    }

    /// <summary>What the context was made with.</summary>
    public TableOptions Options { get; }

    internal TableRuntime RuntimeState => _runtime;

    internal ExecutionScope Scope => _scope;

    internal QueryExecutor Executor => _executor;

    /// <summary>Describes the table: its name, its keys, its indexes and its entities.</summary>
    /// <param name="table">Takes the description.</param>
    protected abstract void OnModelCreating(TableModelBuilder table);

    /// <summary>The entities of one type. Usually the body of a property: <c>public EntitySet&lt;Team&gt; Teams => Set&lt;Team&gt;();</c></summary>
    /// <typeparam name="T">An entity type of the model.</typeparam>
    /// <exception cref="QueryTranslationException">The type is not an entity of this table.</exception>
    protected internal EntitySet<T> Set<T>()
        where T : class
    {
        foreach (var set in _sets)
        {
            if (set is EntitySet<T> known)
            {
                return known;
            }
        }

        return AddSet<T>();
    }

    /// <summary>
    /// A whole partition of the table: every entity in it, of all types, with one Query. The condition fixes the partition key by the properties of one
    /// of its entities: <c>db.Partition&lt;Team>(t => t.OrganizationId == id)</c>; the tenant comes from the scope.
    /// </summary>
    /// <typeparam name="T">Any entity type that lives in partitions of this kind.</typeparam>
    /// <param name="partition">An equality for each property of the partition key, and nothing else.</param>
    public PartitionQuery Partition<T>(Expression<Func<T, bool>> partition)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(partition);
        return new PartitionQuery(_executor, Set<T>().Where(partition).Expression);
    }

    /// <summary>Starts a transaction: writes of any of the context's entities that happen together or not at all.</summary>
    public TransactionBuilder Transaction() => new(_scope);

    /// <summary>Starts a batch of writes: puts and deletes of any of the context's entities, any number of them, each by itself.</summary>
    public BatchBuilder Batch() => new(_scope);

    /// <summary>Starts a batch of reads: items of any of the context's entities by their keys, any number of them.</summary>
    public BatchGetBuilder BatchGet() => new(_scope, _runtime);

    /// <summary>Starts a transaction that reads: up to 100 items by their keys, all as they were at one moment.</summary>
    public TransactGetBuilder TransactGet() => new(_scope, _runtime);

    private EntitySet<T> AddSet<T>()
        where T : class
    {
        var entity = _runtime.Model.Find(typeof(T)) ?? throw Translation.TranslationErrors.UnknownEntity(typeof(T), _runtime.Model);
        var added = new EntitySet<T>((EntityModel<T>)entity, _runtime, _executor, _provider);
        while (true)
        {
            var sets = _sets;
            if (sets.OfType<EntitySet<T>>().FirstOrDefault() is { } faster)
            {
                return faster;
            }

            if (Interlocked.CompareExchange(ref _sets, [.. sets, added], sets) == sets)
            {
                return added;
            }
        }
    }

    private TableRuntime Runtime(string? tableName)
    {
        return s_runtimes.TryGetValue(GetType(), out var runtimes) && runtimes.TryGetValue(Key(tableName), out var runtime) && runtime.IsValueCreated
            ? runtime.Value
            : FirstRuntime(tableName);
    }

    private TableRuntime FirstRuntime(string? tableName)
    {
        var runtimes = s_runtimes.GetOrAdd(GetType(), static _ => new());
        var runtime = runtimes.GetOrAdd(Key(tableName), _ => new Lazy<TableRuntime>(() => Build(tableName)));
        try
        {
            return runtime.Value;
        }
        catch
        {
            // A model that failed is built again by the next context, with the same list of problems.
            runtimes.TryRemove(new(Key(tableName), runtime));
            throw;
        }
    }

    // Any text may be given as a name, also an empty one by mistake, so no text stands for none.
    private object Key(string? tableName) => tableName ?? (object)GetType();

    // The trees of queries find the operators of these types by their names.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(decimal))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(Guid))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(DateTime))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(DateTimeOffset))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(DateOnly))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(TimeOnly))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(TimeSpan))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(Int128))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(UInt128))]
    private TableRuntime Build(string? tableName)
    {
        var started = Options.TimeProvider.GetTimestamp();
        var builder = new TableModelBuilder();
        OnModelCreating(builder);
        var model = TableModelFactory.Create(builder.Definition, GetType().Name, tableName);
        if (TableLoggers.Of(Options.LoggerFactory) is { } loggers)
        {
            OperationLog.ModelBuilt(
                loggers.Model, GetType().Name, Options.TimeProvider.GetElapsedTime(started).TotalMilliseconds, model.Name, model.Entities.Length,
                model.Indexes.Length + (model.TypeIndex is null ? 0 : 1));
        }

        return new TableRuntime(model);
    }
}
