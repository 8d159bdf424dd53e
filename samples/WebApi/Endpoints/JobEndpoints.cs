using Microsoft.AspNetCore.Http.HttpResults;
using WebApi.Http;
using WebApi.Jobs;
using WebApi.Model;

namespace WebApi.Endpoints;

/// <summary>A job that completes all open items of a project: it is started, watched, stopped, and gone on with.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder tenant)
    {
        tenant.MapPost("/projects/{project}/jobs", StartAsync);
        tenant.MapGet("/jobs/{job}", Find);
        tenant.MapGet("/jobs/{job}/events", Watch);
        tenant.MapPost("/jobs/{job}/stop", Stop);
        tenant.MapPost("/jobs/{job}/resume", Resume);
    }

    private static async Task<Results<Accepted<JobState>, ProblemHttpResult>> StartAsync(
        string tenant, string project, WorkTable db, JobQueue jobs, CancellationToken cancellationToken)
    {
        if (await db.Projects.FindAsync([project], cancellationToken) is null)
        {
            return Missing.Project;
        }

        var state = jobs.Add(tenant, project).State;
        return TypedResults.Accepted($"/api/{Uri.EscapeDataString(tenant)}/jobs/{state.Id}", state);
    }

    private static Results<Ok<JobState>, ProblemHttpResult> Find(string tenant, string job, JobQueue jobs) =>
        jobs.Find(tenant, job) is { } found ? TypedResults.Ok(found.State) : Missing.Job;

    // Server-sent events: one for each step, the last one when the job is over. A server that stops does not wait for who watches.
    private static Results<ServerSentEventsResult<JobState>, ProblemHttpResult> Watch(
        string tenant, string job, JobQueue jobs, IHostApplicationLifetime server, CancellationToken cancellationToken) =>
        jobs.Find(tenant, job) is { } found ? TypedResults.ServerSentEvents(found.WatchAsync(server.ApplicationStopping, cancellationToken), "progress") : Missing.Job;

    private static Results<Accepted, ProblemHttpResult> Stop(string tenant, string job, JobQueue jobs)
    {
        if (jobs.Find(tenant, job) is not { } found)
        {
            return Missing.Job;
        }

        found.Stop();
        return TypedResults.Accepted((string?)null);
    }

    private static Results<Accepted<JobState>, ProblemHttpResult> Resume(string tenant, string job, JobQueue jobs) =>
        jobs.Find(tenant, job) is not { } found ? Missing.Job
        : jobs.GoOn(found) ? TypedResults.Accepted((string?)null, found.State)
        : TypedResults.Problem("The job is not stopped.", statusCode: StatusCodes.Status409Conflict);
}
