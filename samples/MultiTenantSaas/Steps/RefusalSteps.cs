using MultiTenantSaas.Show;

namespace MultiTenantSaas.Steps;

internal static class RefusalSteps
{
    public static async Task RunAsync(Walkthrough show, Workspace work, Organization acme, Team team)
    {
        show.Chapter("What is refused", "Nothing is overwritten, created or counted by accident. After each refusal the table is as it was.");
        var (db, organizations, teams) = (work.Db, work.Organizations, work.Teams);

        await show.RefusalAsync<ItemExistsException>(
            "Create an organization twice",
            () => db.Organizations.CreateAsync(acme with { Name = "Impostor", CreatedBy = "" }),
            [$"PutItem MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk = #METADATA  if not exists"],
            e => e.Current is Organization { Name: "Acme Inc" });

        await show.RefusalAsync<TransactionFailedException>(
            "Add a member twice",
            () => teams.AddMemberAsync(acme.Id, team.Id, "user1", "john again", "john@acme.com", Role.Viewer),
            ["TransactWriteItems MultiTenantApp  [Put TeamMember *"],
            e => e.Failures is [{ Index: 0, Entity: "TeamMember", Action: "Create", Code: "ConditionalCheckFailed" }]);

        await show.StepAsync(
            "The counters and the members are unchanged",
            () => organizations.GetOrganizationWithTeamsAsync(acme.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  asc"],
            o => o is { MemberCount: 2, Teams: [{ MemberCount: 0 }, { MemberCount: 2, Members: [{ Username: "jane" }, { Username: "john", Role: Role.Admin }] }] },
            Views.Tree);

        await FillAsync(show, work);

        await show.RefusalAsync<ItemNotFoundException>(
            "Update a team that does not exist",
            () => db.Teams.Where(t => t.OrganizationId == acme.Id && t.Id == "ghost")
                .UpdateAsync(u => u.Add(t => t.MemberCount, 1)),
            [$"TransactWriteItems MultiTenantApp  [Update Team pk = TENANT#acme#ORG#{acme.Id} sk = TEAM#ghost set UpdatedAt add MemberCount if exists]"],
            e => e.Entity == "Team");

        await show.StepAsync(
            "No ghost was left behind",
            () => teams.FindTeamAsync(acme.Id, "ghost"),
            _ => [$"GetItem MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk = TEAM#ghost"],
            t => t is null,
            Views.Team);

        await show.RefusalAsync<TransactionFailedException>(
            "Remove a member who is not there: no counter moves",
            () => teams.RemoveMemberAsync(acme.Id, team.Id, "nobody"),
            ["TransactWriteItems MultiTenantApp  [Delete TeamMember *"],
            e => e.Failures is [{ Index: 0, Action: "Delete" }]);

        await show.RefusalAsync<WriteException>(
            "Write what only a generator writes",
            () => db.Organizations.CreateAsync(new Organization { Name = "Forged", CreatedBy = "somebody else" }),
            [],
            e => e is { Entity: "Organization", Property: "CreatedBy" });

        await show.RefusalAsync<WriteException>(
            "Change half of an index key",
            () => db.Projects.Where(p => p.TeamId == team.Id && p.Id == "any")
                .UpdateAsync(u => u.Set(p => p.Status, ProjectStatus.Archived)),
            [],
            e => e.Message.Contains("GSI1", StringComparison.Ordinal) && e.Message.Contains("CreatedAt", StringComparison.Ordinal));

        await show.RefusalAsync<QueryTranslationException>(
            "A query without a key",
            () => db.Organizations.Where(o => o.Name == "Acme Inc").ToListAsync(),
            [],
            e => e.Code == "STL1201" && e.Message.Contains("Organization.Id", StringComparison.Ordinal));
    }

    private static async Task FillAsync(Walkthrough show, Workspace work)
    {
        var (organizations, teams) = (work.Organizations, work.Teams);
        var tiny = await show.StepAsync(
            "A small organization, on a plan for five",
            () => organizations.CreateOrganizationAsync("Tiny Ltd", Plan.Free),
            o => [$"PutItem MultiTenantApp  pk = TENANT#acme#ORG#{o.Id}  sk = #METADATA  if not exists"],
            o => o is { Plan: Plan.Free, MaxUsers: 5, MemberCount: 0 },
            Views.Organization);
        var crew = await show.StepAsync(
            "With one team",
            () => teams.CreateTeamAsync(tiny.Id, "Crew"),
            t => [$"PutItem MultiTenantApp  pk = TENANT#acme#ORG#{tiny.Id}  sk = TEAM#{t.Id}  if not exists"],
            t => t.MemberCount == 0,
            Views.Team);
        Task<TeamMember> JoinAsync(int n) => teams.AddMemberAsync(tiny.Id, crew.Id, $"u{n}", $"user {n}", $"u{n}@tiny.example", Role.Member);
        await show.StepAsync(
            "Four members join",
            async () => new List<TeamMember> { await JoinAsync(1), await JoinAsync(2), await JoinAsync(3), await JoinAsync(4) },
            _ => [.. Enumerable.Repeat("TransactWriteItems MultiTenantApp  [Put TeamMember *", 4)],
            joined => joined.Count == 4,
            Views.Members);
        await show.StepAsync(
            "The fifth fits",
            () => JoinAsync(5),
            _ => ["TransactWriteItems MultiTenantApp  [Put TeamMember *"],
            m => m.Id == "u5",
            Views.Member);
        await show.RefusalAsync<TransactionFailedException>(
            "The sixth does not",
            () => JoinAsync(6),
            ["TransactWriteItems MultiTenantApp  [Put TeamMember *"],
            e => e.Failures is [{ Index: 2, Entity: "Organization", Code: "ConditionalCheckFailed", Current: Organization { MemberCount: 5, MaxUsers: 5 } }]);
        await show.StepAsync(
            "The counters and the members are unchanged",
            () => organizations.GetOrganizationWithTeamsAsync(tiny.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#ORG#{tiny.Id}  asc"],
            o => o is { MemberCount: 5, Teams: [{ MemberCount: 5, Members.Count: 5 } team] } && team.Members.All(m => m.Id != "u6"),
            Views.Tree);
        await show.StepAsync(
            "One leaves",
            () => teams.RemoveMemberAsync(tiny.Id, crew.Id, "u5"),
            ["TransactWriteItems MultiTenantApp  [Delete TeamMember *"]);
        await show.RefusalAsync<TransactionFailedException>(
            "And cannot leave again",
            () => teams.RemoveMemberAsync(tiny.Id, crew.Id, "u5"),
            ["TransactWriteItems MultiTenantApp  [Delete TeamMember *"],
            e => e.Failures is [{ Index: 0, Entity: "TeamMember", Action: "Delete", Current: null }]);
        await show.StepAsync(
            "It was counted once",
            () => organizations.GetOrganizationWithTeamsAsync(tiny.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#ORG#{tiny.Id}  asc"],
            o => o is { MemberCount: 4, Teams: [{ MemberCount: 4, Members.Count: 4 }] },
            Views.Tree);
    }
}
