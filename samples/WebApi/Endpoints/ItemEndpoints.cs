using Microsoft.AspNetCore.Http.HttpResults;
using WebApi.Http;
using WebApi.Model;

namespace WebApi.Endpoints;

internal static class ItemEndpoints
{
    public static void MapItems(this RouteGroupBuilder tenant)
    {
        var items = tenant.MapGroup("/projects/{project}/items");
        items.MapGet("/", ListAsync);
        items.MapPost("/", CreateAsync);
        items.MapGet("/{item}", FindAsync);
        items.MapPatch("/{item}", ChangeAsync);
        items.MapDelete("/{item}", DeleteAsync);
    }

    // One Query: of the table, or of the index where a status is asked for.
    private static async Task<PageOf<WorkItem>> ListAsync(
        string project, WorkStatus? status, [AsParameters] PageQuery page, WorkTable db, HttpContext http, CancellationToken cancellationToken) =>
        PageOf<WorkItem>.From(await db.ItemsOf(project, status).ToPageAsync(page.Count, page.Page, cancellationToken), http);

    // One transaction: the item, on the condition that its project is there.
    private static async Task<Results<Created<WorkItem>, ProblemHttpResult>> CreateAsync(
        string project, NewItem body, WorkTable db, HttpContext http, CancellationToken cancellationToken)
    {
        var isOfTenant = db.Projects.Where(p => p.Id == project);
        try
        {
            await db.Transaction().Create(new WorkItem { ProjectId = project, Title = body.Title?.Trim() ?? "" }, out var item)
                .Check(isOfTenant, when: p => p.Name != "").CommitAsync(cancellationToken);
            ETags.Set(http.Response, item.Version);
            return TypedResults.Created($"{http.Request.Path}/{Uri.EscapeDataString(item.Id)}", item);
        }
        catch (TransactionFailedException failed) when (failed.Failures.Any(f => f.Entity == nameof(Project)))
        {
            return Missing.Project;
        }
    }

    // One GetItem.
    private static async Task<Results<Ok<WorkItem>, ProblemHttpResult>> FindAsync(
        string project, string item, WorkTable db, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await db.Items.FindAsync([project, item], cancellationToken) is not { } found)
        {
            return Missing.Item;
        }

        ETags.Set(response, found.Version);
        return TypedResults.Ok(found);
    }

    // One UpdateItem of what is said, on the condition that the version is still the one that the client has read.
    private static async Task<Ok<WorkItem>> ChangeAsync(string project, string item, ItemChange body, WorkTable db, HttpContext http, CancellationToken cancellationToken)
    {
        if (body is { Title: null, Status: null })
        {
            throw new BadHttpRequestException("Say a title, a status, or both.");
        }

        var read = new WorkItem { ProjectId = project, Id = item, Version = ETags.Expected(http.Request) };
        var after = await db.Items.UpdateAsync(read, Change, cancellationToken: cancellationToken);
        ETags.Set(http.Response, after.Version);
        return TypedResults.Ok(after);

        UpdateBuilder<WorkItem> Change(UpdateBuilder<WorkItem> update)
        {
            update = body.Title is { } title ? update.Set(i => i.Title, title.Trim()) : update;
            return body.Status is { } status ? update.Set(i => i.Status, status) : update;
        }
    }

    // One DeleteItem, on the same condition.
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string project, string item, WorkTable db, HttpRequest request, CancellationToken cancellationToken) =>
        await db.Items.DeleteAsync(new WorkItem { ProjectId = project, Id = item, Version = ETags.Expected(request) }, cancellationToken: cancellationToken)
            ? TypedResults.NoContent() : Missing.Item;

    public sealed record NewItem(string? Title);

    public sealed record ItemChange(string? Title, WorkStatus? Status);
}
