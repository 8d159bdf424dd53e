using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>What nobody should do to an operation on many items, or what happens to its items meanwhile.</summary>
public class HostileBulkTests
{
    [Fact]
    public async Task What_is_no_query_or_no_update_is_refused_before_any_request()
    {
        var (world, db) = await NewAsync(3);
        var teams = Teams(db);
        await Should.ThrowAsync<ArgumentNullException>(() => ((IQueryable<Team>)null!).UpdateAllAsync(u => u.Set(t => t.Name, "x")));
        await Should.ThrowAsync<ArgumentNullException>(() => ((IQueryable<Team>)null!).DeleteAllAsync());
        await Should.ThrowAsync<ArgumentNullException>(() => teams.UpdateAllAsync(null!));
        await Should.ThrowAsync<ArgumentException>(() => teams.UpdateAllAsync(_ => null!));
        await Should.ThrowAsync<InvalidOperationException>(() => new List<Team>().AsQueryable().UpdateAllAsync(u => u.Set(t => t.Name, "x")));
        await Should.ThrowAsync<InvalidOperationException>(() => new List<Team>().AsQueryable().DeleteAllAsync());
        (await Should.ThrowAsync<NotSupportedException>(() => teams.UpdateAllAsync(_ => throw new NotSupportedException("mine")))).Message.ShouldBe("mine");
        await Should.ThrowAsync<SingleTableException>(() => teams.Skip(1).DeleteAllAsync());
        await Should.ThrowAsync<SingleTableException>(() => teams.Distinct().DeleteAllAsync());
        await Should.ThrowAsync<SingleTableException>(() => teams.Concat(teams).DeleteAllAsync());
        await Should.ThrowAsync<SingleTableException>(() => teams.Where((t, i) => i > 1).DeleteAllAsync());
        await Should.ThrowAsync<KeyValueException>(() => db.Teams.Where(t => t.OrganizationId == "").DeleteAllAsync());
        await Should.ThrowAsync<InvalidPageTokenException>(() => teams.DeleteAllAsync(new BulkOptions { Resume = "" }));
        world.SentNothing();
    }

    [Fact]
    public async Task A_query_that_can_hold_for_nothing_sends_nothing()
    {
        var (world, db) = await NewAsync(3);
        var none = Array.Empty<string>();
        foreach (var query in new[]
        {
            Teams(db).Where(t => false), Teams(db).Where(t => none.Contains(t.Name)), Teams(db).Where(t => t.TenantId == "globex"),
            Teams(db).Where(t => t.Id.CompareTo("5") > 0 && t.Id.CompareTo("3") < 0),
        })
        {
            (await query.UpdateAllAsync(u => u.Set(t => t.Name, "x"))).ShouldBe(new BulkResult(0, 0, null));
            (await query.DeleteAllAsync()).ShouldBe(new BulkResult(0, 0, null));
        }

        world.SentNothing();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task At_the_end_of_a_page_and_of_all_items_a_limit_is_exact(int most)
    {
        var (world, db) = await NewAsync(6);
        var calls = 0;
        long changed = 0;
        string? token = null;
        do
        {
            // A page of the service holds three of them.
            var done = await Teams(db).UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { MaxItems = most, Resume = token });
            done.Changed.ShouldBeLessThanOrEqualTo(most);
            (changed, token, calls) = (changed + done.Changed, done.Token, calls + 1);
        }
        while (token is not null);

        changed.ShouldBe(6);
        calls.ShouldBeInRange(6 / most, (6 / most) + 1);
        (await Teams(db).ToListAsync()).ShouldAllBe(t => t.MemberCount == 1);
        world.Requests.Count(r => r.Operation == "UpdateItem").ShouldBe(6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_progress_that_throws_stops_it_where_it_can_go_on(bool updates)
    {
        var (_, db) = await NewAsync(60);
        var options = new BulkOptions { MaxParallelRequests = 1, Progress = new BulkUpdateTests.Report(_ => throw new InvalidOperationException("mine")) };
        var error = await Should.ThrowAsync<BulkIncompleteException>(() => RunAsync(options));
        error.InnerException.ShouldBeOfType<InvalidOperationException>();
        error.Changed.ShouldBe(25);
        var rest = await RunAsync(new BulkOptions { Resume = error.Token });
        (rest.Changed, rest.Skipped, rest.Token).ShouldBe((35, 0, null));
        (await Teams(db).Where(t => t.MemberCount != 1).CountAsync()).ShouldBe(0);

        Task<BulkResult> RunAsync(BulkOptions how) => updates ? Teams(db).UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), how) : Teams(db).DeleteAllAsync(how);
    }

