using SingleTable.Linq.Execution;

namespace SingleTable.Linq;

/// <summary>A compiled query that ends in First, Single, Any or Count, with its values: nothing is sent until it is executed.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
/// <remarks>Made by the delegates that <see cref="CompiledQuery"/> creates.</remarks>
public readonly struct CompiledValue<TResult>
{
    private readonly CompiledCall? _call;

    internal CompiledValue(CompiledCall call) => _call = call;

    /// <summary>The name that the query was given, or null.</summary>
    public string? Name => Call.Plans.Name;

    internal CompiledCall Call => _call ?? throw new InvalidOperationException($"This {nameof(CompiledValue<>)} was not made by a compiled query.");

    /// <summary>Sends the query.</summary>
    /// <param name="cancellationToken">Ends the wait and the requests.</param>
    public Task<TResult> ExecuteAsync(CancellationToken cancellationToken = default) =>
        Call.Executor.ExecuteAsync<TResult>(Call.Bind(null), cancellationToken);

    /// <summary>The requests that <see cref="ExecuteAsync"/> would send, without sending them.</summary>
    public string Explain() => Explanations.Text(Call.Bind(null));

    /// <summary>The same as an object, with the reasons.</summary>
    public QueryExplanation ExplainPlan() => Explanations.Of(Call.Bind(null));
}
