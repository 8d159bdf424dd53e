using SingleTable.Linq.Execution;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq;

/// <summary>A compiled query with its values: nothing is sent until one of its methods is called.</summary>
/// <typeparam name="T">The type of the results.</typeparam>
/// <remarks>Made by the delegates that <see cref="CompiledQuery"/> creates.</remarks>
public readonly struct CompiledList<T>
{
    private readonly CompiledCall? _call;

    internal CompiledList(CompiledCall call) => _call = call;

    /// <summary>The name that the query was given, or null.</summary>
    public string? Name => Call.Plans.Name;

    internal CompiledCall Call => _call ?? throw new InvalidOperationException($"This {nameof(CompiledList<>)} was not made by a compiled query.");

    /// <summary>All results, in the order of the sort key.</summary>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public Task<List<T>> ToListAsync(CancellationToken cancellationToken = default) => Call.Executor.ListAsync<T>(Call.Bind(null), cancellationToken);

    /// <summary>The results one by one, page after page. Nothing more is read when the loop ends.</summary>
    public IAsyncEnumerable<T> AsAsyncEnumerable()
    {
        var call = Call;
        return call.Executor.StreamAsync<T>(() => call.Bind(null));
    }

    /// <summary>The first result.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <inheritdoc cref="ToListAsync"/>
    public Task<T> FirstAsync(CancellationToken cancellationToken = default) => RunAsync<T>(ResultKind.First, cancellationToken);

    /// <summary>The first result, or the default when there is none.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public Task<T?> FirstOrDefaultAsync(CancellationToken cancellationToken = default) => RunAsync<T?>(ResultKind.FirstOrDefault, cancellationToken);

    /// <summary>The only result.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    /// <inheritdoc cref="ToListAsync"/>
    public Task<T> SingleAsync(CancellationToken cancellationToken = default) => RunAsync<T>(ResultKind.Single, cancellationToken);

    /// <summary>The only result, or the default when there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one.</exception>
    /// <inheritdoc cref="ToListAsync"/>
    public Task<T?> SingleOrDefaultAsync(CancellationToken cancellationToken = default) => RunAsync<T?>(ResultKind.SingleOrDefault, cancellationToken);

    /// <summary>Whether there is a result. Reads no more than the first.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public Task<bool> AnyAsync(CancellationToken cancellationToken = default) => RunAsync<bool>(ResultKind.Any, cancellationToken);

    /// <summary>How many results there are, counted by DynamoDB.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public Task<int> CountAsync(CancellationToken cancellationToken = default) => RunAsync<int>(ResultKind.Count, cancellationToken);

    /// <summary>The requests that <see cref="ToListAsync"/> would send, without sending them.</summary>
    public string Explain() => Explanations.Text(Call.Bind(null));

    /// <summary>The same as an object, with the reasons.</summary>
    public QueryExplanation ExplainPlan() => Explanations.Of(Call.Bind(null));

    private Task<TResult> RunAsync<TResult>(ResultKind kind, CancellationToken cancellationToken) =>
        Call.Executor.ExecuteAsync<TResult>(Call.Bind(kind), cancellationToken);
}
