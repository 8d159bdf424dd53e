using SingleTable.Linq.Tests.Models;
using static SingleTable.Linq.Tests.Reading.QueryCase;

namespace SingleTable.Linq.Tests.Reading;

public static partial class QueryCases
{
    /// <summary>Contains on a slot of a key: BatchGetItem for whole keys, a Query for each partition, otherwise a filter.</summary>
    private static IEnumerable<QueryCase> Lists
    {
        get
        {
            string[] ids = ["t2", "t1", "nobody", "t1"];
            string[] one = ["t1"];
            var orgs = new List<string> { "o2", "o1" };
            var many = Enumerable.Range(0, 150).Select(i => $"t{i}").ToList();
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == "o1" && ids.Contains(t.Id)), "BatchGetItem Table  pk = TENANT#acme#ORG#o1  sk in (TEAM#t2; TEAM#t1; TEAM#nobody)");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == "o1" && ids.Contains(t.Id)).OrderByDescending(t => t.Name),
                "BatchGetItem Table  pk = TENANT#acme#ORG#o1  sk in (TEAM#t2; TEAM#t1; TEAM#nobody)");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && one.Contains(t.Id)), "GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#t1");
            yield return List<Team, string>(
                q => q.Where(t => t.OrganizationId == "o1" && ids.Contains(t.Id)).Select(t => t.Name),
                "BatchGetItem Table  pk = TENANT#acme#ORG#o1  sk in (TEAM#t2; TEAM#t1; TEAM#nobody)  select Name");
            yield return List<Organization, Organization>(
                q => q.Where(o => orgs.Contains(o.Id)), "BatchGetItem Table  keys (TENANT#acme#ORG#o2, #METADATA; TENANT#acme#ORG#o1, #METADATA)");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == "o1" && ids.Contains(t.Id) && t.MemberCount > 0),
                $"{Org1}  sk begins_with TEAM#  asc  filter type = Team and Id in (t2, t1, nobody, t1) and MemberCount > 0");
            yield return List<Team, Team>(
                q => q.Where(t => orgs.Contains(t.OrganizationId) && t.MemberCount > 0),
                "Query Table  pk = TENANT#acme#ORG#o2  sk begins_with TEAM#  asc  filter type = Team and MemberCount > 0\n"
                + "Query Table  pk = TENANT#acme#ORG#o1  sk begins_with TEAM#  asc  filter type = Team and MemberCount > 0");
            yield return List<Team, Team>(
                q => q.Where(t => orgs.Contains(t.OrganizationId)).OrderBy(t => t.Id).Take(3),
                "Query Table  pk = TENANT#acme#ORG#o2  sk begins_with TEAM#  asc  filter type = Team\n"
                + "Query Table  pk = TENANT#acme#ORG#o1  sk begins_with TEAM#  asc  filter type = Team");
            yield return One<Team, int>(
                q => q.CountAsync(t => orgs.Contains(t.OrganizationId)), q => q.Count(t => orgs.Contains(t.OrganizationId)),
                "Query Table  pk = TENANT#acme#ORG#o2  sk begins_with TEAM#  asc  filter type = Team  count\n"
                + "Query Table  pk = TENANT#acme#ORG#o1  sk begins_with TEAM#  asc  filter type = Team  count");
            yield return One<Team, Team?>(
                q => q.FirstOrDefaultAsync(t => t.OrganizationId == "o1" && ids.Contains(t.Id)), q => q.First(t => t.Id == "t2"),
                "BatchGetItem Table  pk = TENANT#acme#ORG#o1  sk in (TEAM#t2; TEAM#t1; TEAM#nobody)");
            yield return One<Team, int>(
                q => q.CountAsync(t => t.OrganizationId == "o1" && many.Contains(t.Id)), q => q.Count(t => t.OrganizationId == "o1" && many.Contains(t.Id)),
                $"{Org1}  sk begins_with TEAM#  asc  filter type = Team and Id in ({string.Join(", ", many)})  count");
            var (first, second) = ("t2", "t1");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == "o1" && (t.Id == first || t.Id == second)), "BatchGetItem Table  pk = TENANT#acme#ORG#o1  sk in (TEAM#t2; TEAM#t1)");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == "o1" && (t.Id == first || one.Contains(t.Id) || "nobody" == t.Id)),
                "BatchGetItem Table  pk = TENANT#acme#ORG#o1  sk in (TEAM#t2; TEAM#t1; TEAM#nobody)");
            yield return List<Team, Team>(q => q.Where(t => t.OrganizationId == "o1" && (t.Id == first || t.Id == first)), "GetItem Table  pk = TENANT#acme#ORG#o1  sk = TEAM#t2");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == "o2" || t.OrganizationId == "o1").OrderBy(t => t.Id),
                "Query Table  pk = TENANT#acme#ORG#o2  sk begins_with TEAM#  asc  filter type = Team\n"
                + "Query Table  pk = TENANT#acme#ORG#o1  sk begins_with TEAM#  asc  filter type = Team");
            yield return List<Project, Project>(
                q => q.Where(p => p.TeamId == "t1" && (p.Status == ProjectStatus.Active || p.Status == ProjectStatus.Archived)),
                $"{Team1}  sk begins_with PROJECT#  asc  filter Status = Active or Status = Archived");
            yield return List<Team, Team>(
                q => q.Where(t => t.OrganizationId == "o1" && (t.Id == first || t.Name == second)), $"{Org1}  sk begins_with TEAM#  asc  filter type = Team and (Id = t2 or Name = t1)");
            long[] wide = [0, 2];
            yield return List<Models.Reading, Models.Reading>(
                q => q.Where(r => r.Device == "d1" && r.Time == SaasData.Day.UtcDateTime && wide.Contains(r.Sequence)),
                "BatchGetItem Table  pk = TENANT#acme#DEVICE#d1  sk in (READING#2026-03-01T12:00:00.0000000Z#0000000000; READING#2026-03-01T12:00:00.0000000Z#0000000002)");
        }
    }
}
