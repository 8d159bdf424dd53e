using MultiTenantSaas;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Design.Tests.Models;

/// <summary>The seed's table with what its application asks of it, and a small company.</summary>
internal static class Seed
{
    private static readonly DateTimeOffset s_then = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static SaasTable Table(string tenant = "acme") =>
        new(new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()).ForTenant(tenant), new Actor("u1", "ada", "r1"));

    public static TableReport Report(SaasTable db) => Patterns(new TableReport(db), db).AddSamples(Entities());

    public static TableReport Patterns(TableReport report, SaasTable db) => report
        .AddPattern("An organization", db.Organizations.Where(o => o.Id == "o1"))
        .AddPattern("An organization with its teams and their members", db.Organizations.Where(o => o.Id == "o1").Include(o => o.Teams).ThenInclude(t => t.Members))
        .AddPattern("Teams of an organization", db.Teams.Where(t => t.OrganizationId == "o1"))
        .AddPattern("Members of a team", db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1"))
        .AddPattern("Administrators of a team", db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1" && m.Role == Role.Admin))
        .AddPattern("Active projects of a team, newest first", db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active).OrderByDescending(p => p.CreatedAt).Take(20))
        .AddPattern("Projects of several teams", db.Projects.Where(p => new[] { "t1", "t2" }.Contains(p.TeamId)))
        .AddPattern("What happened to an organization", db.AuditLogs.Where(a => a.EntityType == "Organization" && a.EntityId == "o1").OrderByDescending(a => a.Timestamp));

    public static IEnumerable<object> Entities() =>
    [
        new Organization { Id = "o1", Name = "Acme Rockets", Plan = Plan.Pro, MaxUsers = 50, MemberCount = 3, CreatedAt = s_then, CreatedBy = "u1" },
        new Team { Id = "t1", OrganizationId = "o1", Name = "Platform", Description = "What all others build on", MemberCount = 2, CreatedAt = s_then.AddDays(1) },
        new Team { Id = "t2", OrganizationId = "o1", Name = "Propulsion", MemberCount = 1, CreatedAt = s_then.AddDays(2) },
        new TeamMember { Id = "u1", OrganizationId = "o1", TeamId = "t1", Username = "ada", Email = "ada@acme.example", Role = Role.Admin, JoinedAt = s_then.AddDays(1) },
        new TeamMember { Id = "u2", OrganizationId = "o1", TeamId = "t1", Username = "grace", Email = "grace@acme.example", Role = Role.Member, JoinedAt = s_then.AddDays(3) },
        new TeamMember { Id = "u3", OrganizationId = "o1", TeamId = "t2", Username = "wernher", Email = "wernher@acme.example", Role = Role.Viewer, JoinedAt = s_then.AddDays(4) },
        new Project { Id = "p1", TeamId = "t1", Name = "Launch pad", Status = ProjectStatus.Active, TaskCount = 12, CreatedAt = s_then.AddDays(5) },
        new Project { Id = "p2", TeamId = "t1", Name = "Old tower", Description = "Taken down", Status = ProjectStatus.Archived, TaskCount = 40, CreatedAt = s_then.AddDays(1) },
        new Project { Id = "p3", TeamId = "t2", Name = "Methane engine", Status = ProjectStatus.Active, TaskCount = 7, CreatedAt = s_then.AddDays(6) },
        new WebDomain { Id = "d1", Host = "rockets.example", Contact = "ada@acme.example", Version = 1 },
        new AuditLog
        {
            Id = "01JQ", EntityType = "Organization", EntityId = "o1", Action = MultiTenantSaas.AuditAction.Update, Timestamp = s_then.AddDays(7), UserId = "u1", Username = "ada", RequestId = "r1",
            Changes = new() { ["Plan"] = new Change("Free", "Pro") },
        },
    ];
}
