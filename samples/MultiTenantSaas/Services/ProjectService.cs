namespace MultiTenantSaas.Services;

public sealed class ProjectService(SaasTable db, AuditService audit)
{
    public Task<Project> CreateProjectAsync(string teamId, string name, string? description = null) =>
        db.Projects.CreateAsync(new Project { TeamId = teamId, Name = name, Description = description, Status = ProjectStatus.Active });

    public Task<Project?> GetProjectAsync(string teamId, string projectId) =>
        db.Projects.SingleOrDefaultAsync(p => p.TeamId == teamId && p.Id == projectId);

    /// <summary>All projects of a team from the table, or those of one status from GSI1, newest first.</summary>
    public Task<List<Project>> GetTeamProjectsAsync(string teamId, ProjectStatus? status = null)
    {
        var projects = db.Projects.Where(p => p.TeamId == teamId);
        return status is { } wanted
            ? projects.Where(p => p.Status == wanted).OrderByDescending(p => p.CreatedAt).ToListAsync()
            : projects.ToListAsync();
    }

    /// <summary>Archives an active project. Its place on GSI1 is made of its status and its time of creation, so it moves there in the same write.</summary>
    public async Task ArchiveProjectAsync(string teamId, string projectId)
    {
        var project = await GetProjectAsync(teamId, projectId) ?? throw new KeyNotFoundException($"There is no project '{projectId}'.");
        await db.Transaction()
            .Update(
                db.Projects.Where(p => p.TeamId == teamId && p.Id == projectId),
                u => u.Set(p => p.Status, ProjectStatus.Archived).Given(p => p.CreatedAt, project.CreatedAt),
                when: p => p.Status == project.Status)
            .Create(audit.Entry(
                nameof(Project), projectId, AuditAction.Update,
                (nameof(Project.Status), project.Status.ToString(), nameof(ProjectStatus.Archived))))
            .CommitAsync();
    }
}
