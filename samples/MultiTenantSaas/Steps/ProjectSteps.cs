using MultiTenantSaas.Services;
using MultiTenantSaas.Show;

namespace MultiTenantSaas.Steps;

internal static class ProjectSteps
{
    public static async Task RunAsync(Walkthrough show, ProjectService projects, AuditService audit, Team team)
    {
        show.Chapter("Projects", "A partition of their own for each team, and a place on GSI1 by status and time of creation.");

        var website = await show.StepAsync(
            "Create a project",
            () => projects.CreateProjectAsync(team.Id, "Website Redesign", "Redesign company website"),
            p => [Creates(team, p)],
            p => p is { TenantId: "acme", Name: "Website Redesign", Status: ProjectStatus.Active, TaskCount: 0, UpdatedAt: null } && p.TeamId == team.Id,
            Views.Project);

        var search = await show.StepAsync(
            "And a second one",
            () => projects.CreateProjectAsync(team.Id, "Search"),
            p => [Creates(team, p)],
            p => p is { Name: "Search", Description: null } && p.CreatedAt >= website.CreatedAt,
            Views.Project);

        await show.StepAsync(
            "A project by its key: one GetItem",
            () => projects.GetProjectAsync(team.Id, website.Id),
            _ => [$"GetItem MultiTenantApp  pk = TENANT#acme#TEAM#{team.Id}  sk = PROJECT#{website.Id}"],
            p => p == website,
            Views.Project);

        await show.StepAsync(
            "All projects of a team",
            () => projects.GetTeamProjectsAsync(team.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#TEAM#{team.Id}  sk begins_with PROJECT#  asc"],
            all => all.ToHashSet().SetEquals([website, search]),
            Views.Projects);

        await show.StepAsync(
            "The active ones, newest first: one Query of GSI1",
            () => projects.GetTeamProjectsAsync(team.Id, ProjectStatus.Active),
            _ => [ByStatus(team, "Active")],
            active => active.SequenceEqual([search, website]),
            Views.Projects);

        await show.StepAsync(
            "Archive one: its index key is made again, from the new status and the time of creation",
            () => projects.ArchiveProjectAsync(team.Id, website.Id),
            [
                $"GetItem MultiTenantApp  pk = TENANT#acme#TEAM#{team.Id}  sk = PROJECT#{website.Id}",
                $"TransactWriteItems MultiTenantApp  [Update Project pk = TENANT#acme#TEAM#{team.Id} sk = PROJECT#{website.Id} set *Status* index GSI1 if exists and *] "
                    + $"[Put AuditLog pk = TENANT#acme#AUDIT#Project#{website.Id} sk = LOG#* if not exists]",
            ]);

        await show.StepAsync(
            "So it left the active ones",
            () => projects.GetTeamProjectsAsync(team.Id, ProjectStatus.Active),
            _ => [ByStatus(team, "Active")],
            active => active.SequenceEqual([search]),
            Views.Projects);

        await show.StepAsync(
            "And is among the archived ones, otherwise as it was",
            () => projects.GetTeamProjectsAsync(team.Id, ProjectStatus.Archived),
            _ => [ByStatus(team, "Archived")],
            archived => archived is [{ UpdatedAt: not null } project] && project == website with { Status = ProjectStatus.Archived, UpdatedAt = project.UpdatedAt },
            Views.Projects);

        await show.StepAsync(
            "Its audit trail",
            () => audit.GetEntityAuditTrailAsync(nameof(Project), website.Id),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#AUDIT#Project#{website.Id}  sk begins_with LOG#  asc"],
            trail => trail is [{ Action: AuditAction.Update }] && trail[0].Changes["Status"] == new Change("Active", "Archived"),
            Views.Trail);
    }

    private static string Creates(Team team, Project project) =>
        $"PutItem MultiTenantApp  pk = TENANT#acme#TEAM#{team.Id}  sk = PROJECT#{project.Id}  if not exists";

    private static string ByStatus(Team team, string status) =>
        $"Query MultiTenantApp/GSI1  gsi1pk = TENANT#acme#TEAM#{team.Id}  gsi1sk begins_with STATUS#{status}#  desc";
}
