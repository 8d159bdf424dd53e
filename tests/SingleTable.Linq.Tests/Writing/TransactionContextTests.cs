using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>One transaction of several contexts: other tenants, other tables, other models, each action in the scope of its own.</summary>
public class TransactionContextTests
{
    private static readonly Team s_team = new() { Id = "t1", OrganizationId = "o1", Name = "First", MemberCount = 1 };

    [Fact]
    public async Task Each_action_is_written_by_the_tenant_of_its_context_with_one_request()
    {
        var world = await WritingWorld.SaasAsync();
        var (acme, globex) = (world.For("acme"), world.For("globex"));
        await acme.Teams.CreateAsync(s_team);
        world.Forget();
        var transaction = acme.Transaction();
        transaction.Update(acme.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1"), u => u.Add(t => t.MemberCount, -1), when: t => t.MemberCount > 0);
        await transaction.With(globex).Create(s_team, out var theirs).CommitAsync();

        theirs.ShouldNotBeNull().TenantId.ShouldBe("globex");
        world.TakeLines().ShouldBe([
            "TransactWriteItems MultiTenantApp  [Update Team pk = TENANT#acme#ORG#o1 sk = TEAM#t1 add MemberCount if exists and MemberCount > 0] "
            + "[Put Team pk = TENANT#globex#ORG#o1 sk = TEAM#t1 if not exists]",
        ]);
        world.Requests.Count.ShouldBe(1);
        (await acme.Teams.FindAsync("o1", "t1"))!.MemberCount.ShouldBe(0);
        (await globex.Teams.FindAsync("o1", "t1")).ShouldBeEquivalentTo(theirs);
        await Should.ThrowAsync<InvalidOperationException>(() => transaction.CommitAsync());
    }

    [Fact]
    public async Task A_failure_names_the_action_and_its_context_and_nothing_is_written_in_any()
    {
        var world = await WritingWorld.SaasAsync();
        var (acme, globex) = (world.For("acme"), world.For("globex"));
        await globex.Teams.CreateAsync(s_team with { Name = "Theirs" });
        var error = await Should.ThrowAsync<TransactionFailedException>(() => acme.Transaction()
            .Create(s_team).Create(s_team with { Id = "t2" }).With(globex).Create(s_team).With(acme).Create(s_team with { Id = "t3" }).CommitAsync());

        error.Message.ShouldBe("STL3004 Nothing of the transaction was written. Create of Team (action 2, context 1): an item with this key exists.");
        var failure = error.Failures.ShouldHaveSingleItem();
        (failure.Index, failure.ContextIndex, failure.Entity).ShouldBe((2, 1, "Team"));
        failure.Current.ShouldBeOfType<Team>().Name.ShouldBe("Theirs");
        (await acme.Teams.Where(t => t.OrganizationId == "o1").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Guards_counts_and_trails_are_those_of_each_context()
    {
        var world = await WritingWorld<ClubTable>.CreateAsync(o => new ClubTable(o));
        var acme = world.With(o => o with { Actor = new AuditActor("ann") });
        var globex = world.With(o => (o with { Actor = new AuditActor("bob") }).ForTenant("globex"));
        await acme.Clubs.CreateAsync(new Club { Id = "c1" });
        await globex.Clubs.CreateAsync(new Club { Id = "c1" });
        var member = new Member { ClubId = "c1", Id = "m1", Email = "a@x", Nick = "a" };
        await acme.Transaction().Create(member).Create(new Guest { Id = "g1", ClubId = "c1" })
            .With(globex).Create(member).Create(new Guest { Id = "g1", ClubId = "c1" }).Create(new Guest { Id = "g2", ClubId = "c1" }).CommitAsync();

        (await acme.Clubs.FindAsync("c1"))!.ShouldSatisfyAllConditions(c => c.MemberCount.ShouldBe(1), c => c.GuestCount.ShouldBe(1));
        (await globex.Clubs.FindAsync("c1"))!.ShouldSatisfyAllConditions(c => c.MemberCount.ShouldBe(1), c => c.GuestCount.ShouldBe(2));
        (await acme.AuditTrail<Member>("c1", "m1").ToListAsync()).ShouldHaveSingleItem().By.ShouldBe("ann");
        (await globex.AuditTrail<Member>("c1", "m1").ToListAsync()).ShouldHaveSingleItem().By.ShouldBe("bob");
        (await world.ItemsAsync()).Where(i => i["pk"].S.Contains("#UNIQUE#", StringComparison.Ordinal)).Select(i => i["pk"].S).ShouldBe(
            new[] { "acme", "globex" }.SelectMany(t => new[] { $"T#{t}#UNIQUE#Member.Email#a@x", $"T#{t}#UNIQUE#Member.ClubId.Nick#c1#a" }), ignoreOrder: true);

        // What follows from an action fails for it, in its context.
        var error = await Should.ThrowAsync<TransactionFailedException>(() => acme.Transaction()
            .Create(new Guest { Id = "g2", ClubId = "c1" }).With(globex).Create(member with { Id = "m2", Nick = "b" }).CommitAsync());
        error.Message.ShouldEndWith("Create of Member (action 1, context 1): another item has the value that 'Member.Email' makes unique.");
        (await acme.Guests.FindAsync("g2")).ShouldBeNull();
    }

    [Fact]
    public async Task Tables_of_other_contexts_take_their_items_and_one_key_in_two_tables_is_two_items()
    {
        var database = new InMemoryDynamoDb();
        var client = database.CreateClient();
        var lines = new List<string>();
        SaasTable Db(string table) => new(new TableOptions<SaasTable>(client) { TableName = table, Log = lines.Add, SensitiveLogging = true }.ForTenant("acme"));
        var (one, two) = (Db("One"), Db("Two"));
        var clubs = new ClubTable(new TableOptions<ClubTable>(client).ForTenant("acme"));
        await one.EnsureTableAsync();
        await two.EnsureTableAsync();
        await clubs.EnsureTableAsync();
        await one.Teams.CreateAsync(s_team);
        lines.Clear();

        // A move between tables, and a note of it in a third.
        var transaction = one.Transaction().Delete(s_team).With(two).Create(s_team).With(clubs).Create(new Club { Id = "c1" });
        transaction.Explain().ShouldBe(
            "TransactWriteItems One  [Delete Team pk = TENANT#acme#ORG#o1 sk = TEAM#t1] [Put Team of Two pk = TENANT#acme#ORG#o1 sk = TEAM#t1 if not exists] "
            + "[Put Club of Clubs pk = T#acme#CLUB#c1 sk = #CLUB if not exists]");
        await transaction.CommitAsync();

        lines.ShouldHaveSingleItem();
        (await one.Teams.FindAsync("o1", "t1")).ShouldBeNull();
        (await two.Teams.FindAsync("o1", "t1")).ShouldBeEquivalentTo(s_team with { TenantId = "acme" });
        (await clubs.Clubs.FindAsync("c1")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Lost_replies_count_once_in_every_table(int lost)
    {
        var database = new InMemoryDynamoDb();
        var client = database.CreateClient(c => c.MaxErrorRetry = 3);
        TallyOf Db(string table) => new(client, table);
        var (one, two) = (Db("One"), Db("Two"));
        await one.Db.EnsureTableAsync();
        await two.Db.EnsureTableAsync();
        await one.Db.Tallies.CreateAsync(new Tally { Id = "a" });
        await two.Db.Tallies.CreateAsync(new Tally { Id = "a" });
        database.Faults.On("TransactWriteItems").Times(lost).ResetAfterCommit();
        await one.Db.Transaction().Update(one.Item, u => u.Add(t => t.Count, 1)).With(two.Db).Update(two.Item, u => u.Add(t => t.Count, 2)).CommitAsync();
        (await one.Db.Tallies.FindAsync("a"))!.Count.ShouldBe(1);
        (await two.Db.Tallies.FindAsync("a"))!.Count.ShouldBe(2);
    }

    [Fact]
    public async Task One_item_twice_other_clients_and_unnamed_contexts_are_refused_before_any_request()
    {
        var world = await WritingWorld.SaasAsync();
        var (acme, again, globex) = (world.For("acme"), world.For("acme"), world.For("globex"));
        var error = Should.Throw<WriteException>(() => acme.Transaction().Put(s_team).With(again).Delete(s_team));
        (error.Code, error.Entity).ShouldBe(("STL3113", "Team"));
        error.Message.ShouldStartWith("STL3113 Put of Team and Delete of Team are for one item");

        var elsewhere = new SaasTable(new TableOptions<SaasTable>(new InMemoryDynamoDb().CreateClient()).ForTenant("acme"));
        error = Should.Throw<WriteException>(() => acme.Transaction().With(elsewhere));
        error.Code.ShouldBe("STL3173");
        error.Message.ShouldBe("STL3173 With was given a SaasTable that has another client than the transaction, and one request goes to one. Make both contexts with the same client object.");

        var theirs = globex.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1");
        Should.Throw<WriteException>(() => acme.Transaction().Delete(theirs)).Code.ShouldBe("STL3115");
        Should.Throw<WriteException>(() => acme.Transaction().With(globex).With(acme).Delete(theirs)).Code.ShouldBe("STL3115");
        Should.Throw<TenantScopeException>(() => acme.Transaction().With(globex).Create(s_team with { TenantId = "acme" })).Code.ShouldBe("STL2102");
        Should.Throw<TenantScopeException>(() => acme.Transaction().With(world.Unscoped()).Create(s_team));
        Should.Throw<ArgumentNullException>(() => acme.Transaction().With(null!));
        var full = acme.Transaction();
        for (var i = 0; i < 51; i++) full.Create(s_team with { Id = $"t{i}" }).With(globex).Create(s_team with { Id = $"t{i}" });
        (await Should.ThrowAsync<WriteException>(() => full.CommitAsync())).Code.ShouldBe("STL3114");
        world.SentNothing();
    }

    private sealed class TallyOf(Amazon.DynamoDBv2.AmazonDynamoDBClient client, string table)
    {
        public LedgerTable Db { get; } = new(new TableOptions<LedgerTable>(client) { TableName = table }.ForTenant("acme"));

        public IQueryable<Tally> Item => Db.Tallies.Where(t => t.Id == "a");
    }
}
