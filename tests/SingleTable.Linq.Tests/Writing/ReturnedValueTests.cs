using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Simulation;
using SingleTable.Linq.Tests.Wire;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Writes that give back what was there before.</summary>
[Trait("Feature", "P7")]
public class ReturnedValueTests
{
    private static readonly Tally s_tally = new() { TenantId = "acme", Id = "t", Count = 5 };

    [Fact]
    public async Task An_update_gives_the_entity_before_it()
    {
        var world = await WorldAsync();
        var db = world.For("acme");
        (await One(db).UpdateReturningOldAsync(u => u.Set(t => t.Label, "x"))).ShouldBe(s_tally);
        (await One(db).UpdateReturningOldAsync(u => u.Set(t => t.Count, 6), when: t => t.Label == "x")).ShouldBe(s_tally with { Label = "x" });
        (await One(db).UpdateReturningOldAsync(u => u.Add(t => t.Count, 1).AtLeastOnce())).Count.ShouldBe(6);
        world.TakeLines().ShouldBe([
            "UpdateItem Ledger  pk = T#acme#TALLY#t  sk = #T  set Label  if exists",
            "UpdateItem Ledger  pk = T#acme#TALLY#t  sk = #T  set Count  if exists and Label = x",
            "UpdateItem Ledger  pk = T#acme#TALLY#t  sk = #T  add Count  if exists",
        ]);
        (await db.Tallies.FindAsync("t")).ShouldBe(s_tally with { Label = "x", Count = 7 });
        (await Should.ThrowAsync<ConditionFailedException>(() => One(db).UpdateReturningOldAsync(u => u.Set(t => t.Count, 1), when: t => t.Count == 1))).Current.ShouldNotBeNull();
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Tallies.Where(t => t.Id == "none").UpdateReturningOldAsync(u => u.Set(t => t.Count, 1)));
    }

    [Fact]
    public async Task A_put_gives_what_it_replaced_or_null()
    {
        var world = await WorldAsync();
        var db = world.For("acme");
        (await db.Tallies.PutReturningOldAsync(s_tally with { Count = 9 })).ShouldBe(s_tally);
        (await db.Tallies.PutReturningOldAsync(s_tally with { Id = "new" })).ShouldBeNull();
        (await db.Tallies.PutReturningOldAsync(s_tally with { Count = 10 }, when: t => t.Count == 9)).ShouldBe(s_tally with { Count = 9 });
        world.TakeLines().Count.ShouldBe(3);
        var account = await db.Accounts.CreateAsync(new Account { Id = "a" });
        (await db.Accounts.PutReturningOldAsync(account with { Balance = 1 })).ShouldBe(account);
        await Should.ThrowAsync<VersionConflictException>(() => db.Accounts.PutReturningOldAsync(account));
    }

    [Fact]
    public async Task A_deletion_gives_what_it_deleted_or_null()
    {
        var world = await WorldAsync();
        var db = world.For("acme");
        (await Should.ThrowAsync<ConditionFailedException>(() => One(db).DeleteReturningOldAsync(when: t => t.Count == 4))).Entity.ShouldBe("Tally");
        (await One(db).DeleteReturningOldAsync()).ShouldBe(s_tally);
        (await One(db).DeleteReturningOldAsync()).ShouldBeNull();
        await db.Tallies.CreateAsync(s_tally);
        (await db.Tallies.DeleteReturningOldAsync(s_tally, when: t => t.Count == 5)).ShouldBe(s_tally);
        world.TakeLines().ShouldAllBe(l => l.StartsWith("DeleteItem", StringComparison.Ordinal) || l.StartsWith("PutItem", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_a_transaction_is_refused()
    {
        var world = await WorldAsync();
        var db = world.For("acme");
        (await Should.ThrowAsync<WriteException>(() => One(db).UpdateReturningOldAsync(u => u.Add(t => t.Count, 1)))).Code.ShouldBe("STL3126");
        foreach (var write in new Func<Task>[]
        {
            () => db.Holders.Where(h => h.Id == "h").UpdateReturningOldAsync(u => u.Set(h => h.Email, "x")),
            () => db.Holders.Where(h => h.Id == "h").DeleteReturningOldAsync(),
            () => db.Holders.DeleteReturningOldAsync(new Holder { Id = "h" }),
            () => db.Holders.PutReturningOldAsync(new Holder { Id = "h" }),
        })
        {
            var error = await Should.ThrowAsync<WriteException>(write);
            (error.Code, error.Entity).ShouldBe(("STL3120", "Holder"));
        }

        world.SentNothing();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_lost_request_changes_nothing_and_a_lost_reply_is_never_a_wrong_old_value(int faults)
    {
        SuiteTransport.NeedsAttempts();
        foreach (var (operation, write) in new (string, Func<LedgerTable, Task<Tally?>>)[]
        {
            ("UpdateItem", async db => await One(db).UpdateReturningOldAsync(u => u.Set(t => t.Label, "x"))),
            ("UpdateItem", async db => await One(db).UpdateReturningOldAsync(u => u.Set(t => t.Label, "x"), when: t => t.Label == null)),
            ("PutItem", db => db.Tallies.PutReturningOldAsync(s_tally with { Label = "x" })),
            ("PutItem", db => db.Tallies.PutReturningOldAsync(s_tally with { Label = "x" }, when: t => t.Label == null)),
            ("DeleteItem", db => One(db).DeleteReturningOldAsync()),
            ("DeleteItem", db => One(db).DeleteReturningOldAsync(when: t => t.Count == 5)),
        })
        {
            var (database, db) = await LostReplyTests.NewAsync();
            var before = (await db.Tallies.FindAsync("t"))!;
            database.Faults.On(operation).Times(faults).ResetBeforeCommit();
            (await write(db)).ShouldBe(before);

            (database, db) = await LostReplyTests.NewAsync();
            database.Faults.On(operation).Times(faults).ResetAfterCommit();
            var error = await Should.ThrowAsync<ResultNotReadException>(() => write(db));
            (error.Code, error.Entity, error.IsDeleted).ShouldBe(("STL3012", "Tally", false));
            (await db.Tallies.FindAsync("t"))?.Label.ShouldBe("x");
        }
    }

    [Fact]
    public async Task Two_who_exchange_at_once_each_see_what_the_other_left()
    {
        var (_, db) = await LostReplyTests.NewAsync();
        var seen = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Task.Run(async () => (await One(db).UpdateReturningOldAsync(u => u.Set(t => t.Label, $"{i}"))).Label)));
        seen.Append((await db.Tallies.FindAsync("t"))!.Label).Order().ShouldBe(Enumerable.Range(0, 50).Select(i => (string?)$"{i}").Prepend(null).Order());
    }

    private static IQueryable<Tally> One(LedgerTable db) => db.Tallies.Where(t => t.Id == "t");

    private static async Task<WritingWorld<LedgerTable>> WorldAsync()
    {
        var world = await WritingWorld<LedgerTable>.CreateAsync(o => new LedgerTable(o));
        await world.For("acme").Tallies.CreateAsync(s_tally);
        world.Forget();
        return world;
    }
}
