using Microsoft.AspNetCore.Http.HttpResults;
using WebApi.Http;
using WebApi.Model;

namespace WebApi.Endpoints;

internal static class ProjectEndpoints
{
    public static void MapProjects(this RouteGroupBuilder tenant)
    {
        tenant.MapGet("/projects", ListAsync);
        tenant.MapPost("/projects", CreateAsync);
        tenant.MapGet("/projects/{project}", FindAsync);
    }

    // One Query.
    private static async Task<PageOf<Project>> ListAsync([AsParameters] PageQuery page, WorkTable db, HttpContext http, CancellationToken cancellationToken) =>
        PageOf<Project>.From(await db.Projects.ToPageAsync(page.Count, page.Page, cancellationToken), http);

    // One transaction: the project, and the guard of its name.
    private static async Task<Created<Project>> CreateAsync(NewProject body, WorkTable db, HttpContext http, CancellationToken cancellationToken)
    {
        var project = await db.Projects.CreateAsync(new Project { Name = body.Name?.Trim() ?? "" }, cancellationToken);
        return TypedResults.Created($"{http.Request.Path}/{Uri.EscapeDataString(project.Id)}", project);
    }

    // One GetItem.
    private static async Task<Results<Ok<Project>, ProblemHttpResult>> FindAsync(string project, WorkTable db, CancellationToken cancellationToken) =>
        await db.Projects.FindAsync([project], cancellationToken) is { } found ? TypedResults.Ok(found) : Missing.Project;

    public sealed record NewProject(string? Name);
}
