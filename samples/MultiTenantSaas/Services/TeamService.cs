namespace MultiTenantSaas.Services;

public sealed class TeamService(SaasTable db, AuditService audit)
{
    public Task<Team> CreateTeamAsync(string organizationId, string name, string? description = null) =>
        db.Teams.CreateAsync(new Team { OrganizationId = organizationId, Name = name, Description = description });

    /// <summary>The team alone: one GetItem.</summary>
    public Task<Team?> FindTeamAsync(string organizationId, string teamId) => db.Teams.FindAsync(organizationId, teamId);

    /// <summary>The team and its members, and nobody else's: one Query.</summary>
    public Task<Team?> GetTeamAsync(string organizationId, string teamId) =>
        db.Teams.Include(t => t.Members.OrderBy(m => m.Username)).SingleOrDefaultAsync(t => t.OrganizationId == organizationId && t.Id == teamId);

    public Task<List<Team>> GetOrganizationTeamsAsync(string organizationId) =>
        db.Teams.Where(t => t.OrganizationId == organizationId).ToListAsync();

    /// <summary>
    /// The member, both counters and the audit entry, together or not at all. The member's key refuses the same user twice, and the organization's
    /// condition refuses one more than it pays for: DynamoDB compares its two numbers at the moment of the write.
    /// </summary>
    public async Task<TeamMember> AddMemberAsync(string organizationId, string teamId, string userId, string username, string email, Role role)
    {
        var member = new TeamMember { OrganizationId = organizationId, TeamId = teamId, Id = userId, Username = username, Email = email, Role = role };
        await db.Transaction()
            .Create(member, out var created)
            .Update(Team(organizationId, teamId), u => u.Add(t => t.MemberCount, 1))
            .Update(Organization(organizationId), u => u.Add(o => o.MemberCount, 1), when: o => o.MemberCount < o.MaxUsers)
            .Create(audit.Entry(nameof(TeamMember), MembershipId(teamId, userId), AuditAction.Create, (nameof(TeamMember.TeamId), null, teamId)))
            .CommitAsync();
        return created;
    }

    /// <summary>Takes a member away and counts down; one who is not there is refused, so that no counter drifts.</summary>
    public Task RemoveMemberAsync(string organizationId, string teamId, string userId) =>
        db.Transaction()
            .Delete(db.Members.Where(m => m.OrganizationId == organizationId && m.TeamId == teamId && m.Id == userId), when: m => m.Id == userId)
            .Update(Team(organizationId, teamId), u => u.Subtract(t => t.MemberCount, 1))
            .Update(Organization(organizationId), u => u.Subtract(o => o.MemberCount, 1))
            .Create(audit.Entry(nameof(TeamMember), MembershipId(teamId, userId), AuditAction.Delete, (nameof(TeamMember.TeamId), teamId, null)))
            .CommitAsync();

    /// <summary>What the audit trail calls a membership.</summary>
    public static string MembershipId(string teamId, string userId) => $"{teamId}/{userId}";

    private IQueryable<Team> Team(string organizationId, string teamId) =>
        db.Teams.Where(t => t.OrganizationId == organizationId && t.Id == teamId);

    private IQueryable<Organization> Organization(string organizationId) => db.Organizations.Where(o => o.Id == organizationId);
}
