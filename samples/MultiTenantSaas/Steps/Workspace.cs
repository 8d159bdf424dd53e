using MultiTenantSaas.Services;

namespace MultiTenantSaas.Steps;

/// <summary>What a web application would make for each request: the tenant's context and the services on it.</summary>
public sealed class Workspace
{
    public Workspace(TableOptions<SaasTable> options, Actor actor)
    {
        Db = new SaasTable(options, actor);
        Audit = new AuditService(Db);
        Organizations = new OrganizationService(Db, Audit);
        Teams = new TeamService(Db, Audit);
        Projects = new ProjectService(Db, Audit);
    }

    public SaasTable Db { get; }
    public OrganizationService Organizations { get; }
    public TeamService Teams { get; }
    public ProjectService Projects { get; }
    public AuditService Audit { get; }
}
