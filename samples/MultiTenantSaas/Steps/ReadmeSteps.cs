using MultiTenantSaas.Show;

namespace MultiTenantSaas.Steps;

/// <summary>The code of the README's first screen.</summary>
internal static class ReadmeSteps
{
    public static async Task RunAsync(Walkthrough show, SaasTable db)
    {
        show.Chapter("The README", "The code of its first screen, as it stands there.");

        var acme = await show.StepAsync(
            "Create",
            () => db.Organizations.CreateAsync(new Organization { Name = "Acme", Plan = Plan.Pro, MaxUsers = 50 }),
            o => [$"PutItem MultiTenantApp  pk = TENANT#acme#ORG#{o.Id}  sk = #METADATA  if not exists"],
            o => o is { Name: "Acme", Id.Length: 36 },
            Views.Organization);
        var orgId = acme.Id;
        var created = await show.StepAsync(
            "Create",
            () => db.Teams.CreateAsync(new Team { OrganizationId = orgId, Name = "Core" }),
            t => [$"PutItem MultiTenantApp  pk = TENANT#acme#ORG#{orgId}  sk = TEAM#{t.Id}  if not exists"],
            t => t.Name == "Core",
            Views.Team);
        var teamId = created.Id;

        await show.StepAsync(
            "One GetItem",
            () => db.Teams.SingleOrDefaultAsync(t => t.OrganizationId == orgId && t.Id == teamId),
            _ => [$"GetItem MultiTenantApp  pk = TENANT#acme#ORG#{orgId}  sk = TEAM#{teamId}"],
            t => t is { Name: "Core" },
            Views.Team);
        await show.StepAsync(
            "The same GetItem, without an expression tree",
            () => db.Teams.FindAsync(orgId, teamId),
            _ => [$"GetItem MultiTenantApp  pk = TENANT#acme#ORG#{orgId}  sk = TEAM#{teamId}"],
            t => t is { Name: "Core" },
            Views.Team);
        await show.StepAsync(
            "Update: the item must exist, the updated one comes back",
            () => db.Teams.Where(t => t.OrganizationId == orgId && t.Id == teamId)
                .UpdateAsync(u => u.Set(t => t.Name, "Platform").Set(t => t.Description, "What all others build on")),
            _ => [$"UpdateItem MultiTenantApp  pk = TENANT#acme#ORG#{orgId}  sk = TEAM#{teamId}  set Name, Description, UpdatedAt  if exists"],
            t => t is { Name: "Platform", MemberCount: 0, UpdatedAt: not null },
            Views.Team);

        var member = new TeamMember { OrganizationId = orgId, TeamId = teamId, Id = "u7", Username = "kim", Email = "kim@acme.com" };
        await show.StepAsync(
            "A transaction, with a condition in C#",
            () => db.Transaction()
                .Create(member)
                .Update(db.Teams.Where(t => t.OrganizationId == orgId && t.Id == teamId), u => u.Add(t => t.MemberCount, 1))
                .Update(
                    db.Organizations.Where(o => o.Id == orgId),
                    u => u.Add(o => o.MemberCount, 1),
                    when: o => o.MemberCount < o.MaxUsers)
                .CommitAsync(),
            [$"TransactWriteItems MultiTenantApp  [Put TeamMember *] [Update Team *] [Update Organization *if exists and MemberCount < MaxUsers]"]);
        await show.StepAsync(
            "One Query of one partition, all three levels",
            () => db.Organizations.Include(o => o.Teams).ThenInclude(t => t.Members.OrderBy(m => m.Username))
                .SingleAsync(o => o.Id == orgId),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#ORG#{orgId}  asc"],
            o => o is { MemberCount: 1, Teams: [{ Name: "Platform", MemberCount: 1, Members: [{ Id: "u7", Username: "kim" }] }] },
            Views.Tree);
        await show.StepAsync(
            "One Query of GSI1, newest first",
            () => db.Projects.Where(p => p.TeamId == teamId && p.Status == ProjectStatus.Active)
                .OrderByDescending(p => p.CreatedAt).Take(20).ToListAsync(),
            _ => [$"Query MultiTenantApp/GSI1  gsi1pk = TENANT#acme#TEAM#{teamId}  gsi1sk begins_with STATUS#Active#  desc  limit 20"],
            projects => projects.Count == 0,
            Views.Projects);
        await show.StepAsync(
            "What a query would send, without sending it",
            () => Task.FromResult(
                db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active).Explain()),
            _ => [],
            line => line.StartsWith("Query MultiTenantApp/GSI1  gsi1pk = TENANT#acme#TEAM#t1  gsi1sk begins_with STATUS#Active#  asc", StringComparison.Ordinal),
            Views.Text);
        await show.StepAsync(
            "Delete; whether there was one comes back",
            () => db.Members.DeleteAsync(member),
            _ => [$"DeleteItem MultiTenantApp  pk = TENANT#acme#ORG#{orgId}  sk = TEAM#{teamId}#MEMBER#u7"],
            wasThere => wasThere,
            wasThere => Views.Text($"{wasThere}"));
    }
}