    [Fact]
    public async Task A_progress_that_throws_at_the_end_hides_no_change()
    {
        var (_, db) = await NewAsync(3);
        var error = await Should.ThrowAsync<BulkIncompleteException>(() => Teams(db).UpdateAllAsync(
            u => u.Add(t => t.MemberCount, 1), new BulkOptions { Progress = new BulkUpdateTests.Report(p => _ = p.Token ?? throw new InvalidOperationException("mine")) }));
        error.Changed.ShouldBe(3);
        (await Teams(db).UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { Resume = error.Token })).ShouldBe(new BulkResult(0, 0, null));
        (await Teams(db).ToListAsync()).ShouldAllBe(t => t.MemberCount == 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_item_that_is_gone_or_of_another_type_by_now_is_skipped_and_left_as_it_is(bool updates)
    {
        var (world, db) = await NewAsync(3);
        var fired = false;
        var meddler = world.With(o => o with
        {
            Log = line =>
            {
                if (fired || !(line.StartsWith("UpdateItem", StringComparison.Ordinal) || line.StartsWith("DeleteItem", StringComparison.Ordinal)))
                {
                    return;
                }

                fired = true;
                world.Client.DeleteItemAsync(world.TableName, new() { ["pk"] = new("TENANT#acme#ORG#o1"), ["sk"] = new("TEAM#1") }).GetAwaiter().GetResult();
                world.Client.PutItemAsync(world.TableName, new()
                {
                    ["pk"] = new("TENANT#acme#ORG#o1"), ["sk"] = new("TEAM#2"), ["_type"] = new("acme#Other"), ["Name"] = new("team"), ["Mine"] = new("kept"),
                }).GetAwaiter().GetResult();
            },
        });
        var query = meddler.Teams.Where(t => t.OrganizationId == "o1" && t.Name == "team");
        (await (updates ? query.UpdateAllAsync(u => u.Set(t => t.MemberCount, 1)) : query.DeleteAllAsync())).ShouldBe(new BulkResult(1, 2, null));
        var other = (await world.ItemsAsync()).Single(i => i.Text("sk") == "TEAM#2");
        (other.Text("Mine"), other.ContainsKey("MemberCount"), other.ContainsKey("_bulk")).ShouldBe(("kept", false, false));
        (await world.ItemsAsync()).Count.ShouldBe(updates ? 2 : 1);
    }

    [Fact]
    public async Task A_token_is_of_its_table_and_of_the_keys_that_seal_it()
    {
        var (world, db) = await NewAsync(3);
        var token = (await Teams(db).UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { MaxItems = 1 })).Token;
        world.Forget();
        var other = world.With(o => o with { TableName = "Other" });
        await Should.ThrowAsync<InvalidPageTokenException>(() => Teams(other).UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { Resume = token }));
        var sealedByOthers = world.With(o => o with { PagingKeys = [new byte[32]] });
        await Should.ThrowAsync<InvalidPageTokenException>(() => Teams(sealedByOthers).UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { Resume = token }));
        await Should.ThrowAsync<InvalidPageTokenException>(
            () => db.Members.Where(m => m.OrganizationId == "o1").UpdateAllAsync(u => u.Set(m => m.Username, "x"), new BulkOptions { Resume = token }));
        world.SentNothing();
    }

    private static IQueryable<Team> Teams(SaasTable db) => db.Teams.Where(t => t.OrganizationId == "o1");

    private static async Task<(WritingWorld<SaasTable> World, SaasTable Db)> NewAsync(int count)
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");

        // Three of 300 KB are the most that a page of the service ends behind.
        var text = count == 6 ? new string('x', 300_000) : null;
        await db.Teams.BatchPutAsync(Enumerable.Range(0, count).Select(i => new Team { OrganizationId = "o1", Id = $"{i}", Name = "team", Description = text }));
        world.Forget();
        return (world, db);
    }
}
