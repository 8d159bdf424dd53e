using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Wire;

namespace SingleTable.Linq.Tests.Writing;

public class UnknownOutcomeTests
{
    private static readonly Team s_team = new() { Id = "t1", OrganizationId = "o1", Name = "First", MemberCount = 1 };

    [Fact]
    public async Task A_create_that_finds_its_own_item_has_succeeded_and_one_that_finds_another_is_unknown()
    {
        SuiteTransport.NeedsAttempts();
        var (database, db) = await StartAsync();
        database.Faults.On("PutItem").ResetAfterCommit();
        (await db.Teams.CreateAsync(s_team)).ShouldBeEquivalentTo(await db.Teams.FindAsync("o1", "t1"));
        Sent(database, "PutItem").ShouldBe(2);

        database.Faults.On("PutItem").ResetBeforeCommit();
        var error = await Should.ThrowAsync<UnknownOutcomeException>(() => db.Teams.CreateAsync(s_team));
        (error.Code, error.Entity, error.Operation).ShouldBe(("STL3010", "Team", "PutItem"));
        error.InnerException.ShouldBeOfType<ConditionalCheckFailedException>();
        error.Message.ShouldNotContain("t1");
    }

    [Fact]
    public async Task A_request_that_was_throttled_or_lost_before_is_sent_again_and_known()
    {
        var (database, db) = await StartAsync();
        database.Faults.On("PutItem").Throttle();
        await db.Teams.CreateAsync(s_team);
        Sent(database, "PutItem").ShouldBe(2);

        database.Faults.On("PutItem").Throttle();
        (await Should.ThrowAsync<ItemExistsException>(() => db.Teams.CreateAsync(s_team))).Code.ShouldBe("STL3001");

        database.Faults.On("PutItem").ResetBeforeCommit();
        await db.Teams.CreateAsync(s_team with { Id = "t2" });
        (await db.Teams.FindAsync("o1", "t2")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Conditional_updates_and_deletes_that_undid_their_own_condition_have_succeeded(bool delete)
    {
        SuiteTransport.NeedsAttempts();
        var (database, db) = await StartAsync();
        await db.Teams.CreateAsync(s_team);
        var query = db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1");
        database.Faults.On(delete ? "DeleteItem" : "UpdateItem").ResetAfterCommit();
        if (delete)
        {
            (await query.DeleteAsync(when: t => t.Name == "First")).ShouldBeTrue();
        }
        else
        {
            (await query.UpdateAsync(u => u.Set(t => t.Name, "Second"), when: t => t.Name == "First")).Name.ShouldBe("Second");
        }

        (await db.Teams.FindAsync("o1", "t1"))?.Name.ShouldBe("Second");
        var none = db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "none");
        (await Should.ThrowAsync<ItemNotFoundException>(() => none.DeleteAsync(when: t => t.Name == "x"))).Entity.ShouldBe("Team");
    }

    [Fact]
    public async Task What_may_be_repeated_succeeds()
    {
        var (database, db) = await StartAsync();
        foreach (var operation in new[] { "PutItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem" })
        {
            database.Faults.On(operation).ResetAfterCommit();
        }

        await db.Teams.PutAsync(s_team);
        await db.Transaction().Update(db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1"), u => u.Add(t => t.MemberCount, 1)).CommitAsync();
        (await db.Teams.FindAsync("o1", "t1"))!.MemberCount.ShouldBe(2);
        await db.Teams.DeleteAsync(s_team);
        await db.Teams.BatchPutAsync([s_team]);
        (await db.Teams.FindAsync("o1", "t1"))!.MemberCount.ShouldBe(1);
    }

    [Fact]
    public async Task Calls_whose_last_attempt_is_lost_are_unknown_and_those_that_were_refused_are_not()
    {
        var (database, db) = await StartAsync();
        database.Faults.On("PutItem").Always().ResetAfterCommit();
        database.Faults.On("TransactWriteItems").Always().Fail(500);
        database.Faults.On("DeleteItem").Always().Throttle();

        await Should.ThrowAsync<UnknownOutcomeException>(() => db.Teams.PutAsync(s_team));
        (await Should.ThrowAsync<UnknownOutcomeException>(() => db.Transaction().Create(s_team).CommitAsync())).Operation.ShouldBe("TransactWriteItems");
        await Should.ThrowAsync<ProvisionedThroughputExceededException>(() => db.Teams.DeleteAsync(s_team));
    }

    private static int Sent(InMemoryDynamoDb database, string operation) => database.Requests.Count(r => r.Operation == operation);

    private static async Task<(InMemoryDynamoDb Database, SaasTable Db)> StartAsync()
    {
        var database = new InMemoryDynamoDb();
        var client = database.CreateClient(c => c.MaxErrorRetry = 1);
        var db = new SaasTable(new TableOptions<SaasTable>(client).ForTenant("acme"));
        await client.CreateTableAsync(db.CreateTableRequest());
        return (database, db);
    }
}
