using WebApi.Model;

namespace WebApi;

/// <summary>Some data to click through, where the table is empty.</summary>
internal sealed class Seed(ITableContextFactory<WorkTable> tables) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await FillAsync("acme", [("Website", 75), ("Mobile app", 7), ("Empty", 0)], cancellationToken);
        await FillAsync("globex", [("Website", 3)], cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task FillAsync(string tenant, (string Name, int Items)[] projects, CancellationToken cancellationToken)
    {
        var db = tables.Create(tenant);
        if (await db.Projects.AnyAsync(cancellationToken))
        {
            return;
        }

        foreach (var (name, items) in projects)
        {
            var project = await db.Projects.CreateAsync(new Project { Name = name }, cancellationToken);
            for (var i = 1; i <= items; i++)
            {
                // Ids begin with the time in milliseconds: one later each, so that the list is in the order of the numbers.
                await Task.Delay(TimeSpan.FromMilliseconds(2), cancellationToken);
                await db.Items.CreateAsync(new WorkItem { ProjectId = project.Id, Title = $"{Verbs[i % Verbs.Length]} the {Things[i % Things.Length]} ({i})" }, cancellationToken);
            }
        }
    }

    private static readonly string[] Verbs = ["Check", "Draw", "Rewrite", "Measure", "Translate"];
    private static readonly string[] Things = ["start page", "price list", "search", "footer", "contact form", "map", "archive"];
}
