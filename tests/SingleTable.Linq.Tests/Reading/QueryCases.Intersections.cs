using SingleTable.Linq.Tests.Models;
using static SingleTable.Linq.Tests.Reading.QueryCase;

namespace SingleTable.Linq.Tests.Reading;

public static partial class QueryCases
{
    /// <summary>Several conditions on one slot: their values decide what is asked, or that nothing is.</summary>
    private static IEnumerable<QueryCase> Intersections
    {
        get
        {
            var (org, a, b) = ("o1", "t1", "t2");
            string[] ids = ["t1", "t2"];
            const string Team = "GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#t1";
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.Id == a && t.Id == b), "").Nothing();
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.Id == a && "t1" == t.Id), Team);
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.OrganizationId == "o2"), "").Nothing();
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.Id == a && t.Id.CompareTo(b) > 0), "").Nothing();
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.Id == a && t.Id.CompareTo(a) < 0), "").Nothing();
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.Id == a && t.Id.CompareTo(a) <= 0 && t.Id.StartsWith("t")), Team);
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.Id == a && t.Id.StartsWith("x")), "").Nothing();
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && t.Id == a && t.Id.CompareTo("") > 0), Team);
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == org && ids.Contains(t.Id) && t.Id.CompareTo("t2") < 0), Team);
            yield return One<Team, int>(q => q.Where(t => t.OrganizationId == org && t.Id == a && t.Id == b).CountAsync(), q => 0, "");
            yield return One<Team, Team?>(
                q => q.FirstOrDefaultAsync(t => t.OrganizationId == org && t.Id == a && t.Id == b), q => null, "");
            yield return List<Project, Project>(
                q => q.Where(p => p.TeamId == "t1" && p.Id.CompareTo("p2") >= 0 && p.Id.CompareTo("p3") > 0 && p.Id.CompareTo("p9") < 0 && p.Id.CompareTo("p5") <= 0),
                $"{Team1}  sk between PROJECT#p3$ and PROJECT#p5$  asc");
            yield return List<Project, string>(
                q => q.Where(p => p.TeamId == "t1" && p.Id.CompareTo("p3") < 0 && p.Id.CompareTo("p3") <= 0).Select(p => p.Name),
                $"{Team1}  sk between PROJECT# and PROJECT#p3  asc  select Name");
            yield return List<Project, Project>(
                q => q.Where(p => p.TeamId == "t1" && p.Id.StartsWith("p") && p.Id.StartsWith("p5")), $"{Team1}  sk begins_with PROJECT#p5  asc");
            yield return List<Project, Project>(q => q.Where(p => p.TeamId == "t1" && p.Id.StartsWith("p1") && p.Id.StartsWith("p2")), "").Nothing();
            yield return List<Project, Project>(
                q => q.Where(p => p.TeamId == "t1" && p.Id.StartsWith("p") && p.Id.CompareTo("p5") >= 0),
                $"{Team1}  sk between PROJECT#p5 and PROJECT$  asc  filter Id begins_with p");
            var (early, late) = (SaasData.Day.AddHours(-4), SaasData.Day.AddHours(-2));
            yield return List<Project, Project>(
                q => q.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active && p.CreatedAt >= early && p.CreatedAt >= late),
                "Query Table/GSI1  gsi1pk = TENANT#acme#TEAM#t1  gsi1sk between STATUS#Active#2026-03-01T10:00:00.0000000Z and STATUS#Active$  asc");
            yield return List<Project, Project>(
                q => q.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active && p.Status == ProjectStatus.Archived), "").Nothing();
            const string Severity = "Query Table/BySeverity  sevpk = TENANT#acme#DEVICE#d1  sev ";
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1" && r.Severity > 1 && r.Severity > 4 && r.Severity >= 4), $"{Severity}> 4  asc  filter not expired");
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1" && r.Severity > 1 && r.Severity < 6), $"{Severity}between 1 and 6  asc  filter Severity > 1 and Severity < 6 and not expired");
            yield return List<Models.Reading, Models.Reading>(q => q.Where(r => r.Device == "d1" && r.Severity == 4 && r.Severity == 5), "").Nothing();
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1" && r.Severity == 4 && r.Severity > 2 && r.Severity < 5), $"{Severity}= 4  asc  filter not expired");
            yield return List<Models.Reading, Models.Reading>(q => q.Where(r => r.Device == "d1" && r.Severity > 4 && r.Severity < 4), "").Nothing();
        }
    }
}
