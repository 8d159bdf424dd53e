using System.Text.Json;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class TransactionTests
{
    private static readonly Organization s_acme = new() { Id = "o1", Name = "Acme", MaxUsers = 2 };
    private static readonly Team s_team = new() { Id = "t1", OrganizationId = "o1", Name = "First", MemberCount = 1 };

    private static TeamMember Member(string id) => new() { Id = id, OrganizationId = "o1", TeamId = "t1", Username = id };

    private static Task AddAsync(SaasTable db, TeamMember member) => db.Transaction()
        .Create(member)
        .Update(
            db.Teams.Where(t => t.OrganizationId == member.OrganizationId && t.Id == member.TeamId), u => u.Add(t => t.MemberCount, 1),
            when: t => t.MemberCount < s_acme.MaxUsers)
        .CommitAsync();

    private static async Task<(WritingWorld<SaasTable> World, SaasTable Db)> StartAsync()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.CreateAsync(s_team);
        world.Forget();
        return (world, db);
    }

    [Fact]
    public async Task Member_and_counter_change_together()
    {
        var (world, db) = await StartAsync();
        await AddAsync(db, Member("m1"));

        world.Lines.ShouldBe([
            "TransactWriteItems MultiTenantApp  [Put TeamMember pk = TENANT#acme#ORG#o1 sk = TEAM#t1#MEMBER#m1 if not exists] "
            + "[Update Team pk = TENANT#acme#ORG#o1 sk = TEAM#t1 add MemberCount if exists and MemberCount < 2]",
        ]);
        var body = JsonDocument.Parse(world.Requests.ShouldHaveSingleItem().Json).RootElement;
        Guid.TryParse(body.GetProperty("ClientRequestToken").GetString(), out _).ShouldBeTrue();
        body.GetProperty("TransactItems")[0].GetProperty("Put").GetProperty("ReturnValuesOnConditionCheckFailure").GetString().ShouldBe("ALL_OLD");
        (await world.ItemsAsync()).Count.ShouldBe(2);
        (await db.Teams.FindAsync("o1", "t1"))!.MemberCount.ShouldBe(2);
    }

    [Fact]
    public async Task One_that_is_done_or_has_failed_can_still_be_explained()
    {
        var (_, db) = await StartAsync();
        var first = db.Transaction().Create(Member("m1"));
        var text = first.Explain();
        text.ShouldContain("MEMBER#m1");
        await first.CommitAsync();
        first.Explain().ShouldBe(text);

        var again = db.Transaction().Create(Member("m1"));
        await Should.ThrowAsync<TransactionFailedException>(() => again.CommitAsync());
        again.Explain().ShouldBe(text);
    }

    [Fact]
    [Trait("Fault", "27")]
    [Trait("Feature", "P11")]
    public async Task A_member_past_the_limit_is_refused_and_nothing_changes()
    {
        var (world, db) = await StartAsync();
        await AddAsync(db, Member("m1"));
        var error = await Should.ThrowAsync<TransactionFailedException>(() => AddAsync(db, Member("m2")));

        var failure = error.Failures.ShouldHaveSingleItem();
        (failure.Index, failure.Entity, failure.Action, failure.Code).ShouldBe((1, "Team", "Update", "ConditionalCheckFailed"));
        failure.Current.ShouldBeOfType<Team>().MemberCount.ShouldBe(2);
        error.Message.ShouldBe("STL3004 Nothing of the transaction was written. Update of Team (action 1): the item does not satisfy 'MemberCount < ?'.");
        error.InnerException.ShouldBeOfType<Amazon.DynamoDBv2.Model.TransactionCanceledException>();
        (await db.Teams.FindAsync("o1", "t1"))!.MemberCount.ShouldBe(2);
        (await db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1").ToListAsync()).ShouldHaveSingleItem().Id.ShouldBe("m1");
    }

    [Fact]
    [Trait("Fault", "27")]
    public async Task A_member_twice_is_refused_and_nothing_changes()
    {
        var (_, db) = await StartAsync();
        await AddAsync(db, Member("m1"));
        await db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").UpdateAsync(u => u.Set(t => t.MemberCount, 0));

        var error = await Should.ThrowAsync<TransactionFailedException>(() => AddAsync(db, Member("m1") with { Username = "other" }));

        var failure = error.Failures.ShouldHaveSingleItem();
        (failure.Index, failure.Action).ShouldBe((0, "Create"));
        failure.Current.ShouldBeOfType<TeamMember>().Username.ShouldBe("m1");
        error.Message.ShouldContain("Create of TeamMember (action 0): an item with this key exists");
        (await db.Teams.FindAsync("o1", "t1"))!.MemberCount.ShouldBe(0);
        (await db.Members.FindAsync("o1", "t1", "m1"))!.Username.ShouldBe("m1");
    }

    [Fact]
    [Trait("Feature", "P11")]
    public async Task All_actions_in_one()
    {
        var (world, db) = await StartAsync();
        await db.Members.CreateAsync(Member("m1"));
        await db.Members.CreateAsync(Member("m2"));
        await db.Organizations.CreateAsync(s_acme);
        world.Forget();
        var transaction = db.Transaction()
            .Create(new Organization { Name = "Other" }, out var created)
            .Create((Organization?)null, out var none)
            .Put(new Team { Id = "t2", OrganizationId = "o1", Name = "Second" })
            .Put((Team?)null)
            .Update(db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1"), u => u.Set(t => t.Name, "Renamed"))
            .Delete(Member("m1"), when: m => m.Username == "m1")
            .Delete((TeamMember?)null)
            .Delete(db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1" && m.Id == "m2"))
            .Check(db.Organizations.Where(o => o.Id == "o1"), when: o => o.MaxUsers == 2);
        none.ShouldBeNull();
        var line = world.Normalize(transaction.Explain());
        world.SentNothing();

        await transaction.CommitAsync();

        world.Lines.ShouldBe([line]);
        line.ShouldEndWith("[Check Organization pk = TENANT#acme#ORG#o1 sk = #METADATA if exists and MaxUsers = 2]");
        (await db.Organizations.FindAsync(created.Id)).ShouldNotBeNull().CreatedAt.ShouldBe(created.CreatedAt);
        created.CreatedAt.ShouldBe(world.Time.GetUtcNow());
        (await db.Teams.FindAsync("o1", "t1"))!.Name.ShouldBe("Renamed");
        (await db.Teams.FindAsync("o1", "t2")).ShouldNotBeNull();
        (await db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1").ToListAsync()).ShouldBeEmpty();
        await Should.ThrowAsync<InvalidOperationException>(() => transaction.CommitAsync());
        Should.Throw<InvalidOperationException>(() => transaction.Create(Member("m9")));
    }

    [Fact]
    [Trait("Feature", "P11")]
    public async Task A_check_of_an_absent_item_and_a_wrong_type_fail()
    {
        var (world, db) = await StartAsync();
        var error = await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction()
            .Check(db.Organizations.Where(o => o.Id == "o1"), when: o => o.Name != "x").Create(Member("m1")).CommitAsync());
        error.Message.ShouldContain("Check of Organization (action 0): there is no Organization with this key");
        (await world.ItemsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_empty_transaction_sends_nothing()
    {
        var (world, db) = await StartAsync();
        await db.Transaction().CommitAsync();
        await db.Transaction().Put((Team?)null).CommitAsync();
        db.Transaction().Explain().ShouldBe("No request: the transaction is empty");
        world.SentNothing();
    }

    [Fact]
    [Trait("Feature", "P11")]
    public async Task An_item_twice_and_too_many_actions_are_refused_before_sending()
    {
        var (world, db) = await StartAsync();
        var error = Should.Throw<WriteException>(() => db.Transaction().Put(s_team)
            .Update(db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1"), u => u.Add(t => t.MemberCount, 1)));
        (error.Code, error.Entity).ShouldBe(("STL3113", "Team"));
        error.Message.ShouldStartWith("STL3113 Put of Team and Update of Team are for one item");

        var large = db.Transaction();
        for (var i = 0; i < 101; i++) large.Create(Member($"m{i}"));
        (await Should.ThrowAsync<WriteException>(() => large.CommitAsync())).Code.ShouldBe("STL3114");
        world.SentNothing();

        var full = db.Transaction();
        for (var i = 0; i < 100; i++) full.Create(Member($"m{i}"));
        await full.CommitAsync();
        (await world.ItemsAsync()).Count.ShouldBe(101);
    }

    [Fact]
    [Trait("Fault", "15")]
    public async Task A_query_of_another_context_is_refused()
    {
        var (world, db) = await StartAsync();
        var foreign = world.For("evil").Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1");
        Should.Throw<WriteException>(() => db.Transaction().Delete(foreign)).Code.ShouldBe("STL3115");
        Should.Throw<WriteException>(() => db.Transaction().Update(foreign, u => u.Set(t => t.Name, "x"))).Code.ShouldBe("STL3115");
        Should.Throw<WriteException>(() => db.Transaction().Check(foreign, t => t.MemberCount > 0)).Code.ShouldBe("STL3115");
        world.SentNothing();
    }

    [Fact]
    public async Task Other_errors_of_the_service_pass_unchanged()
    {
        var (world, db) = await StartAsync();
        await world.Client.DeleteTableAsync(world.TableName);
        await Should.ThrowAsync<Amazon.DynamoDBv2.Model.ResourceNotFoundException>(() => AddAsync(db, Member("m1")));
        await Should.ThrowAsync<Amazon.DynamoDBv2.Model.ResourceNotFoundException>(() => db.Teams.PutAsync(s_team));
        await Should.ThrowAsync<Amazon.DynamoDBv2.Model.ResourceNotFoundException>(() => db.Teams.BatchPutAsync([s_team]));
    }
}
