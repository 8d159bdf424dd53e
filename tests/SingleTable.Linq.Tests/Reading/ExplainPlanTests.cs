using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>The explanation of a query as an object: requests in parts, reasons for each key, costs, work in memory; without a server.</summary>
public class ExplainPlanTests
{
    private static readonly SaasTable s_db = new(new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()).ForTenant("acme"));

    [Fact]
    public void An_index_is_chosen_and_the_others_say_why_not()
    {
        var plan = s_db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active && p.TaskCount > 3).OrderByDescending(p => p.CreatedAt).Take(5).ExplainPlan();
        plan.Entity.ShouldBe("Project");
        var request = plan.Requests.ShouldHaveSingleItem();
        (request.Operation, request.Table, request.Index).ShouldBe(("Query", "MultiTenantApp", "GSI1"));
        request.KeyCondition.ShouldBe("gsi1pk = TENANT#acme#TEAM#t1 and gsi1sk begins_with STATUS#Active#");
        request.Filter.ShouldBe("TaskCount > 3");
        (request.IsDescending, request.Limit, request.Projection, request.IsConsistent, request.Requests).ShouldBe((true, null, null, false, "~1 request"));
        plan.Keys.Select(k => k.ToString()).ShouldBe(
        [
            "table: does not give the order CreatedAt descending",
            "GSI1: takes 2 of 3 conditions and gives the order",
            "TypeIndex: lists a whole type, and is used only when UsingIndex names it",
        ]);
        plan.Keys.Single(k => k.IsChosen).Name.ShouldBe("GSI1");
        plan.InMemory.ShouldBe(["checks the type and the key of each item"]);
        plan.ToString().ShouldBe(
            s_db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active && p.TaskCount > 3).OrderByDescending(p => p.CreatedAt).Take(5).Explain());
    }

    [Fact]
    public void The_text_is_for_people() =>
        s_db.Projects.Where(p => p.TeamId == "t1" || p.TeamId == "t2").OrderBy(p => p.Id).ConsistentRead().Select(p => p.Name).ExplainPlan().ToDetailedText().ShouldBe(
            """
            Query MultiTenantApp  pk = TENANT#acme#TEAM#t1  sk begins_with PROJECT#  asc  select Name  consistent  ~1 request
            Query MultiTenantApp  pk = TENANT#acme#TEAM#t2  sk begins_with PROJECT#  asc  select Name  consistent  ~1 request
              costs   Query: 1 read units for each 4 KB that is read, filtered out or not; 256 at most for a page of 1 MB
              uses    table: a list of partitions, one Query for each and gives the order
              not     GSI1: follows the table with a delay, and the read is consistent
              not     TypeIndex: lists a whole type, and is used only when UsingIndex names it
              memory  checks the type and the key of each item
              memory  merges 2 Queries by Id
              memory  runs the Select on each item
            """.ReplaceLineEndings("\n"));

    [Fact]
    public void Each_way_to_lose_is_named()
    {
        Reasons(s_db.Projects.Where(p => p.TeamId == "t1" && p.Id == "p1")).ShouldBe("table: the whole key is fixed|GSI1: a read by the whole key is cheaper");
        Reasons(s_db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active))
            .ShouldBe("table: takes fewer conditions (1, and GSI1 2)|GSI1: takes 2 of 2 conditions");
        Reasons(s_db.Projects.Where(p => p.TeamId == "t1")).ShouldBe("table: takes 1 of 1 conditions|GSI1: takes as much, and the table comes first");
        Reasons(s_db.Projects.Where(p => p.TeamId == "t1").UsingIndex("GSI1")).ShouldBe("table: UsingIndex names GSI1|GSI1: UsingIndex names it; takes 1 of 1 conditions");
        Reasons(s_db.Projects.Where(p => p.Name == "x").AllowScan()).ShouldBe("table: needs Project.TeamId|GSI1: needs Project.TeamId");
        Reasons(s_db.Projects.UsingIndex("TypeIndex")).ShouldBe("table: UsingIndex names TypeIndex|GSI1: UsingIndex names TypeIndex");
        Reasons(s_db.Projects.Where(p => p.TeamId == "t1" && new[] { "a", "b" }.Contains(p.Id)))
            .ShouldBe("table: a list of whole keys|GSI1: a read by the whole key is cheaper");
    }

    [Fact]
    public void Other_requests_show_their_parts()
    {
        var scan = s_db.Projects.Where(p => p.Name == "x").AllowScan().ExplainPlan().Requests.ShouldHaveSingleItem();
        (scan.Operation, scan.KeyCondition, scan.Filter, scan.Requests).ShouldBe(("Scan", null, "type = Project and Name = x", "the whole table"));
        var get = s_db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").Select(t => t.Name).ExplainPlan().Requests.ShouldHaveSingleItem();
        (get.Operation, get.KeyCondition, get.Projection, get.IsDescending).ShouldBe(("GetItem", "pk = TENANT#acme#ORG#o1 and sk = TEAM#t1", "Name", null));
        get.Capacity.ShouldBe("GetItem: 0.5 read units for each 4 KB of each item");
        var batch = s_db.Readings.Where(r => r.Device == "d" && r.Sequence == 1 && new[] { DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1) }.Contains(r.Time)).ExplainPlan();
        batch.Requests.ShouldHaveSingleItem().Operation.ShouldBe("BatchGetItem");
        batch.InMemory.ShouldBe(["checks the type and the key of each item", "drops what has expired", "brings the items into the order of the list"]);
        var nothing = s_db.Teams.Where(t => t.OrganizationId == "o1").Take(0).ExplainPlan();
        (nothing.Requests.Count, nothing.InMemory.Count).ShouldBe((0, 0));
        var include = s_db.Organizations.Where(o => o.Id == "o1").Include(o => o.Teams.OrderBy(t => t.Name)).ExplainPlan();
        include.InMemory.ShouldBe(["checks the type and the key of each item", "puts Organization.Teams together, ordered by Name"]);
        Should.Throw<QueryTranslationException>(() => s_db.Projects.Where(p => p.Name == "x").ExplainPlan()).Code.ShouldBe("STL1201");

        var compiled = CompiledQuery.Create((SaasTable db, string team) => db.Projects.Where(p => p.TeamId == team));
        compiled(s_db, "t9").ExplainPlan().Requests[0].KeyCondition.ShouldBe("pk = TENANT#acme#TEAM#t9 and sk begins_with PROJECT#");
    }

    [Fact]
    public void A_value_with_a_line_break_is_no_other_request()
    {
        var plan = s_db.Projects.Where(p => p.TeamId == "t1" && p.Name == "a\nGetItem b").ExplainPlan();
        plan.Requests.ShouldHaveSingleItem().Filter.ShouldBe("Name = a\nGetItem b");
    }

    private static string Reasons<T>(IQueryable<T> query) =>
        string.Join('|', query.ExplainPlan().Keys.Where(k => k.Name != "TypeIndex").Select(k => k.ToString()));
}
