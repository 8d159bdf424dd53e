using MultiTenantSaas.Show;

namespace MultiTenantSaas.Steps;

internal static class TenantSteps
{
    public static async Task RunAsync(Walkthrough show, TableOptions<SaasTable> options, Actor actor, Organization acme, Team team)
    {
        show.Chapter("Tenants", "A context belongs to one tenant. Its id is the first part of every key, escaped, and no value can replace it.");

        var globex = new Workspace(options.ForTenant("globex"), actor);
        await show.StepAsync(
            "Another tenant asks for the organization, with the right id",
            () => globex.Organizations.GetOrganizationWithTeamsAsync(acme.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#globex#ORG#{acme.Id}  asc"],
            o => o is null,
            Views.Tree);
        await show.StepAsync(
            "For its projects",
            () => globex.Projects.GetTeamProjectsAsync(team.Id, ProjectStatus.Active),
            _ => [$"Query MultiTenantApp/GSI1  gsi1pk = TENANT#globex#TEAM#{team.Id}  gsi1sk begins_with STATUS#Active#  desc"],
            projects => projects.Count == 0,
            Views.Projects);
        await show.StepAsync(
            "And for everything of its type, with the type index",
            () => globex.Db.Organizations.UsingIndex("TypeIndex").ToListAsync(),
            _ => ["Query MultiTenantApp/TypeIndex  _type = globex#Organization  asc"],
            all => all.Count == 0,
            all => Views.Text($"{all.Count} organizations"));
        await show.RefusalAsync<TenantScopeException>(
            "It writes an entity of the other tenant",
            () => globex.Db.Organizations.CreateAsync(acme with { CreatedBy = "" }),
            [],
            e => e is { Code: "STL2102", Entity: "Organization" });

        // With keys that are put together without escaping, both would be TENANT#acme#ORG#<id>#ORG#x: the tenant's own, and acme's.
        var hostile = new Workspace(options.ForTenant($"acme#ORG#{acme.Id}"), actor);
        await show.StepAsync(
            "A tenant whose id is made to break out creates an organization",
            () => hostile.Db.Organizations.CreateAsync(new Organization { Id = "x", Name = "Outbreak" }),
            _ => [$"PutItem MultiTenantApp  pk = TENANT#acme$SORG$S{acme.Id}#ORG#x  sk = #METADATA  if not exists"],
            o => o.TenantId == $"acme#ORG#{acme.Id}",
            Views.Organization);
        var acmeAgain = new Workspace(options.ForTenant("acme"), actor);
        await show.StepAsync(
            "The tenant it meant does not see it, asking for the very same text",
            () => acmeAgain.Organizations.GetOrganizationAsync($"{acme.Id}#ORG#x"),
            _ => [$"GetItem MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}$SORG$Sx  sk = #METADATA"],
            o => o is null,
            Views.Organization);
        await show.StepAsync(
            "It sees nothing of the other's either",
            () => hostile.Organizations.GetOrganizationAsync(acme.Id),
            _ => [$"GetItem MultiTenantApp  pk = TENANT#acme$SORG$S{acme.Id}#ORG#{acme.Id}  sk = #METADATA"],
            o => o is null,
            Views.Organization);
        await show.StepAsync(
            "And reads its own back as it was",
            () => hostile.Organizations.GetOrganizationAsync("x"),
            _ => [$"GetItem MultiTenantApp  pk = TENANT#acme$SORG$S{acme.Id}#ORG#x  sk = #METADATA"],
            o => o is { Name: "Outbreak" } && o.TenantId == $"acme#ORG#{acme.Id}",
            Views.Organization);

        await show.RefusalAsync<KeyValueException>("A tenant that is empty", () => Task.FromResult(options.ForTenant("")), [], e => e.Property == "Tenant");
        var nobody = new Workspace(options, actor);
        await show.RefusalAsync<TenantScopeException>(
            "A context without a tenant",
            () => nobody.Organizations.GetOrganizationAsync(acme.Id),
            [],
            e => e is { Code: "STL2101", Entity: "Organization" });
    }
}
