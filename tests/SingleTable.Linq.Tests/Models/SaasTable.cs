namespace SingleTable.Linq.Tests.Models;

public enum Plan { Free, Pro, Enterprise }

public enum ProjectStatus { Active, Archived }

public enum Role { Viewer, Member, Admin }

public sealed record Organization
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string Name { get; init; }
    public Plan Plan { get; init; }
    public int MaxUsers { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public List<Team> Teams { get; init; } = [];
}

public sealed record Team
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
    public int MemberCount { get; init; }
    public HashSet<string> Tags { get; init; } = [];
    public IReadOnlyList<TeamMember> Members { get; init; } = [];
}

public sealed record TeamMember
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string OrganizationId { get; init; }
    public required string TeamId { get; init; }
    public required string Username { get; init; }
    public Role Role { get; init; }
    public Address? Address { get; init; }
}

public sealed record Address(string City, string? Street, List<string> Phones);

public sealed record Project
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string TeamId { get; init; }
    public required string Name { get; init; }
    public ProjectStatus Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int TaskCount { get; init; }
    public string? Owner { get; init; }
}

/// <summary>A device's readings: numeric and date slots, a numeric index, a time to live.</summary>
public sealed class Reading
{
    public string TenantId { get; set; } = "";
    public required string Device { get; set; }
    public DateTime Time { get; set; }
    public int Sequence { get; set; }
    public double Value { get; set; }
    public int Severity { get; set; }
    public bool IsAlarm { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
}

/// <summary>The seed page's application, with some entities that need other kinds of keys.</summary>
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
            e.Property(o => o.UpdatedAt).OnUpdate(Generate.Timestamp);
            e.HasMany(o => o.Teams);
        });
        table.Entity<Team>(e =>
        {
            e.HasKey(t => $"TENANT#{t.TenantId}#ORG#{t.OrganizationId}", t => $"TEAM#{t.Id}");
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
        // Only for the tests that run on a table: the text of the model stays one that a person can read.
        if (Options.TableName is null)
        {
            return;
        }

        table.Entity<Asset>(e =>
        {
            e.HasKey(a => $"TENANT#{a.TenantId}#SITE#{a.Site}", a => $"ASSET#{a.Id}");
            e.Property(a => a.Grade).AsNumber();
        });
        Stamps.Declare(table);
    }
}
