using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Wire;

namespace SingleTable.Linq.Tests.Writing;

public class BulkDeleteTests
{
    [Fact]
    public async Task Items_that_only_keys_tell_are_deleted_in_batches()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await BulkUpdateTests.FillAsync(db, "o1", 60);
        await BulkUpdateTests.FillAsync(db, "o2", 1);
        await db.Members.CreateAsync(new TeamMember { OrganizationId = "o1", TeamId = "1", Id = "m", Username = "stays" });
        world.Forget();

        (await db.Teams.Where(t => t.OrganizationId == "o1").DeleteAllAsync()).ShouldBe(new BulkResult(60, 0, null));
        world.TakeLines().ShouldBe(
        [
            "Query MultiTenantApp  pk = TENANT#acme#ORG#o1  sk begins_with TEAM#  asc  filter type = Team  select TenantId, OrganizationId, Id",
            "BatchWriteItem MultiTenantApp  25 deletes",
            "BatchWriteItem MultiTenantApp  25 deletes",
            "BatchWriteItem MultiTenantApp  10 deletes",
        ]);
        (await BulkUpdateTests.TeamsAsync(db, "o1")).ShouldBeEmpty();
        (await BulkUpdateTests.TeamsAsync(db, "o2")).Count.ShouldBe(1);
        (await db.Members.Where(m => m.OrganizationId == "o1").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_else_the_query_asks_is_a_condition_of_each_deletion()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await BulkUpdateTests.FillAsync(db, "o1", 3);
        world.Forget();
        var fired = false;
        var meddler = world.With(o => o with
        {
            Log = line =>
            {
                if (!fired && line.StartsWith("DeleteItem", StringComparison.Ordinal))
                {
                    fired = true;
                    line.ShouldContain("if exists and Name = team");
                    db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "1").UpdateAsync(u => u.Set(t => t.Name, "kept")).GetAwaiter().GetResult();
                    db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "2").DeleteAsync().GetAwaiter().GetResult();
                }
            },
        });
        (await meddler.Teams.Where(t => t.OrganizationId == "o1" && t.Name == "team").DeleteAllAsync()).ShouldBe(new BulkResult(1, 2, null));
        (await BulkUpdateTests.TeamsAsync(db, "o1")).ShouldHaveSingleItem().Name.ShouldBe("kept");
    }

    [Fact]
    public async Task By_an_index_the_values_of_its_keys_are_conditions()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        foreach (var status in new[] { ProjectStatus.Active, ProjectStatus.Archived })
        {
            await db.Projects.CreateAsync(new Project { TeamId = "t1", Id = $"{status}", Name = "p", Status = status });
        }

        world.Forget();
        (await db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Archived).DeleteAllAsync()).ShouldBe(new BulkResult(1, 0, null));
        world.TakeLines()[1].ShouldBe("DeleteItem MultiTenantApp  pk = TENANT#acme#TEAM#t1  sk = PROJECT#Archived  if exists and Status = Archived");
        (await db.Projects.Where(p => p.TeamId == "t1").SingleAsync()).Id.ShouldBe("Active");
    }

    [Fact]
    [Trait("Fault", "19")]
    public async Task What_a_throttled_table_leaves_is_sent_again_or_tells_where_to_go_on()
    {
        var (database, db) = await BulkResumeTests.StartAsync(100);
        database.Faults.On("BatchWriteItem").Times(3).LeaveUnprocessed(20);
        (await db.Teams.Where(t => t.OrganizationId == "o1" && t.Id.StartsWith("00")).DeleteAllAsync()).ShouldBe(new BulkResult(100, 0, null));

        (database, db) = await BulkResumeTests.StartAsync(100);
        var rule = database.Faults.On("BatchWriteItem").Skip(1).Always().Error("AccessDeniedException", "No.");
        var query = db.Teams.Where(t => t.OrganizationId == "o1");
        var error = await Should.ThrowAsync<BulkIncompleteException>(() => query.DeleteAllAsync(new BulkOptions { MaxParallelRequests = 1 }));
        (error.Code, error.Entity, error.Changed, error.Skipped).ShouldBe(("STL3140", "Team", 25L, 0L));
        (await query.CountAsync()).ShouldBe(75);
        rule.Times(0);
        (await query.DeleteAllAsync(new BulkOptions { Resume = error.Token })).ShouldBe(new BulkResult(75, 0, null));
        (await query.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Lost_replies_of_deletions_are_no_wrong_counts()
    {
        SuiteTransport.NeedsAttempts();
        var (database, db) = await BulkResumeTests.StartAsync(20);
        database.Faults.On("DeleteItem").Skip(3).Times(4).ResetAfterCommit();
        (await db.Teams.Where(t => t.OrganizationId == "o1" && t.MemberCount == 0).DeleteAllAsync()).ShouldBe(new BulkResult(20, 0, null));
        database.Requests.Count(r => r.Operation == "DeleteItem").ShouldBe(24);
    }
}
