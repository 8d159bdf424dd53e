using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Others who write between the read and the transaction, and requests and replies that are lost.</summary>
public class MoveFaultTests
{
    private static readonly Member s_ann = new() { ClubId = "c1", Id = "m1", Email = "a@x", Nick = "a" };

    [Fact]
    public async Task A_change_between_read_and_transaction_is_a_conflict_that_brings_the_item()
    {
        var between = new Between();
        var world = await WritingWorld<LedgerTable>.CreateAsync(o => new LedgerTable(o), between.Over);
        var db = world.For("acme");
        var tally = await db.Tallies.CreateAsync(new Tally { Id = "a", Label = "x" });
        between.Act = () => db.Tallies.UpdateAsync(tally, u => u.Set(t => t.Label, "y"));
        var changed = await Should.ThrowAsync<ConditionFailedException>(() => db.Tallies.MoveAsync(tally, tally with { Id = "b" }));
        changed.Message.ShouldBe("STL3003 Move of Tally: the item was changed since it was read (Label). Move it again from the exception's Current.");
        changed.Current.ShouldBeOfType<Tally>().Label.ShouldBe("y");
        (await db.Tallies.FindAsync("b")).ShouldBeNull();

        var current = (Tally)changed.Current!;
        between.Act = () => db.Tallies.DeleteAsync(current);
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Tallies.MoveAsync(current, current with { Id = "b" }));

