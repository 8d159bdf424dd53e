using MultiTenantSaas.Show;
using MultiTenantSaas.Steps;
using Spectre.Console;

namespace MultiTenantSaas;

/// <summary>The chapters of the sample, one after the other, on one table.</summary>
internal static class Tour
{
    public static async Task<int> RunAsync(IAnsiConsole console, Uri? endpoint)
    {
        using var client = Server.Connect(endpoint);
        var requests = new Requests();
        var options = new TableOptions<SaasTable>(client) { Log = requests.Add, SensitiveLogging = true };
        var actor = new Actor("u-ada", "Ada", "req-1");
        var acme = new Workspace(options.ForTenant("acme"), actor);
        var table = acme.Db.CreateTableRequest().TableName;

        console.Write(new Markup($"[bold]MultiTenantSaas[/]: table {table} on {Markup.Escape(endpoint?.ToString() ?? "the embedded engine")}\n"));
        var isNew = !await Server.HasTableAsync(client, table);
        await acme.Db.EnsureTableAsync();
        try
        {
            var show = new Walkthrough(console, requests, endpoint is not null);
            await ChaptersAsync(show, acme, options, actor);
            console.WriteLine();
            console.MarkupLine($"[green bold]All {show.Steps} steps were right; {requests.Count} requests were sent.[/]");
            return 0;
        }
        finally
        {
            if (isNew)
                await client.DeleteTableAsync(table);
        }
    }

    private static async Task ChaptersAsync(Walkthrough show, Workspace acme, TableOptions<SaasTable> options, Actor actor)
    {
        var organization = await OrganizationSteps.RunAsync(show, acme.Organizations);
        var (engineering, design) = await TeamSteps.RunAsync(show, acme.Organizations, acme.Teams, acme.Audit, organization);
        await OrganizationSteps.RunUpdateAsync(show, acme.Organizations, acme.Audit, organization);
        await TeamSteps.RunRemovalAsync(show, acme.Teams, acme.Audit, organization, design);
        await ProjectSteps.RunAsync(show, acme.Projects, acme.Audit, engineering);
        await AuditSteps.RunAsync(show, options.ForTenant("acme"), actor);
        await RefusalSteps.RunAsync(show, acme, organization, engineering);
        await TenantSteps.RunAsync(show, options, actor, organization, engineering);
        await ReadmeSteps.RunAsync(show, acme.Db);
    }
}
