using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Writing;

namespace SingleTable.Linq.Tests.Faults;

public class RequestFaultTests
{
    [Fact]
    [Trait("Fault", "26")]
    public async Task No_operation_asks_for_the_table_first()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var team = new Team { OrganizationId = "o1", Id = "t1", Name = "First" };
        var one = db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1");
        var all = db.Teams.Where(t => t.OrganizationId == "o1");
        (string Operations, Func<Task> Act)[] calls =
        [
            ("PutItem", () => db.Teams.CreateAsync(team)),
            ("PutItem", () => db.Teams.PutAsync(team)),
            ("UpdateItem", () => db.Teams.UpsertAsync(team)),
            ("UpdateItem", () => one.UpdateAsync(u => u.Set(t => t.Name, "x"))),
            ("TransactWriteItems GetItem", () => one.UpdateAsync(u => u.Add(t => t.MemberCount, 1))),
            ("UpdateItem", () => db.Teams.UpdateAsync(team, u => u.Set(t => t.Name, "y"))),
            ("UpdateItem", () => db.Teams.UpdateAsync(team, team with { Name = "z" })),
            ("GetItem", () => db.Teams.FindAsync("o1", "t1")),
            ("GetItem", () => one.SingleAsync()),
            ("Query", () => all.ToListAsync()),
            ("Query", () => all.CountAsync()),
            ("Query", () => all.ToPageAsync(10)),
            ("Query", () => db.Organizations.Include(o => o.Teams).Where(o => o.Id == "o1").ToListAsync()),
            ("Query", () => db.Teams.UsingIndex("TypeIndex").ToListAsync()),
            ("Query", () => db.Partition<Team>(t => t.OrganizationId == "o1").ReadAsync()),
            ("Scan", () => db.Teams.AllowScan().ToListAsync()),
            ("BatchWriteItem", () => db.Teams.BatchPutAsync([team])),
            ("BatchGetItem", () => db.BatchGet().Refresh(team).ReadAsync()),
            ("TransactGetItems", () => db.TransactGet().Refresh(team).ReadAsync()),
            ("TransactWriteItems", () => db.Transaction().Put(team).CommitAsync()),
            ("Query UpdateItem", () => all.UpdateAllAsync(u => u.Set(t => t.Name, "w"))),
            ("Query BatchWriteItem", () => all.DeleteAllAsync()),
            ("DeleteItem", () => one.DeleteAsync()),
        ];
        foreach (var (operations, act) in calls)
        {
            // The first call of a context, and a later one.
            world.Forget();
            await act();
            string.Join(' ', world.Requests.Select(r => r.Operation)).ShouldBe(operations);
        }
    }
}
