namespace MultiTenantSaas;

/// <summary>One table for all entities of all tenants. The tenant comes with the options, the actor with each context.</summary>
public sealed class SaasTable(TableOptions<SaasTable> options, Actor actor) : TableContext(options)
{
    public Actor Actor { get; } = actor;

    public EntitySet<Organization> Organizations => Set<Organization>();
    public EntitySet<Team> Teams => Set<Team>();
    public EntitySet<TeamMember> Members => Set<TeamMember>();
    public EntitySet<Project> Projects => Set<Project>();
    public EntitySet<WebDomain> Domains => Set<WebDomain>();
    public EntitySet<AuditLog> AuditLogs => Set<AuditLog>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("MultiTenantApp").HasKeys("pk", "sk").HasTenant("TenantId");
        table.HasTypeIndex("TypeIndex", "_type", "_timestamp");
        table.HasIndex("GSI1", "gsi1pk", "gsi1sk");

        table.Entity<Organization>(e =>
        {
            e.HasKey(o => $"TENANT#{o.TenantId}#ORG#{o.Id}", _ => "#METADATA");
            e.Property(o => o.Id).OnCreate(Generate.UuidV7);
            e.Property(o => o.CreatedAt).OnCreate(Generate.Timestamp);
            e.Property(o => o.UpdatedAt).OnUpdate(Generate.Timestamp);
            e.Property(o => o.CreatedBy).OnCreate(write => ActorOf(write).UserId).IsSealed();
            e.HasMany(o => o.Teams);
        });
        table.Entity<Team>(e =>
        {
            e.HasKey(t => $"TENANT#{t.TenantId}#ORG#{t.OrganizationId}", t => $"TEAM#{t.Id}");
            e.Property(t => t.Id).OnCreate(Generate.UuidV7);
            e.Property(t => t.CreatedAt).OnCreate(Generate.Timestamp);
            e.Property(t => t.UpdatedAt).OnUpdate(Generate.Timestamp);
            e.HasMany(t => t.Members);
        });
        table.Entity<TeamMember>(e =>
        {
            e.HasKey(m => $"TENANT#{m.TenantId}#ORG#{m.OrganizationId}", m => $"TEAM#{m.TeamId}#MEMBER#{m.Id}");
            e.Property(m => m.JoinedAt).OnCreate(Generate.Timestamp);
        });
        table.Entity<Project>(e =>
        {
            e.HasKey(p => $"TENANT#{p.TenantId}#TEAM#{p.TeamId}", p => $"PROJECT#{p.Id}");
            e.HasIndex("GSI1", p => $"TENANT#{p.TenantId}#TEAM#{p.TeamId}", p => $"STATUS#{p.Status}#{p.CreatedAt}");
            e.Property(p => p.Id).OnCreate(Generate.UuidV7);
            e.Property(p => p.CreatedAt).OnCreate(Generate.Timestamp);
            e.Property(p => p.UpdatedAt).OnUpdate(Generate.Timestamp);
        });
        table.Entity<WebDomain>(e =>
        {
            e.HasKey(d => $"TENANT#{d.TenantId}#DOMAIN#{d.Id}", _ => "#METADATA");
            e.Property(d => d.Id).OnCreate(Generate.UuidV7);
            e.HasUnique(d => d.Host, normalize: host => host.ToLowerInvariant());
            e.HasVersion(d => d.Version);
        });
        table.Entity<AuditLog>(e =>
        {
            // Time first, so that a trail reads in order; the id after it keeps two entries of one moment apart.
            e.HasKey(a => $"TENANT#{a.TenantId}#AUDIT#{a.EntityType}#{a.EntityId}", a => $"LOG#{a.Timestamp}#{a.Id}");
            e.Property(a => a.Id).OnCreate(Generate.Ulid).IsSealed();
            e.Property(a => a.Timestamp).OnCreate(Generate.Timestamp).IsSealed();
            e.Property(a => a.UserId).OnCreate(write => ActorOf(write).UserId).IsSealed();
            e.Property(a => a.Username).OnCreate(write => ActorOf(write).Username).IsSealed();
            e.Property(a => a.RequestId).OnCreate(write => ActorOf(write).RequestId).IsSealed();
        });
    }

    private static Actor ActorOf(GenerationContext write) => ((SaasTable)write.Context!).Actor;
}
