using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Docs.Tests.Application;

/// <summary>What is in the tables before a snippet runs.</summary>
internal static class Data
{
    public static readonly DateTimeOffset Day = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static async Task SeedAsync(TableContext context)
    {
        switch (context)
        {
            case SaasTable db:
                await db.Batch().PutRange(Organizations).PutRange(Teams).PutRange(Members).PutRange(Projects).PutRange(Readings).SendAsync();
                break;
            case ClubTable db:
                await db.Clubs.CreateAsync(new Club { Id = "c1", MaxMembers = 3 });
                await db.Members.CreateAsync(new Member { ClubId = "c1", Id = "m1", Email = "ann@example.com" });
                await db.Accounts.CreateAsync(new Account { Id = "a1", Name = "Ann", Balance = 10, Owners = ["ann"] });
                await db.Notes.CreateAsync(new Note { Owner = "ann", Id = "n1", Text = "Milk" });
                await db.Sessions.CreateAsync(new Session { Id = "s1", KeepFor = TimeSpan.FromHours(8) });
                break;
            case StaffTable db:
                await db.People.BatchPutAsync([new Person { Id = 1 }, new Person { Id = 2 }]);
                await db.Desks.BatchPutAsync(Enumerable.Range(1, 4).Select(i => new Desk { CompanyId = "c1", OfficeId = "o1", Id = $"d{i}", PersonId = 1 + (i % 2) }));
                break;
        }
    }

    private static IEnumerable<Organization> Organizations =>
    [
        new() { Id = "o1", Name = "Acme", Plan = Plan.Pro, MaxUsers = 50, MemberCount = 3, CreatedAt = Day },
        new() { Id = "o2", Name = "Acme Labs", Plan = Plan.Free, MaxUsers = 5, MemberCount = 1, CreatedAt = Day.AddDays(1), UpdatedAt = Day.AddDays(2) },
    ];

    private static IEnumerable<Team> Teams =>
    [
        new() { Id = "t1", OrganizationId = "o1", Name = "Platform", Description = "Runs things", MemberCount = 2, Tags = ["core", "infra"] },
        new() { Id = "t10", OrganizationId = "o1", Name = "Design", MemberCount = 1, Tags = ["core"] },
        new() { Id = "t2", OrganizationId = "o1", Name = "Sales", Description = "" },
        new() { Id = "t3", OrganizationId = "o2", Name = "support", Description = "Answers", MemberCount = 7 },
    ];

    private static IEnumerable<TeamMember> Members =>
    [
        new() { OrganizationId = "o1", TeamId = "t1", Id = "m1", Username = "john", Role = Role.Admin, Address = new Address("Bern", null, ["1", "2"]) },
        new() { OrganizationId = "o1", TeamId = "t1", Id = "m2", Username = "jane", Role = Role.Member, Address = new Address("Oslo", "Main", []) },
        new() { OrganizationId = "o1", TeamId = "t10", Id = "m1", Username = "zoë", Role = Role.Viewer },
        new() { OrganizationId = "o2", TeamId = "t3", Id = "m9", Username = "Äpfel", Role = Role.Viewer },
    ];

    private static IEnumerable<Project> Projects => Enumerable.Range(1, 8).Select(i => new Project
    {
        Id = $"p{i}", TeamId = i <= 6 ? "t1" : "t10", Name = $"Project {i}", Status = i % 3 == 0 ? ProjectStatus.Archived : ProjectStatus.Active,
        CreatedAt = Day.AddHours(-i), TaskCount = i * 10, Owner = i % 2 == 0 ? null : $"owner{i}",
    });

    private static IEnumerable<Reading> Readings => Enumerable.Range(0, 12).Select(i => new Reading
    {
        Device = "d1", Time = Day.UtcDateTime.AddMinutes(i / 2), Sequence = (i % 2) - 1, Value = i * 1.5, Severity = (i * 7 % 12) - 3, IsAlarm = i % 4 == 0,
    });
}
