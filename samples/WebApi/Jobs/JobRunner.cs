using Microsoft.Extensions.Options;
using WebApi.Model;

namespace WebApi.Jobs;

/// <summary>Runs jobs one after the other, each in steps, so that one can be stopped between any two and gone on with later.</summary>
internal sealed class JobRunner(JobQueue queue, ITableContextFactory<WorkTable> tables, IOptions<JobOptions> options, TimeProvider time, ILogger<JobRunner> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in queue.Waiting.ReadAllAsync(stoppingToken))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(job.Stopping, stoppingToken);
            try
            {
                await RunAsync(job, either.Token);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                job.Advance(job.State with { Phase = JobPhase.Stopped }, job.Resume);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, such as a connection that breaks: a background service that throws ends the whole server.
                log.LogError(error, "Job {Job} failed after {Changed} items.", job.State.Id, job.State.Changed);
                job.Advance(job.State with { Phase = JobPhase.Failed, Error = (error as SingleTableException)?.Code ?? error.GetType().Name }, job.Resume);
            }
        }
    }

    private async Task RunAsync(Job job, CancellationToken cancellationToken)
    {
        // There is no request here: the factory is told the tenant that the job was started for.
        var db = tables.Create(job.Tenant);
        var project = job.State.Project;
        var open = db.Items.Where(i => i.ProjectId == project && i.Status == WorkStatus.Open);
        var total = job.State.Total > 0 ? job.State.Total : await open.CountAsync(cancellationToken);
        job.Advance(job.State with { Phase = JobPhase.Running, Total = total }, job.Resume);
        while (true)
        {
            var step = new BulkOptions { MaxItems = options.Value.Step, Resume = job.Resume };
            BulkResult result;
            try
            {
                result = await open.UpdateAllAsync(u => u.Set(i => i.Status, WorkStatus.Done), step, cancellationToken);
            }
            catch (BulkIncompleteException half)
            {
                job.Advance(job.State with { Changed = job.State.Changed + half.Changed }, half.Token);
                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }

            var isOver = result.Token is null;
            job.Advance(job.State with { Changed = job.State.Changed + result.Changed, Phase = isOver ? JobPhase.Done : JobPhase.Running }, result.Token);
            if (isOver)
            {
                return;
            }

            await Task.Delay(options.Value.Pause, time, cancellationToken);
        }
    }
}
