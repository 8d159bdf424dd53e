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

    /// <summary>One list for each kind of slot.</summary>
    public static IReadOnlyList<object> StampLists { get; } =
    [
        Stamps.Of(Enumerable.Range(0, 6).Select(i => new DateOnly(2026, 2, 26).AddDays(i))),
        Stamps.Of(Enumerable.Range(0, 6).Select(i => new TimeOnly(9, 0).AddMinutes(i * 100))),
        Stamps.Of(Enumerable.Range(0, 6).Select(i => Day.UtcDateTime.AddSeconds(i))),
        Stamps.Of(Enumerable.Range(0, 6).Select(i => Day.AddDays(i))),
        Stamps.Of(Enumerable.Range(0, 6).Select(i => TimeSpan.FromHours(i - 2))),
        Stamps.Of(Enumerable.Range(0, 6).Select(i => new Guid(i, 0, 0, new byte[8]))),
        Stamps.Of<byte>(0, 1, 9, 10, 100, 255),
        Stamps.Of<short>(short.MinValue, -1, 0, 1, 20, short.MaxValue),
        Stamps.Of(int.MinValue, -10, -9, 0, 5, int.MaxValue),
        Stamps.Of<uint>(0, 1, 5, 20, 100, uint.MaxValue),
        Stamps.Of(long.MinValue, -3L, -2L, 0L, 1L << 40, long.MaxValue),
        Stamps.Of('!', '0', 'A', 'a', 'é', '中'),
        Stamps.Of(false, true),
        Stamps.Of(Plan.Free, Plan.Pro, Plan.Enterprise),
        Stamps.Of("A", "B#1", "B$", "a b", "é", "中"),
        Stamps.Of(0m, 0.01m, 1.5m, 20m, 100.25m, 99999.99m),
        Stamps.Of(Grade.Low, Grade.Middle, Grade.High),
    ];

    public static IEnumerable<T> All<T>() =>
        StampLists.Concat([Organizations, Teams, Members, Projects, Readings, Asset.All]).OfType<IEnumerable<T>>().Single();

    public static async Task SeedAsync(SaasTable acme, SaasTable globex)
    {
        await acme.Organizations.BatchPutAsync(Organizations);
        await acme.Teams.BatchPutAsync(Teams);
        await acme.Members.BatchPutAsync(Members);
        await acme.Projects.BatchPutAsync(Projects);
        await acme.Readings.BatchPutAsync(Readings);
        await acme.Set<Asset>().BatchPutAsync(Asset.All);
        foreach (var stamps in StampLists)
        {
            await PutStampsAsync(acme, (dynamic)stamps);
        }

        await globex.Organizations.BatchPutAsync(Organizations.Select(o => o with { TenantId = "globex", Name = "Globex" }));
        await globex.Teams.BatchPutAsync(Teams.Select(t => t with { TenantId = "globex", Name = "Globex" }));
        await globex.Projects.BatchPutAsync(Projects.Select(p => p with { TenantId = "globex", Name = "Globex" }));
    }

    private static async Task PutStampsAsync<T>(SaasTable db, IReadOnlyList<Stamp<T>> stamps) => await db.Set<Stamp<T>>().BatchPutAsync(stamps);

    private static Team Team(string id, int members, string name, string? description, params string[] tags) => new()
    {
        Id = id, TenantId = "acme", OrganizationId = "o1", Name = name, Description = description, MemberCount = members, Tags = [.. tags],
    };

    private static TeamMember Member(string team, string id, string name, Role role) => new()
    {
        Id = id, TenantId = "acme", OrganizationId = "o1", TeamId = team, Username = name, Role = role,
    };
}
