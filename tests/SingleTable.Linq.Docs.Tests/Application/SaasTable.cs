namespace SingleTable.Linq.Docs.Tests.Application;

/// <summary>The application of the README and of the pages: organizations with teams, members and projects, and devices with readings.</summary>
public sealed class SaasTable(TableOptions<SaasTable> options) : TableContext(options)
{
    public EntitySet<Organization> Organizations => Set<Organization>();
    public EntitySet<Team> Teams => Set<Team>();
    public EntitySet<TeamMember> Members => Set<TeamMember>();
    public EntitySet<Project> Projects => Set<Project>();
    public EntitySet<Reading> Readings => Set<Reading>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("MultiTenantApp").HasKeys("pk", "sk").HasTenant("TenantId");
        table.HasTypeIndex("TypeIndex", "_type", "_timestamp");
        table.HasIndex("GSI1", "gsi1pk", "gsi1sk");
        table.HasNumericIndex("BySeverity", "sevpk", "sev");
        table.HasTimeToLive("ttl");

        table.Entity<Organization>(e =>
        {
            e.HasKey(o => $"TENANT#{o.TenantId}#ORG#{o.Id}", _ => "#METADATA");
            e.Property(o => o.Id).OnCreate(Generate.UuidV7);
            e.Property(o => o.CreatedAt).OnCreate(Generate.Timestamp);
            e.Property(o => o.UpdatedAt).OnCreate(Generate.Timestamp).OnUpdate(Generate.Timestamp);
            e.HasMany(o => o.Teams);
        });
        table.Entity<Team>(e =>
        {
            e.HasKey(t => $"TENANT#{t.TenantId}#ORG#{t.OrganizationId}", t => $"TEAM#{t.Id}");
            e.Property(t => t.Id).OnCreate(Generate.UuidV7);
            e.HasMany(t => t.Members);
        });
        table.Entity<TeamMember>(e =>
            e.HasKey(m => $"TENANT#{m.TenantId}#ORG#{m.OrganizationId}", m => $"TEAM#{m.TeamId}#MEMBER#{m.Id}"));
        table.Entity<Project>(e =>
        {
            e.HasKey(p => $"TENANT#{p.TenantId}#TEAM#{p.TeamId}", p => $"PROJECT#{p.Id}");
            e.HasIndex("GSI1", p => $"TENANT#{p.TenantId}#TEAM#{p.TeamId}", p => $"STATUS#{p.Status}#{p.CreatedAt}");
            e.Property(p => p.CreatedAt).OnCreate(Generate.Timestamp);
        });
        table.Entity<Reading>(e =>
        {
            e.HasKey(r => $"TENANT#{r.TenantId}#DEVICE#{r.Device}", r => $"READING#{r.Time}#{r.Sequence}");
            e.HasIndex("BySeverity", r => $"TENANT#{r.TenantId}#DEVICE#{r.Device}", r => r.Severity);
            e.HasTimeToLive(r => r.ExpiresAt);
        });
    }
}
