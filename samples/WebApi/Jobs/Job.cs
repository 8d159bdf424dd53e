using System.Runtime.CompilerServices;

namespace WebApi.Jobs;

/// <summary>A job of a tenant: what it does, how far it is, and who waits for its next step.</summary>
internal sealed class Job(string id, string tenant, string project)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = NewSignal();
    private CancellationTokenSource _stop = new();

    public string Tenant => tenant;

    public JobState State { get; private set; } = new(id, project, JobPhase.Waiting, 0, 0);

    /// <summary>Where to go on: the token of the last step that was done.</summary>
    public string? Resume { get; private set; }

    public CancellationToken Stopping => _stop.Token;

    public void Advance(JobState state, string? resume)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            (State, Resume) = (state, resume);
            (told, _next) = (_next, NewSignal());
        }

        told.SetResult();
    }

    public void Stop() => _stop.Cancel();

    /// <summary>Whether it stood still, and waits now to go on.</summary>
    public bool TryGoOn()
    {
        lock (_gate)
        {
            if (State.Phase is not (JobPhase.Stopped or JobPhase.Failed))
            {
                return false;
            }

            _stop = new CancellationTokenSource();
        }

        Advance(State with { Phase = JobPhase.Waiting, Error = null }, Resume);
        return true;
    }

    /// <summary>Each state from now on, until it is over or the server stops. Who reads slowly misses steps between, but never the last one.</summary>
    public async IAsyncEnumerable<JobState> WatchAsync(CancellationToken serverStopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(serverStopping, cancellationToken);
        while (true)
        {
            Task next;
            JobState state;
            lock (_gate)
            {
                (next, state) = (_next.Task, State);
            }

            yield return state;
            if (state.IsOver)
            {
                yield break;
            }

            await next.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (serverStopping.IsCancellationRequested)
            {
                yield break;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
