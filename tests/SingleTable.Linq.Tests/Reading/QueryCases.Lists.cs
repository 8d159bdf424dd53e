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
        }
    }
}
