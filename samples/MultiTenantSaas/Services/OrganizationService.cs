namespace MultiTenantSaas.Services;

public sealed class OrganizationService(SaasTable db, AuditService audit)
{
    public Task<Organization> CreateOrganizationAsync(string name, Plan plan) =>
        db.Organizations.CreateAsync(new Organization { Name = name, Plan = plan, MaxUsers = plan.MaxUsers() });

    public Task<Organization?> GetOrganizationAsync(string organizationId) =>
        db.Organizations.SingleOrDefaultAsync(o => o.Id == organizationId);

    /// <summary>The organization, its teams and their members by name: one Query of its partition.</summary>
    public Task<Organization?> GetOrganizationWithTeamsAsync(string organizationId) =>
        db.Organizations
            .Include(o => o.Teams.OrderBy(t => t.Name)).ThenInclude(t => t.Members.OrderBy(m => m.Username))
            .SingleOrDefaultAsync(o => o.Id == organizationId);

    /// <summary>Changes what is given, and the limit along with the plan; a plan that is too small for the members is refused.</summary>
    public async Task UpdateOrganizationAsync(string organizationId, string? name = null, Plan? plan = null)
    {
        var before = await GetOrganizationAsync(organizationId) ?? throw new KeyNotFoundException($"There is no organization '{organizationId}'.");
        var after = before with { Name = name ?? before.Name, Plan = plan ?? before.Plan, MaxUsers = plan?.MaxUsers() ?? before.MaxUsers };

        // The conditions hold both back: a change by somebody else since the read (the trail would be wrong), and more members than the new plan has.
        await db.Transaction()
            .Update(
                db.Organizations.Where(o => o.Id == organizationId),
                u => u.Set(o => o.Name, after.Name).Set(o => o.Plan, after.Plan).Set(o => o.MaxUsers, after.MaxUsers),
                when: o => o.Name == before.Name && o.Plan == before.Plan && o.MemberCount <= after.MaxUsers)
            .Create(audit.Entry(
                nameof(Organization), organizationId, AuditAction.Update,
                (nameof(Organization.Name), before.Name, after.Name),
                (nameof(Organization.Plan), before.Plan.ToString(), after.Plan.ToString())))
            .CommitAsync();
    }
}
