using System.Globalization;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Canned;

/// <summary>The entities that the canned responses hold. Every value that differs in life differs here: ids, names, dates, counts.</summary>
internal static class Sample
{
    public const string Tenant = "acme-corp";
    public const string OrganizationId = "0198f3c2-7b1e-7c55-9d4e-2f6a81b3c0d7";
    public const string TeamId = "team-0001-platform";

    private static readonly DateTime s_start = new(2026, 1, 5, 8, 30, 0, DateTimeKind.Utc);

    public static string PartitionKey => $"TENANT#{Tenant}#ORG#{OrganizationId}";

    public static TeamMember Member(int number, string teamId = TeamId) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"0198f3c3-{number:x4}-7a10-8c2b-9b1deb4d3b7d"),
        TenantId = Tenant,
        OrganizationId = OrganizationId,
        TeamId = teamId,
        Username = string.Create(CultureInfo.InvariantCulture, $"user.name{number}"),
        Email = string.Create(CultureInfo.InvariantCulture, $"user.name{number}@mail.acme-corp.example.com"),
        Role = (Role)(number % 3),
        JoinedAt = s_start.AddSeconds(number * 977).AddMilliseconds(number % 1000),
        LoginCount = number * 37 % 1000,
    };

    public static List<TeamMember> Members(int count) => [.. Enumerable.Range(1, count).Select(i => Member(i))];

    /// <summary>1 organization, 50 teams, 949 members, assembled and in the order of their keys.</summary>
    public static Organization Organization() => Organization(50, 949);

    /// <summary>The same in another size.</summary>
    /// <param name="teams">How many teams it has.</param>
    /// <param name="all">How many members all of them have together.</param>
    public static Organization Organization(int teams, int all)
    {
        var organization = new Organization { Id = OrganizationId, TenantId = Tenant, Name = "Acme Corporation", MaxUsers = 1000 };
        var next = 1;
        for (var i = 0; i < teams; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"team-{i + 1:D4}-platform");
            var count = (int)(((long)all * (i + 1) / teams) - ((long)all * i / teams));
            organization.Teams.Add(new Team
            {
                Id = id,
                TenantId = Tenant,
                OrganizationId = OrganizationId,
                Name = $"Team {i + 1}",
                MemberCount = count,
                Members = [.. Enumerable.Range(next, count).Select(n => Member(n, id))],
            });
            next += count;
        }

        return organization;
    }
}
