namespace SingleTable.Linq.Tests.Models;

/// <summary>A small world of two tenants with the same ids, with the names that break naive prefixes (t1 and t10).</summary>
public static class SaasData
{
    public static readonly DateTimeOffset Day = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<Organization> Organizations { get; } =
    [
        new() { Id = "o1", TenantId = "acme", Name = "Acme", Plan = Plan.Pro, MaxUsers = 50, CreatedAt = Day },
        new() { Id = "o2", TenantId = "acme", Name = "Acme Labs", Plan = Plan.Free, MaxUsers = 5, CreatedAt = Day.AddDays(1), UpdatedAt = Day.AddDays(2) },
    ];

    public static IReadOnlyList<Team> Teams { get; } =
    [
        Team("t1", 2, "Platform", "Runs things", "core", "infra"),
        Team("t10", 1, "Design", null, "core"),
        Team("t2", 0, "Sales", ""),
        Team("t3", 7, "support", "Answers") with { OrganizationId = "o2" },
    ];

    public static IReadOnlyList<TeamMember> Members { get; } =
    [
        Member("t1", "m1", "john", Role.Admin) with { Address = new Address("Bern", null, ["1", "2"]) },
        Member("t1", "m2", "jane", Role.Member) with { Address = new Address("Oslo", "Main", []) },
        Member("t10", "m1", "zoë", Role.Viewer),
        Member("t3", "m9", "Äpfel", Role.Viewer) with { OrganizationId = "o2" },
    ];

    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. Enumerable.Range(1, 8).Select(i => new Project
        {
            Id = $"p{i}", TenantId = "acme", TeamId = i <= 6 ? "t1" : "t10", Name = $"Project {i}",
            Status = i % 3 == 0 ? ProjectStatus.Archived : ProjectStatus.Active, CreatedAt = Day.AddHours(-i), TaskCount = i * 10,
            Owner = i % 2 == 0 ? null : $"owner{i}",
        }),
    ];

    public static IReadOnlyList<Reading> Readings { get; } =
    [
        .. Enumerable.Range(0, 12).Select(i => new Reading
        {
            TenantId = "acme", Device = "d1", Time = Day.UtcDateTime.AddMinutes(i / 2), Sequence = (i % 2) - 1, Value = i * 1.5, Severity = (i * 7 % 12) - 3,
            IsAlarm = i % 4 == 0,
        }),
    ];

    public static IEnumerable<T> All<T>() =>
        new object[] { Organizations, Teams, Members, Projects, Readings }.OfType<IEnumerable<T>>().Single();

    public static async Task SeedAsync(SaasTable acme, SaasTable globex)
    {
        await acme.Organizations.BatchPutAsync(Organizations);
        await acme.Teams.BatchPutAsync(Teams);
        await acme.Members.BatchPutAsync(Members);
        await acme.Projects.BatchPutAsync(Projects);
        await acme.Readings.BatchPutAsync(Readings);
        await globex.Organizations.BatchPutAsync(Organizations.Select(o => o with { TenantId = "globex", Name = "Globex" }));
        await globex.Teams.BatchPutAsync(Teams.Select(t => t with { TenantId = "globex", Name = "Globex" }));
        await globex.Projects.BatchPutAsync(Projects.Select(p => p with { TenantId = "globex", Name = "Globex" }));
    }

    private static Team Team(string id, int members, string name, string? description, params string[] tags) => new()
    {
        Id = id, TenantId = "acme", OrganizationId = "o1", Name = name, Description = description, MemberCount = members, Tags = [.. tags],
    };

    private static TeamMember Member(string team, string id, string name, Role role) => new()
    {
        Id = id, TenantId = "acme", OrganizationId = "o1", TeamId = team, Username = name, Role = role,
    };
}
