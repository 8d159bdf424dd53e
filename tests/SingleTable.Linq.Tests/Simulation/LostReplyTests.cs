using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Wire;
using SingleTable.Linq.Tests.Writing;

namespace SingleTable.Linq.Tests.Simulation;

/// <summary>
/// Each kind of write, whose request is lost before it is done or whose reply is lost afterwards, one to three times in a row: it succeeds, is done once, and
/// is told as it was.
/// </summary>
public class LostReplyTests
{
    private static readonly (string Name, string Operation, Func<LedgerTable, Task> Write)[] s_kinds =
    [
        ("create", "PutItem", async db =>
        {
            (await db.Tallies.CreateAsync(new Tally { Id = "new", Count = 1 })).Count.ShouldBe(1);
            (await db.Tallies.FindAsync("new"))!.Count.ShouldBe(1);
        }),
        ("create with a version", "PutItem", async db =>
        {
            (await db.Accounts.CreateAsync(new Account { Id = "new" })).Version.ShouldBe(1);
            (await db.Accounts.FindAsync("new"))!.Version.ShouldBe(1);
        }),
        ("put", "PutItem", async db =>
        {
            await db.Tallies.PutAsync(new Tally { Id = "t", Count = 9 });
            (await db.Tallies.FindAsync("t"))!.Count.ShouldBe(9);
        }),
        ("put with a condition that it undoes", "PutItem", async db =>
        {
            (await db.Tallies.PutAsync(new Tally { Id = "t", Count = 9 }, when: t => t.Count == 5)).Count.ShouldBe(9);
            (await db.Tallies.FindAsync("t"))!.Count.ShouldBe(9);
        }),
        ("put with a version", "PutItem", async db =>
        {
            var before = (await db.Accounts.FindAsync("a"))!;
            (await db.Accounts.PutAsync(before with { Balance = 9 })).Version.ShouldBe(2);
            (await db.Accounts.FindAsync("a")).ShouldBe(before with { Balance = 9, Version = 2 });
        }),
        ("upsert", "UpdateItem", async db =>
        {
            (await db.Tallies.UpsertAsync(new Tally { Id = "t", Count = 9 })).Count.ShouldBe(9);
            (await db.Tallies.FindAsync("t"))!.Count.ShouldBe(9);
        }),
        ("update", "UpdateItem", async db =>
            (await db.Tallies.Where(t => t.Id == "t").UpdateAsync(u => u.Set(t => t.Label, "x"))).ShouldBe(new Tally { TenantId = "acme", Id = "t", Label = "x", Count = 5 })),
        ("update with a condition that it undoes", "UpdateItem", async db =>
        {
            var after = await db.Tallies.Where(t => t.Id == "t").UpdateAsync(u => u.Set(t => t.Label, "x"), when: t => t.Label == null);
            after.ShouldBe(new Tally { TenantId = "acme", Id = "t", Label = "x", Count = 5 });
        }),
        ("update with a version", "UpdateItem", async db =>
        {
            var before = (await db.Accounts.FindAsync("a"))!;
            (await db.Accounts.UpdateAsync(before, u => u.Add(a => a.Balance, 2))).ShouldBe(before with { Balance = 7, Version = 2 });
            (await db.Accounts.FindAsync("a")).ShouldBe(before with { Balance = 7, Version = 2 });
        }),
        ("count", "TransactWriteItems", async db =>
            (await db.Tallies.Where(t => t.Id == "t").UpdateAsync(u => u.Add(t => t.Count, 1))).Count.ShouldBe(6)),
        ("count with a condition that it undoes", "TransactWriteItems", async db =>
            (await db.Tallies.Where(t => t.Id == "t").UpdateAsync(u => u.Add(t => t.Count, 1), when: t => t.Count == 5)).Count.ShouldBe(6)),
        ("delete", "DeleteItem", async db =>
        {
            (await db.Tallies.Where(t => t.Id == "t").DeleteAsync()).ShouldBeTrue();
            (await db.Tallies.FindAsync("t")).ShouldBeNull();
        }),
        ("delete with a condition", "DeleteItem", async db =>
        {
            (await db.Tallies.Where(t => t.Id == "t").DeleteAsync(when: t => t.Count == 5)).ShouldBeTrue();
            (await db.Tallies.FindAsync("t")).ShouldBeNull();
        }),
        ("delete with a version", "DeleteItem", async db =>
        {
            (await db.Accounts.DeleteAsync((await db.Accounts.FindAsync("a"))!)).ShouldBeTrue();
            (await db.Accounts.FindAsync("a")).ShouldBeNull();
        }),
        ("create with promises", "TransactWriteItems", async db =>
        {
            (await db.Holders.CreateAsync(new Holder { Id = "new", Email = "new@x" })).Version.ShouldBe(1);
            (await db.AuditTrail<Holder>("new").CountAsync()).ShouldBe(1);
        }),
        ("update with promises", "TransactWriteItems", async db =>
        {
            (await db.Holders.Where(h => h.Id == "h").UpdateAsync(u => u.Set(h => h.Email, "new@x"))).Version.ShouldBe(2);
            (await db.AuditTrail<Holder>("h").CountAsync()).ShouldBe(2);
        }),
        ("delete with promises", "TransactWriteItems", async db =>
        {
            (await db.Holders.DeleteAsync((await db.Holders.FindAsync("h"))!)).ShouldBeTrue();
            (await db.AuditTrail<Holder>("h").CountAsync()).ShouldBe(2);
        }),
        ("transaction", "TransactWriteItems", async db =>
        {
            await db.Transaction().Update(db.Tallies.Where(t => t.Id == "t"), u => u.Add(t => t.Count, 1)).Delete((await db.Accounts.FindAsync("a"))!)
                .Create(new Tally { Id = "new" }).CommitAsync();
            (await db.Tallies.FindAsync("t"))!.Count.ShouldBe(6);
            (await db.Accounts.FindAsync("a")).ShouldBeNull();
        }),
        ("batch", "BatchWriteItem", async db =>
        {
            await db.Batch().Put(new Tally { Id = "new", Count = 1 }).Delete(new Tally { Id = "t" }).SendAsync();
            (await db.Tallies.AllowScan().ToListAsync()).ShouldBe([new Tally { TenantId = "acme", Id = "new", Count = 1 }]);
        }),
    ];

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public async Task Every_write_is_done_once_and_told_as_it_was(int faults, bool afterwards)
    {
        SuiteTransport.NeedsAttempts();
        foreach (var (name, operation, write) in s_kinds)
        {
            var (database, db) = await NewAsync();
            var rule = database.Faults.On(operation).Times(faults);
            rule = afterwards ? rule.ResetAfterCommit() : rule.ResetBeforeCommit();
            try
            {
                await write(db);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{name}: {e.Message}", e);
            }

            rule.Hits.ShouldBe(faults, name);
        }
    }

