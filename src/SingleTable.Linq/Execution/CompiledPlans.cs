using System.Linq.Expressions;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution;

/// <summary>
/// The plans of one compiled query: made at the first call on a table, one more for each way in which values shape it (null or not, a bool that
/// decides a branch), and one for each way to ask for the result. A call finds its plan by a look at a few of them.
/// </summary>
internal sealed class CompiledPlans
{
    // Values that shape the plan are few by nature; where they are not (the index of a list element), old plans go.
    private const int MaxPlans = 32;

    private readonly LambdaExpression _query;
    private readonly Expression _tree;
    private readonly object?[] _constants;
    private readonly Lock _making = new();
    private Entry[] _entries = [];
    private int _translations;

    public CompiledPlans(LambdaExpression query, string? name)
    {
        ArgumentNullException.ThrowIfNull(query);
        (_query, Name) = (query, name);
        (_tree, _constants) = ParameterSlots.Replace(query);
    }

    public string? Name { get; }

    /// <summary>How often the query was translated; constant once every kind of value was seen.</summary>
    public int Translations => Volatile.Read(ref _translations);

    public CompiledCall Call(TableContext context, params ReadOnlySpan<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(context);
        var leaves = new object?[1 + arguments.Length + _constants.Length];
        leaves[0] = context;
        arguments.CopyTo(leaves.AsSpan(1));
        _constants.CopyTo(leaves, 1 + arguments.Length);
        return new CompiledCall(this, context, leaves);
    }

    /// <param name="scope">Of the context.</param>
    /// <param name="runtime">The table.</param>
    /// <param name="kind">How the result is asked for, or null for what the query itself ends in.</param>
    /// <param name="leaves">The values.</param>
    public QueryPlan Find(ExecutionScope scope, TableRuntime runtime, ResultKind? kind, object?[] leaves)
    {
        var known = Known(runtime, kind, leaves);
        TableMetrics.PlanWasFound("compiled", known is not null);
        if (known is not null)
        {
            return known;
        }

        // Threads that come at once wait for the first of them, whose plan mostly is theirs too.
        lock (_making)
        {
            if (Known(runtime, kind, leaves) is { } made)
            {
                return made;
            }

            var plan = MakeLogged(scope, runtime, kind, leaves);
            var entry = new Entry(runtime, kind, plan);
            Volatile.Write(ref _entries, _entries.Length < MaxPlans ? [.. _entries, entry] : [.. _entries.AsSpan(1), entry]);
            return plan;
        }
    }

    private QueryPlan? Known(TableRuntime runtime, ResultKind? kind, object?[] leaves)
    {
        foreach (var entry in Volatile.Read(ref _entries))
        {
            if (entry.Runtime == runtime && entry.Kind == kind && entry.Plan.Holds(leaves))
            {
                return entry.Plan;
            }
        }

        return null;
    }

    // Apart, because a closure would be allocated on hits too.
    private QueryPlan MakeLogged(ExecutionScope scope, TableRuntime runtime, ResultKind? kind, object?[] leaves) => PlanLog.Make(scope, () => Make(runtime, kind, leaves));

    private QueryPlan Make(TableRuntime runtime, ResultKind? kind, object?[] leaves)
    {
        Interlocked.Increment(ref _translations);
        try
        {
            var shape = QueryTranslator.TranslateSlotted(_tree, leaves, runtime.Model);
            return QueryPlanner.Plan(kind is { } asked ? shape.As(asked) : shape) with { Name = Name };
        }
        catch (Exception unforeseen) when (unforeseen is not SingleTableException)
        {
            throw QueryingErrors.Unforeseen(_query, unforeseen);
        }
    }

    private sealed record Entry(TableRuntime Runtime, ResultKind? Kind, QueryPlan Plan);
}

/// <summary>A compiled query with its values, not sent yet.</summary>
internal sealed class CompiledCall(CompiledPlans plans, TableContext context, object?[] leaves)
{
    public CompiledPlans Plans => plans;

    public QueryExecutor Executor => context.Executor;

    public BoundQuery Bind(ResultKind? kind) => context.Executor.Bind(plans.Find(context.Scope, context.RuntimeState, kind, leaves), leaves);
}
