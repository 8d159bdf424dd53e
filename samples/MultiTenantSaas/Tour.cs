using System.Globalization;
using MultiTenantSaas.Show;
using MultiTenantSaas.Steps;
using SingleTable.Linq.InMemory;
using Spectre.Console;

namespace MultiTenantSaas;

/// <summary>The chapters of the sample, one after the other, on one table.</summary>
public static class Tour
{
    /// <param name="console">Where to show it.</param>
    /// <param name="endpoint">The server, or null for the embedded engine.</param>
    /// <param name="embedded">The engine, when somebody wants to look at it; otherwise a fresh one.</param>
    /// <param name="configure">Changes the options. Without sensitive logging only the operations of the requests are checked.</param>
    public static async Task<int> RunAsync(
        IAnsiConsole console, Uri? endpoint, InMemoryDynamoDb? embedded = null, Func<TableOptions<SaasTable>, TableOptions<SaasTable>>? configure = null)
    {
        embedded ??= new InMemoryDynamoDb();
        using var client = Server.Connect(endpoint, embedded);
        var requests = new Requests();
        var options = new TableOptions<SaasTable>(client) { Log = requests.Add, SensitiveLogging = true };
        options = configure?.Invoke(options) ?? options;
        requests.ShowsValues = options.SensitiveLogging;
        var actor = new Actor("u-ada", "Ada", "req-1");
        var acme = new Workspace(options.ForTenant("acme"), actor);
        var table = acme.Db.CreateTableRequest().TableName;

        console.Write(new Markup($"[bold]MultiTenantSaas[/]: table {table} on {Markup.Escape(endpoint?.ToString() ?? "the embedded engine")}, "
            + $"culture {(CultureInfo.CurrentCulture.Name is { Length: > 0 } culture ? culture : "invariant")}\n"));
        var isNew = !await Server.HasTableAsync(client, table);
        await acme.Db.EnsureTableAsync();
        try
        {
            var show = new Walkthrough(console, requests, endpoint is not null);
            await ChaptersAsync(show, acme, options, actor);
            if (endpoint is null)
                CheckLog(embedded, requests);
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

    // The lines say what is sent; the engine knows what arrived.
    private static void CheckLog(InMemoryDynamoDb embedded, Requests requests)
    {
        string[] schema = ["CreateTable", "DescribeTable"];
        var arrived = embedded.Requests.Select(r => r.Operation).Where(o => !schema.Contains(o)).Order(StringComparer.Ordinal);
        if (!arrived.SequenceEqual(requests.All.Select(line => line[..line.IndexOf(' ')]).Order(StringComparer.Ordinal)))
            throw new WrongStepException("at the end", "the engine received other requests than were logged.");
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
        await ConflictSteps.RunAsync(show, acme.Db);
        await TenantSteps.RunAsync(show, options, actor, organization, engineering);
        await ReadmeSteps.RunAsync(show, acme.Db);
    }
}