    [Fact]
    public async Task Refusals_stay_refusals_where_versions_and_tokens_tell_and_are_unknown_where_nothing_does()
    {
        SuiteTransport.NeedsAttempts();
        var (database, db) = await NewAsync();
        var old = (await db.Accounts.FindAsync("a"))!;
        await db.Accounts.UpdateAsync(old, u => u.Set(a => a.Owner, "x"));
        database.Faults.On("UpdateItem").ResetBeforeCommit();
        (await Should.ThrowAsync<VersionConflictException>(() => db.Accounts.UpdateAsync(old, u => u.Set(a => a.Owner, "y")))).CurrentVersion.ShouldBe(2);
        database.Faults.On("PutItem").ResetBeforeCommit();
        await Should.ThrowAsync<VersionConflictException>(() => db.Accounts.PutAsync(old));
        database.Faults.On("TransactWriteItems").ResetBeforeCommit();
        await Should.ThrowAsync<ConditionFailedException>(() => db.Tallies.Where(t => t.Id == "t").UpdateAsync(u => u.Add(t => t.Count, 1), when: t => t.Count == 4));
        database.Faults.On("TransactWriteItems").ResetAfterCommit();
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Tallies.Where(t => t.Id == "none").UpdateAsync(u => u.Add(t => t.Count, 1)));

        database.Faults.On("PutItem").ResetBeforeCommit();
        await Should.ThrowAsync<UnknownOutcomeException>(() => db.Tallies.CreateAsync(new Tally { Id = "t" }));
        database.Faults.On("UpdateItem").ResetBeforeCommit();
        await Should.ThrowAsync<UnknownOutcomeException>(() => db.Tallies.Where(t => t.Id == "none").UpdateAsync(u => u.Set(t => t.Label, "x")));
        (await db.Tallies.Where(t => t.Id == "none").DeleteAsync()).ShouldBeFalse();
        (await db.Tallies.FindAsync("t"))!.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_count_whose_result_cannot_be_read_says_that_it_is_done()
    {
        var (database, db) = await NewAsync();
        var rule = database.Faults.On("GetItem").Times(5);
        rule.Fail(500);
        var one = db.Tallies.Where(t => t.Id == "t");
        var error = await Should.ThrowAsync<ResultNotReadException>(() => one.UpdateAsync(u => u.Add(t => t.Count, 1)));
        (error.Code, error.Entity, error.IsDeleted, rule.Hits).ShouldBe(("STL3012", "Tally", false, 5));
        error.InnerException.ShouldBeAssignableTo<Amazon.DynamoDBv2.AmazonDynamoDBException>();
        (await db.Tallies.FindAsync("t"))!.Count.ShouldBe(6);
    }

    [Fact]
    public async Task At_least_once_is_one_UpdateItem_and_may_count_twice()
    {
        var (database, db) = await NewAsync();
        database.ClearRequests();
        database.Faults.On("UpdateItem").ResetAfterCommit();
        (await db.Tallies.Where(t => t.Id == "t").UpdateAsync(u => u.Add(t => t.Count, 1).AtLeastOnce())).Count.ShouldBe(7);
        database.Requests.Select(r => r.Operation).ShouldBe(["UpdateItem", "UpdateItem"]);
    }

    [Fact]
    public async Task Sixty_four_writers_on_one_counter_count_exactly_with_5_percent_of_the_replies_lost()
    {
        var (database, db) = await NewAsync();
        var rule = database.Faults.On("TransactWriteItems").Always().WithProbability(0.05);
        rule.ResetAfterCommit();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await db.Tallies.Where(t => t.Id == "t").UpdateAsync(u => u.Add(t => t.Count, 1));
            }
        })));
        (await db.Tallies.FindAsync("t"))!.Count.ShouldBe(5 + (64 * 20));
        rule.Hits.ShouldBeGreaterThan(20);
    }

    internal static async Task<(InMemoryDynamoDb Database, LedgerTable Db)> NewAsync()
    {
        var database = new InMemoryDynamoDb();
        var client = new ImpatientClient(database.CreateHandler());
        var db = new LedgerTable(new TableOptions<LedgerTable>(client).ForTenant("acme"));
        await client.CreateTableAsync(db.CreateTableRequest());
        await db.Accounts.CreateAsync(new Account { Id = "a", Balance = 5 });
        await db.Holders.CreateAsync(new Holder { Id = "h", Email = "h@x" });
        await db.Tallies.CreateAsync(new Tally { Id = "t", Count = 5 });
        return (database, db);
    }
}
