using SingleTable.Linq.Design;

namespace MultiTenantSaas.Design;

/// <summary>What the application asks of its table, and a small company as an example: <c>singletable report MultiTenantSaas.dll</c> draws it.</summary>
public sealed class SaasDesign : ITableReportSource<SaasTable>
{
    private static readonly DateTimeOffset s_then = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
    private static readonly string[] s_teams = ["t1", "t2"];

    public void Describe(SaasTable context, TableReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        AddPatterns(context, report);
        report.AddSamples(Company());
    }

    /// <summary>The access patterns.</summary>
    public static void AddPatterns(SaasTable db, TableReport report) => report
        .AddPattern("An organization", db.Organizations.Where(o => o.Id == "o1"))
        .AddPattern("An organization with its teams and their members", db.Organizations.Where(o => o.Id == "o1").Include(o => o.Teams).ThenInclude(t => t.Members))
        .AddPattern("Teams of an organization", db.Teams.Where(t => t.OrganizationId == "o1"))
        .AddPattern("Members of a team", db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1"))
        .AddPattern("Administrators of a team", db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1" && m.Role == Role.Admin))
        .AddPattern(
            "Active projects of a team, newest first",
            db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active).OrderByDescending(p => p.CreatedAt).Take(20))
        .AddPattern("Projects of several teams", db.Projects.Where(p => s_teams.Contains(p.TeamId)))
        .AddPattern(
            "What happened to an organization",
            db.AuditLogs.Where(a => a.EntityType == "Organization" && a.EntityId == "o1").OrderByDescending(a => a.Timestamp));

    /// <summary>The sample items.</summary>
    public static IEnumerable<object> Company() =>
    [
        new Organization { Id = "o1", Name = "Acme Rockets", Plan = Plan.Pro, MaxUsers = 50, MemberCount = 3, CreatedAt = s_then, CreatedBy = "u1" },
        new Team { Id = "t1", OrganizationId = "o1", Name = "Platform", Description = "What all others build on", MemberCount = 2, CreatedAt = s_then.AddDays(1) },
        new Team { Id = "t2", OrganizationId = "o1", Name = "Propulsion", MemberCount = 1, CreatedAt = s_then.AddDays(2) },
        Member("u1", "t1", "ada", Role.Admin, 1),
        Member("u2", "t1", "grace", Role.Member, 3),
        Member("u3", "t2", "wernher", Role.Viewer, 4),
        new Project { Id = "p1", TeamId = "t1", Name = "Launch pad", Status = ProjectStatus.Active, TaskCount = 12, CreatedAt = s_then.AddDays(5) },
        new Project { Id = "p2", TeamId = "t1", Name = "Old tower", Description = "Taken down", Status = ProjectStatus.Archived, TaskCount = 40, CreatedAt = s_then.AddDays(1) },
        new Project { Id = "p3", TeamId = "t2", Name = "Methane engine", Status = ProjectStatus.Active, TaskCount = 7, CreatedAt = s_then.AddDays(6) },
        new WebDomain { Id = "d1", Host = "rockets.example", Contact = "ada@acme.example", Version = 1 },
        new AuditLog
        {
            Id = "01JQ", EntityType = "Organization", EntityId = "o1", Action = AuditAction.Update, Timestamp = s_then.AddDays(7),
            UserId = "u1", Username = "ada", RequestId = "r1", Changes = new() { ["Plan"] = new Change("Free", "Pro") },
        },
    ];

    private static TeamMember Member(string id, string team, string name, Role role, int days) => new()
    {
        Id = id, OrganizationId = "o1", TeamId = team, Username = name, Email = $"{name}@acme.example", Role = role, JoinedAt = s_then.AddDays(days),
    };
}
