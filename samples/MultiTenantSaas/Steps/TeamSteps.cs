using MultiTenantSaas.Services;
using MultiTenantSaas.Show;

namespace MultiTenantSaas.Steps;

internal static class TeamSteps
{
    public static async Task<(Team Engineering, Team Design)> RunAsync(
        Walkthrough show, OrganizationService organizations, TeamService teams, AuditService audit, Organization acme)
    {
        show.Chapter("Teams and members", "They live in their organization's partition, so that one Query reads all three levels.");

        var engineering = await show.StepAsync(
            "Create a team",
            () => teams.CreateTeamAsync(acme.Id, "Engineering", "Product engineering team"),
            t => [$"PutItem MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk = TEAM#{t.Id}  if not exists"],
            t => t is { TenantId: "acme", Name: "Engineering", Description: "Product engineering team", MemberCount: 0, Members: [] } && t.OrganizationId == acme.Id,
            Views.Team);

        var design = await show.StepAsync(
            "And another, without a description",
            () => teams.CreateTeamAsync(acme.Id, "Design"),
            t => [$"PutItem MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk = TEAM#{t.Id}  if not exists"],
            t => t is { Name: "Design", Description: null } && t.Id != engineering.Id,
            Views.Team);

        await show.StepAsync(
            "A team by its key: one GetItem",
            () => teams.FindTeamAsync(acme.Id, engineering.Id),
            _ => [$"GetItem MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk = TEAM#{engineering.Id}"],
            t => t is { Name: "Engineering", MemberCount: 0 },
            Views.Team);

        var john = await show.StepAsync(
            "Add a member: the member, both counters and the audit entry in one transaction",
            () => teams.AddMemberAsync(acme.Id, engineering.Id, "user1", "john", "john@acme.com", Role.Admin),
            m => [Joins(acme, engineering, m)],
            m => m is { Id: "user1", TenantId: "acme", Username: "john", Role: Role.Admin } && m.JoinedAt >= engineering.CreatedAt,
            Views.Member);

        await show.StepAsync(
            "Add a second one",
            () => teams.AddMemberAsync(acme.Id, engineering.Id, "user2", "jane", "jane@acme.com", Role.Member),
            m => [Joins(acme, engineering, m)],
            m => m is { Id: "user2", Username: "jane", Role: Role.Member },
            Views.Member);

        await show.StepAsync(
            "And one to the other team",
            () => teams.AddMemberAsync(acme.Id, design.Id, "user3", "mia", "mia@acme.com", Role.Viewer),
            m => [Joins(acme, design, m)],
            m => m is { Id: "user3", Username: "mia" } && m.TeamId == design.Id,
            Views.Member);

        await show.StepAsync(
            "A team with its members, and nobody else's: one Query, clamped to the team",
            () => teams.GetTeamAsync(acme.Id, engineering.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk between TEAM#{engineering.Id} and TEAM#{engineering.Id}#MEMBER$  asc"],
            t => t is { Name: "Engineering", MemberCount: 2, Members: [{ Username: "jane" }, { Username: "john" }] } && t.Members[1] == john,
            Views.TeamWithMembers);

        await show.StepAsync(
            "The teams of an organization, and nothing else of its partition",
            () => teams.GetOrganizationTeamsAsync(acme.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk begins_with TEAM#  asc  filter type = Team"],
            all => all.Select(t => (t.Name, t.MemberCount)).Order().SequenceEqual([("Design", 1), ("Engineering", 2)]),
            Views.Teams);

        await show.StepAsync(
            "The organization with its teams and their members: one Query",
            () => organizations.GetOrganizationWithTeamsAsync(acme.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  asc"],
            o => o is
            {
                MemberCount: 3,
                Teams: [{ Name: "Design", Members: [{ Username: "mia" }] }, { Name: "Engineering", Members: [{ Username: "jane" }, { Username: "john" }] }],
            },
            Views.Tree);

        return (engineering, design);
    }

    public static async Task RunRemovalAsync(Walkthrough show, TeamService teams, AuditService audit, Organization acme, Team design)
    {
        await show.StepAsync(
            "Remove a member: it, both counters and the audit entry in one transaction",
            () => teams.RemoveMemberAsync(acme.Id, design.Id, "user3"),
            [
                $"TransactWriteItems MultiTenantApp  [Delete TeamMember pk = TENANT#acme#ORG#{acme.Id} sk = TEAM#{design.Id}#MEMBER#user3 if exists*] "
                    + $"[Update Team *MemberCount*] [Update Organization *MemberCount*] [Put AuditLog *AUDIT#TeamMember#{design.Id}/user3 *]",
            ]);

        await show.StepAsync(
            "The team is empty, and its counter says so",
            () => teams.GetTeamAsync(acme.Id, design.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#ORG#{acme.Id}  sk between TEAM#{design.Id} and TEAM#{design.Id}#MEMBER$  asc"],
            t => t is { Name: "Design", MemberCount: 0, Members: [] },
            Views.TeamWithMembers);

        await show.StepAsync(
            "What happened to the member",
            () => audit.GetEntityAuditTrailAsync(nameof(TeamMember), TeamService.MembershipId(design.Id, "user3")),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#AUDIT#TeamMember#{design.Id}/user3  sk begins_with LOG#  asc"],
            trail => trail is [{ Action: AuditAction.Create }, { Action: AuditAction.Delete }] && trail[0].Timestamp <= trail[1].Timestamp
                && trail[1].Changes["TeamId"] == new Change(design.Id, null),
            Views.Trail);
    }

    private static string Joins(Organization organization, Team team, TeamMember member) =>
        $"TransactWriteItems MultiTenantApp  [Put TeamMember pk = TENANT#acme#ORG#{organization.Id} sk = TEAM#{team.Id}#MEMBER#{member.Id} if not exists] "
        + $"[Update Team pk = TENANT#acme#ORG#{organization.Id} sk = TEAM#{team.Id} set UpdatedAt add MemberCount if exists] "
        + $"[Update Organization pk = TENANT#acme#ORG#{organization.Id} sk = #METADATA set UpdatedAt add MemberCount if exists and MemberCount < MaxUsers] "
        + $"[Put AuditLog pk = TENANT#acme#AUDIT#TeamMember#{team.Id}/{member.Id} sk = LOG#* if not exists]";
}
