using SingleTable.Linq.Tests.Models;
using static SingleTable.Linq.Tests.Reading.QueryCase;

namespace SingleTable.Linq.Tests.Reading;

public static partial class QueryCases
{
    private static IEnumerable<QueryCase> Filters
    {
        get
        {
            const string Teams = $"{Org1}  sk begins_with TEAM#  asc  filter type = Team and ";
            const string Projects = $"{Team1}  sk begins_with PROJECT#  asc  filter ";
            const string Members = $"{Org1}  sk begins_with TEAM#  asc  filter type = TeamMember and ";
            string? nothing = null;
            var names = new List<string> { "Platform", "Design" };
            string[] array = ["Platform", "Sales"];
            var none = Array.Empty<string>();
            var withNull = new string?[] { "Answers", null };
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.Name == "Platform"), $"{Teams}Name = Platform");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.Name != "Platform"), $"{Teams}Name <> Platform");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && !(t.Name == "Platform")), $"{Teams}not (Name = Platform)");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.Description == null), $"{Teams}Description is null");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.Description == nothing), $"{Teams}Description is null");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.Description != null), $"{Teams}Description is not null");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.Description == ""), $"{Teams}Description = ");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.MemberCount == 0), $"{Teams}MemberCount = 0");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == "o1" && (t.MemberCount == 0 || t.Name == "Design")), $"{Teams}(MemberCount = 0 or Name = Design)");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == "o1" && (t.MemberCount == 0 || (t.MemberCount > 1 && t.Name.StartsWith("P")))),
                $"{Teams}(MemberCount = 0 or (MemberCount > 1 and Name begins_with P))");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && names.Contains(t.Name)), $"{Teams}Name in (Platform, Design)");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && array.Contains(t.Name)), $"{Teams}Name in (Platform, Sales)");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && !names.Contains(t.Name)), $"{Teams}not (Name in (Platform, Design))");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && none.Contains(t.Name)), "").Nothing();
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && !none.Contains(t.Name)), $"{Org1}  sk begins_with TEAM#  asc  filter type = Team");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == "o1" && withNull.Contains(t.Description)), $"{Teams}(Description in (Answers) or Description is null)");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.Tags.Contains("infra")), $"{Teams}Tags contains infra");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.Name.Contains("esi")), $"{Teams}Name contains esi");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.MemberCount >= 1 && t.MemberCount < 2), $"{Teams}MemberCount >= 1 and MemberCount < 2");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && t.Tags.Count == 2), $"{Teams}size(Tags) = 2");
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == "t1" && p.TaskCount > 20L), $"{Projects}TaskCount > 20");
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == "t1" && p.Owner != null && p.Owner.StartsWith("owner")), $"{Projects}Owner is not null and Owner begins_with owner");
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == "t1" && string.IsNullOrEmpty(p.Owner)), $"{Projects}Owner is null or Owner = ");
            yield return List<TeamMember, TeamMember>(
                q => q.Where(m => m.OrganizationId == "o1" && m.Address != null && m.Address.City == "Bern"), $"{Members}Address is not null and Address.City = Bern");
            yield return List<TeamMember, TeamMember>(
                q => q.Where(m => m.OrganizationId == "o1" && m.Address != null && m.Address.Phones.Count > 1), $"{Members}Address is not null and size(Address.Phones) > 1");
            yield return List<TeamMember, TeamMember>(q => q.Where(m => m.OrganizationId == "o1" && m.Role == Role.Viewer), $"{Members}Role = Viewer");
            yield return List<TeamMember, TeamMember>(q => q.Where(m => m.OrganizationId == "o1" && m.Role != Role.Viewer), $"{Members}Role <> Viewer");
            const string Readings = $"{Device1}  sk begins_with READING#  asc  filter ";
            yield return List<Models.Reading, Models.Reading>(q => q.Where(r => r.Device == "d1" && r.IsAlarm), $"{Readings}IsAlarm = true and not expired");
            yield return List<Models.Reading, Models.Reading>(q => q.Where(r => r.Device == "d1" && !r.IsAlarm), $"{Readings}not (IsAlarm = true) and not expired");
            yield return List<Models.Reading, Models.Reading>(q => q.Where(r => r.Device == "d1" && r.IsAlarm == false), $"{Readings}IsAlarm = false and not expired");
            yield return List<Models.Reading, Models.Reading>(q => q.Where(r => r.Device == "d1" && r.Value >= 4.5 && r.Value <= 9), $"{Readings}Value >= 4.5 and Value <= 9 and not expired");
            yield return List<Models.Reading, Models.Reading>(q => q.Where(r => r.Device == "d1" && r.ExpiresAt.HasValue), $"{Readings}ExpiresAt is not null and not expired").Nothing();
            var all = true;
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == "t1" && (all || p.TaskCount > 20)), $"{Team1}  sk begins_with PROJECT#  asc");
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == "t1" && !all), "").Nothing();
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == "t1" && (all ? p.TaskCount > 20 : p.TaskCount > 40)), $"{Projects}TaskCount > 20");
        }
    }

    private static IEnumerable<QueryCase> Projections
    {
        get
        {
            const string Projects = $"{Team1}  sk begins_with PROJECT#  asc";
            var suffix = "!";
            yield return List<Project, string>(q => q.Where(p => p.TeamId == "t1").Select(p => p.Name), $"{Projects}  select Name");
            yield return List<Project, int>(q => q.Where(p => p.TeamId == "t1").Select(p => p.TaskCount * 2), $"{Projects}  select TaskCount");
            yield return List<Project, string>(q => q.Where(p => p.TeamId == "t1").Select(p => p.Name + suffix), $"{Projects}  select Name");
            yield return List<Project, object>(q => q.Where(p => p.TeamId == "t1").Select(p => new { p.Id, Big = p.TaskCount > 30 }), $"{Projects}  select Id, TaskCount");
            yield return List<Project, (string, ProjectStatus)>(
                q => q.Where(p => p.TeamId == "t1").Select(p => ValueTuple.Create(p.Id, p.Status)), $"{Projects}  select Id, Status");
            yield return List<Project, Address>(q => q.Where(p => p.TeamId == "t1").Select(p => new Address(p.Name, p.Owner, new List<string>())), $"{Projects}  select Name, Owner");
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == "t1").Select(p => p), Projects);
            yield return List<Team, string>(
                q => q.Where(t => t.OrganizationId == "o1" && t.Id == "t1").Select(t => t.Name), "GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#t1  select Name");
        }
    }

    private static IEnumerable<QueryCase> Scalars
    {
        get
        {
            const string Projects = $"{Team1}  sk begins_with PROJECT#  asc";
            const string Teams = $"{Org1}  sk begins_with TEAM#  asc  filter type = Team";
            yield return One<Team, Team?>(
                q => q.SingleOrDefaultAsync(t => t.OrganizationId == "o1" && t.Id == "t1"), q => q.SingleOrDefault(t => t.OrganizationId == "o1" && t.Id == "t1"),
                "GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#t1");
            yield return One<Team, Team?>(
                q => q.FirstOrDefaultAsync(t => t.OrganizationId == "o1" && t.Id == "nobody"), q => null, "GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#nobody");
            yield return One<Project, Project>(q => q.FirstAsync(p => p.TeamId == "t1"), q => q.First(p => p.TeamId == "t1"), $"{Projects}  limit 1");
            yield return One<Project, bool>(q => q.AnyAsync(p => p.TeamId == "t1"), q => q.Any(p => p.TeamId == "t1"), $"{Projects}  limit 1");
            yield return One<Project, bool>(q => q.Where(p => p.TeamId == "nobody").AnyAsync(), q => false, "Query Table  pk = TENANT#acme#TEAM#nobody  sk begins_with PROJECT#  asc  limit 1");
            yield return One<Project, int>(q => q.CountAsync(p => p.TeamId == "t1"), q => q.Count(p => p.TeamId == "t1"), $"{Projects}  count");
            yield return One<Team, int>(q => q.CountAsync(t => t.OrganizationId == "o1"), q => q.Count(t => t.OrganizationId == "o1"), $"{Teams}  count");
            yield return One<Team, long>(q => q.LongCountAsync(t => t.OrganizationId == "o1"), q => q.LongCount(t => t.OrganizationId == "o1"), $"{Teams}  count");
            yield return One<Project, int>(q => q.Where(p => p.TeamId == "t1").Select(p => p.Name).CountAsync(), q => 6, $"{Projects}  count");
            yield return One<Project, string[]>(
                q => q.Where(p => p.TeamId == "t1").Select(p => p.Id).ToArrayAsync(), q => q.Where(p => p.TeamId == "t1").Select(p => p.Id).ToArray(), $"{Projects}  select Id");
            yield return One<Project, Project>(
                q => q.Where(p => p.TeamId == "t1").LastAsync(), q => q.Last(p => p.TeamId == "t1"), $"{Team1}  sk begins_with PROJECT#  desc  limit 1");
            yield return One<Project, Project?>(
                q => q.Where(p => p.TeamId == "nobody").LastOrDefaultAsync(), q => null, "Query Table  pk = TENANT#acme#TEAM#nobody  sk begins_with PROJECT#  desc  limit 1");
            yield return One<Project, string>(
                q => q.Where(p => p.TeamId == "t1").MaxAsync(p => p.Id), q => "p6", $"{Team1}  sk begins_with PROJECT#  desc  select Id  limit 1");
            yield return One<Models.Reading, DateTime>(
                q => q.Where(r => r.Device == "d1").MinAsync(r => r.Time), q => q.Min(r => r.Time), $"{Device1}  sk begins_with READING#  asc  filter not expired  select Time");
            yield return One<Project, bool>(
                q => q.Where(p => p.TeamId == "t1").AllAsync(p => p.TaskCount > 5), q => true, $"{Projects}  filter not (TaskCount > 5)");
            yield return One<Project, int>(q => q.Where(p => p.TeamId == "t1").Take(4).CountAsync(), q => 4, $"{Projects}  count");
        }
    }
}
