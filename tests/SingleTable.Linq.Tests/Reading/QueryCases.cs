using SingleTable.Linq.Tests.Models;
using static SingleTable.Linq.Tests.Reading.QueryCase;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>Queries and the requests they must become.</summary>
public static partial class QueryCases
{
    private const string Org1 = "Query Table  pk = TENANT#acme#ORG#o1";
    private const string Team1 = "Query Table  pk = TENANT#acme#TEAM#t1";
    private const string Device1 = "Query Table  pk = TENANT#acme#DEVICE#d1";

    public static IEnumerable<QueryCase> All => Keys.Concat(Lists).Concat(Ranges).Concat(Indexes).Concat(Filters).Concat(Projections).Concat(Scalars)
        .Concat(Slots).Concat(Assets).Concat(Closures).Concat(Shapes).Concat(Results);

    private static IEnumerable<QueryCase> Keys
    {
        get
        {
            var (org, team, nobody) = ("o1", "t1", "nobody");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.Id == team), "GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#t1");
            yield return List<Team, Team>(q => q.Where(t => team == t.Id).Where(t => org == t.OrganizationId), "GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#t1");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.Id == nobody), "GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#nobody").Nothing();
            yield return List<Organization, Organization>(q => q.Where(o => o.Id == org), "GetItem Table  pk = TENANT#acme#ORG#o1  sk = #METADATA");
            yield return List<Organization, Organization>(
                q => q.Where(o => o.Id == org && o.TenantId == "acme"), "GetItem Table  pk = TENANT#acme#ORG#o1  sk = #METADATA");
            yield return List<Organization, Organization>(q => q.Where(o => o.Id == org && o.TenantId == "globex"), "").Nothing();
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == org && t.Id == team && t.MemberCount > 1), $"{Org1}  sk = TEAM#t1  asc  filter MemberCount > 1");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org), $"{Org1}  sk begins_with TEAM#  asc  filter type = Team");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId.Equals(org)), $"{Org1}  sk begins_with TEAM#  asc  filter type = Team");
            yield return List<TeamMember, TeamMember>(
                q => q.Where(m => m.OrganizationId == org && m.TeamId == team), $"{Org1}  sk begins_with TEAM#t1#MEMBER#  asc");
            yield return List<TeamMember, TeamMember>(
                q => q.Where(m => m.OrganizationId == org), $"{Org1}  sk begins_with TEAM#  asc  filter type = TeamMember");
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == team), $"{Team1}  sk begins_with PROJECT#  asc");
            yield return List<Team, Team>(q => from t in q where t.OrganizationId == org where t.Id == team select t, "GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#t1");
        }
    }

    private static IEnumerable<QueryCase> Ranges
    {
        get
        {
            var (org, from, to) = ("o1", "t1", "t2");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == org && t.Id.CompareTo(from) >= 0), $"{Org1}  sk between TEAM#t1 and TEAM$  asc  filter type = Team");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == org && string.Compare(t.Id, from) > 0), $"{Org1}  sk between TEAM#t1$ and TEAM$  asc  filter type = Team");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == org && t.Id.CompareTo(from) <= 0), $"{Org1}  sk between TEAM# and TEAM#t1$  asc  filter type = Team");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == org && t.Id.CompareTo(to) < 0), $"{Org1}  sk between TEAM# and TEAM#t2  asc  filter type = Team");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == org && t.Id.CompareTo(from) >= 0 && t.Id.CompareTo(to) <= 0),
                $"{Org1}  sk between TEAM#t1 and TEAM#t2$  asc  filter type = Team");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.Id.CompareTo(to) >= 0 && t.Id.CompareTo(from) <= 0), "").Nothing();
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == org && t.Id.StartsWith("t1")), $"{Org1}  sk begins_with TEAM#t1  asc  filter type = Team");
            var time = SaasData.Day.UtcDateTime.AddMinutes(2);
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1" && r.Time == time),
                $"{Device1}  sk begins_with READING#2026-03-01T12:02:00.0000000Z#  asc  filter not expired");
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1" && r.Time > time),
                $"{Device1}  sk between READING#2026-03-01T12:02:00.0000000Z$ and READING$  asc  filter not expired");
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1" && r.Time == time && r.Sequence < 0).OrderBy(r => r.Sequence),
                $"{Device1}  sk between READING#2026-03-01T12:02:00.0000000Z# and READING#2026-03-01T12:02:00.0000000Z#0000000000  asc  filter not expired");
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1").OrderByDescending(r => r.Time).ThenByDescending(r => r.Sequence).Take(3),
                $"{Device1}  sk begins_with READING#  desc  filter not expired");
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == "t1").OrderByDescending(p => p.Id).Take(2), $"{Team1}  sk begins_with PROJECT#  desc  limit 2");
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == "t1").Take(0), "").Nothing();
        }
    }

    private static IEnumerable<QueryCase> Indexes
    {
        get
        {
            var status = ProjectStatus.Active;
            const string Gsi = "Query Table/GSI1  gsi1pk = TENANT#acme#TEAM#t1  gsi1sk ";
            yield return List<Project, Project>(
                q => q.Where(p => p.TeamId == "t1" && p.Status == status), $"{Gsi}begins_with STATUS#Active#  asc");
            yield return List<Project, Project>(
                q => q.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Archived).OrderByDescending(p => p.CreatedAt),
                $"{Gsi}begins_with STATUS#Archived#  desc");
            yield return List<Project, Project>(
                q => q.Where(p => p.TeamId == "t1" && p.Status == status && p.CreatedAt >= SaasData.Day.AddHours(-4)).OrderBy(p => p.CreatedAt),
                $"{Gsi}between STATUS#Active#2026-03-01T08:00:00.0000000Z and STATUS#Active$  asc");
            yield return List<Project, Project>(
                q => q.Where(p => p.TeamId == "t1" && p.Status == status && p.CreatedAt < SaasData.Day.AddHours(-4)),
                $"{Gsi}between STATUS#Active# and STATUS#Active#2026-03-01T08:00:00.0000000Z  asc");
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1" && r.Severity > 3).OrderBy(r => r.Severity),
                "Query Table/BySeverity  sevpk = TENANT#acme#DEVICE#d1  sev > 3  asc  filter not expired");
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1" && r.Severity >= -2 && r.Severity <= 1),
                "Query Table/BySeverity  sevpk = TENANT#acme#DEVICE#d1  sev between -2 and 1  asc  filter not expired");
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1" && r.Severity == 4),
                "Query Table/BySeverity  sevpk = TENANT#acme#DEVICE#d1  sev = 4  asc  filter not expired");
        }
    }
}
