using System.Diagnostics;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Execution.Telemetry;

/// <summary>The spans of what a caller asked for, around the requests that it took.</summary>
internal static class Operations
{
    private const string Caller = "SingleTable.Linq.Caller";

    /// <summary>Begins one, and makes it the current one: call what it is about next, and then <c>Of</c>.</summary>
    /// <param name="scope">Of the context.</param>
    /// <param name="operation">What is done.</param>
    /// <param name="entity">Of which entity, where that is one.</param>
    /// <param name="query">What a compiled query is called.</param>
    /// <returns>Null where nobody listens, and where the options want none.</returns>
    public static Activity? Start(ExecutionScope scope, string operation, string? entity, string? query = null)
    {
        if (!TableActivities.Source.HasListeners() || !scope.Telemetry.OperationSpans)
        {
            return null;
        }

        var tags = new RequestTags
        {
            { TagNames.OwnOperation, operation },
            { TagNames.Entity, entity },
            { TagNames.QueryName, query },
            { TagNames.Tenant, scope.Telemetry.IncludeTenant ? scope.Tenant : null },
        };

        // A span that has ended, as of a web request whose work goes on, cannot be made the current one again but with all that is around it.
        var caller = Activity.Current is { IsStopped: true } ? ExecutionContext.Capture() : null;
        var started = TableActivities.Source.StartActivity(
            ActivityKind.Internal, default(ActivityContext), tags, null, default, entity is null ? operation : $"{operation} {entity}");
        if (caller is not null)
        {
            started?.SetCustomProperty(Caller, caller);
        }

        return started;
    }

    /// <summary>Begins that of a query.</summary>
    public static Activity? StartQuery(ExecutionScope scope, string operation, QueryPlan plan) => Start(scope, operation, plan.Entity.Name, plan.Name);

    /// <summary>Ends the span with the task. The caller's own span is the current one again.</summary>
    public static Task<T> Of<T>(Activity? operation, ExecutionScope scope, Task<T> task)
    {
        if (operation is null)
        {
            return task;
        }

        Leave(operation);
        return EndAsync(operation, scope, task);
    }

    /// <summary>Ends the span with the task. The caller's own span is the current one again.</summary>
    public static Task Of(Activity? operation, ExecutionScope scope, Task task)
    {
        if (operation is null)
        {
            return task;
        }

        Leave(operation);
        return EndAsync(operation, scope, task);
    }

    /// <summary>
    /// Does what an operation is about, and ends its span with it. Without a span nothing stands around it, not even for what is thrown before it waits: for methods
    /// that await it.
    /// </summary>
    public static Task<T> Of<TState, T>(Activity? operation, ExecutionScope scope, TState state, Func<TState, Task<T>> run) =>
        operation is null ? run(state) : Of(operation, scope, RunAsync(state, run));

    /// <summary>Notes how an operation failed; a filter of exceptions that catches none.</summary>
    public static bool Failed(Activity? operation, ExecutionScope scope, Exception e)
    {
        TableActivities.Fail(operation, e, scope.ShowsValues);
        return false;
    }

    /// <summary>The pages of a stream, which note a failure. Whoever reads them ends the span.</summary>
    public static IAsyncEnumerable<T> OfPages<T>(Activity? operation, ExecutionScope scope, IAsyncEnumerable<T> pages) =>
        operation is null ? pages : NoteAsync(operation, scope, pages);

    /// <summary>What the result of a query is called.</summary>
    public static string Name(ResultKind result) => result switch
    {
        ResultKind.Count or ResultKind.LongCount => "count",
        ResultKind.Any => "any",
        ResultKind.First or ResultKind.FirstOrDefault => "first",
        _ => "single",
    };

    private static void Leave(Activity operation)
    {
        if (operation.GetCustomProperty(Caller) is ExecutionContext caller)
        {
            operation.SetCustomProperty(Caller, null);
            ExecutionContext.Restore(caller);
        }
        else
        {
            Activity.Current = operation.Parent;
        }
    }

    private static async IAsyncEnumerable<T> NoteAsync<T>(Activity operation, ExecutionScope scope, IAsyncEnumerable<T> pages)
    {
        var page = pages.GetAsyncEnumerator();
        await using var ending = page.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await page.MoveNextAsync().ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (Exception e) when (Failed(operation, scope, e))
            {
                throw;
            }

            yield return page.Current;
        }
    }

    // What it throws at once is its failure too.
    private static async Task<T> RunAsync<TState, T>(TState state, Func<TState, Task<T>> run) => await run(state).ConfigureAwait(false);

    private static async Task<T> EndAsync<T>(Activity operation, ExecutionScope scope, Task<T> task)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (Exception e) when (Failed(operation, scope, e))
        {
            throw;
        }
        finally
        {
            TableActivities.End(operation);
        }
    }

    private static async Task EndAsync(Activity operation, ExecutionScope scope, Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception e) when (Failed(operation, scope, e))
        {
            throw;
        }
        finally
        {
            TableActivities.End(operation);
        }
    }
}