        var account = await db.Accounts.CreateAsync(new Account { Id = "a" });
        between.Act = () => db.Accounts.UpdateAsync(account, u => u.Set(a => a.Owner, "eve"));
        var version = await Should.ThrowAsync<VersionConflictException>(() => db.Accounts.MoveAsync(account, account with { Id = "b" }));
        (version.ExpectedVersion, version.CurrentVersion).ShouldBe((1, 2));
        version.Current.ShouldBeOfType<Account>().Owner.ShouldBe("eve");
        (await world.ItemsAsync()).ShouldHaveSingleItem().Text("Owner").ShouldBe("eve");
    }

    [Fact]
    public async Task What_the_model_does_not_know_is_not_lost_when_it_comes_in_between()
    {
        var between = new Between();
        var world = await WritingWorld<LedgerTable>.CreateAsync(o => new LedgerTable(o), between.Over);
        var db = world.For("acme");
        var tally = await db.Tallies.CreateAsync(new Tally { Id = "a", Label = "x" });
        Task SetAsync(string value) => world.Client.UpdateItemAsync(new()
        {
            TableName = world.TableName, Key = new() { ["pk"] = new("T#acme#TALLY#a"), ["sk"] = new("#T") }, UpdateExpression = "SET extra = :v",
            ExpressionAttributeValues = new() { [":v"] = new(value) },
        });
        await SetAsync("old");
        between.Act = () => SetAsync("new");
        world.Forget();
        await db.Tallies.MoveAsync(tally, tally with { Id = "b" });
        (await world.ItemAsync()).Text("extra").ShouldBe("new");
        world.TakeLines().Select(l => l.Split(' ')[0]).ShouldBe(["GetItem", "TransactWriteItems", "TransactWriteItems"]);
    }

    [Fact]
    public async Task Children_that_come_or_change_in_between_are_taken_along()
    {
        var between = new Between();
        var world = await WritingWorld<ClubTable>.CreateAsync(o => new ClubTable(o), between.Over);
        var db = world.For("acme");
        var club = await db.Clubs.CreateAsync(new Club { Id = "c1" });
        var ann = await db.Members.CreateAsync(s_ann);
        between.Act = () => db.Members.CreateAsync(new Member { ClubId = "c1", Id = "m2" });
        club = await db.Clubs.MoveAsync(club with { MemberCount = 1 }, club with { MemberCount = 1, Id = "c9" }, includeChildren: true);
        club.MemberCount.ShouldBe(2);
        (await db.Members.Where(m => m.ClubId == "c9").ToListAsync()).Select(m => m.Id).ShouldBe(["m1", "m2"]);

        between.Act = () => db.Members.Where(m => m.ClubId == "c9" && m.Id == "m1").UpdateAsync(u => u.Set(m => m.Points, 5));
        await db.Clubs.MoveAsync(club, club with { Id = "c1" }, includeChildren: true);
        (await db.Members.FindAsync("c1", "m1"))!.Points.ShouldBe(5);
        (await db.Clubs.FindAsync("c1"))!.MemberCount.ShouldBe(2);
        (await db.Members.Where(m => m.ClubId == "c9").CountAsync()).ShouldBe(0);
        (await db.AuditTrail<Member>("c1", "m1").ToListAsync()).Select(e => e.Action).ShouldBe([AuditAction.Create, AuditAction.Move], ignoreOrder: true);
    }

    [Fact]
    public async Task A_child_that_a_versioned_parent_counts_in_between_is_taken_along_too()
    {
        var between = new Between();
        var world = await WritingWorld<DepotTable>.CreateAsync(o => new DepotTable(o), between.Over);
        var db = world.Unscoped();
        var depot = await db.Depots.CreateAsync(new Depot { Id = "d1" });
        between.Act = () => db.Crates.CreateAsync(new Crate { DepotId = "d1", Id = "a" });
        var moved = await db.Depots.MoveAsync(depot, depot with { Id = "d2" }, includeChildren: true);
        (moved.CrateCount, moved.Version).ShouldBe((1, 2));
        (await db.Crates.Where(c => c.DepotId == "d2").ToListAsync()).ShouldHaveSingleItem().Id.ShouldBe("a");

        // Not asked for, it refuses the move, and nothing is left behind.
        between.Act = () => db.Crates.CreateAsync(new Crate { DepotId = "d3", Id = "b" });
        depot = await db.Depots.CreateAsync(new Depot { Id = "d3" });
        (await Should.ThrowAsync<WriteException>(() => db.Depots.MoveAsync(depot, depot with { Id = "d4" }))).Code.ShouldBe("STL3175");
        (await db.Depots.FindAsync("d3"))!.CrateCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public async Task Lost_requests_and_replies_move_once(int times, bool isDone)
    {
        var (database, db, ann) = await StartAsync();
        var fault = database.Faults.On("TransactWriteItems").Times(times);
        fault = isDone ? fault.ResetAfterCommit() : fault.ResetBeforeCommit();
        database.Faults.On("GetItem").ResetBeforeCommit();
        var moved = await db.Members.MoveAsync(ann, ann with { ClubId = "c2", Points = 1 });

        fault.Hits.ShouldBe(times);
        moved.ShouldBeEquivalentTo(await db.Members.FindAsync("c2", "m1"));
        (await db.Members.FindAsync("c1", "m1")).ShouldBeNull();
        ((await db.Clubs.FindAsync("c1"))!.MemberCount, (await db.Clubs.FindAsync("c2"))!.MemberCount).ShouldBe((0, 1));
        (await db.AuditTrail<Member>("c2", "m1").CountAsync()).ShouldBe(1);
        var tokens = database.Requests.Where(r => r.Operation == "TransactWriteItems").TakeLast(times + 1)
            .Select(r => System.Text.Json.JsonDocument.Parse(r.Json).RootElement.GetProperty("ClientRequestToken").GetString());
        tokens.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Replies_lost_for_ever_are_an_unknown_outcome_and_conflicts_pass()
    {
        var (database, db, ann) = await StartAsync();
        database.Faults.On("TransactWriteItems").Times(2).CancelTransaction("TransactionConflict");
        ann = await db.Members.MoveAsync(ann, ann with { Id = "m2" });
        database.Faults.On("TransactWriteItems").Always().ResetAfterCommit();
        (await Should.ThrowAsync<UnknownOutcomeException>(() => db.Members.MoveAsync(ann, ann with { ClubId = "c2" }))).Operation.ShouldBe("TransactWriteItems");
        (await db.Members.FindAsync("c2", "m2")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Conflicts_for_ever_name_the_entity_and_write_nothing()
    {
        var (database, db, ann) = await StartAsync();
        database.Faults.On("TransactWriteItems").CancelTransaction("ValidationError");
        var error = await Should.ThrowAsync<TransactionFailedException>(() => db.Members.MoveAsync(ann, ann with { Id = "m2" }));
        error.Failures.ShouldBe([new TransactionFailure(0, "Member", "Move", "ValidationError", null)]);
        (await db.Members.FindAsync("c1", "m1")).ShouldBeEquivalentTo(ann);
    }

    [Fact]
    public async Task A_cancelled_move_sends_nothing()
    {
        var (database, db, ann) = await StartAsync();
        var sent = database.Requests.Count;
        await Should.ThrowAsync<OperationCanceledException>(() => db.Members.MoveAsync(ann, ann with { Id = "m2" }, cancellationToken: new CancellationToken(canceled: true)));
        database.Requests.Count.ShouldBe(sent);
    }

    private static async Task<(InMemoryDynamoDb Database, ClubTable Db, Member Ann)> StartAsync()
    {
        var database = new InMemoryDynamoDb();
        var db = new ClubTable(new TableOptions<ClubTable>(database.CreateClient(c => c.MaxErrorRetry = 3)).ForTenant("acme"));
        await db.EnsureTableAsync();
        await db.Clubs.CreateAsync(new Club { Id = "c1" });
        await db.Clubs.CreateAsync(new Club { Id = "c2" });
        return (database, db, await db.Members.CreateAsync(s_ann));
    }

    /// <summary>Does something once, before the next transaction reaches the database.</summary>
    private sealed class Between : DelegatingHandler
    {
        public Func<Task>? Act { get; set; }

        public HttpMessageHandler Over(HttpMessageHandler inner)
        {
            InnerHandler = inner;
            return this;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Act is { } act && request.Headers.GetValues("X-Amz-Target").Single().EndsWith(".TransactWriteItems", StringComparison.Ordinal))
            {
                Act = null;
                await act();
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
