using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class BulkRefusalTests
{
    [Fact]
    public async Task What_has_no_meaning_is_refused_by_name()
    {
        var world = await WritingWorld.SaasAsync();
        var teams = world.For("acme").Teams.Where(t => t.OrganizationId == "o1");
        await RefusedAsync(teams.Take(5), "STL3141", "Take has no meaning in UpdateAllAsync of Team");
        await RefusedAsync(teams.Include(t => t.Members), "STL3141", "Include has no meaning");
        await RefusedAsync(teams.OrderBy(t => t.Id), "STL3141", "OrderBy has no meaning");
        await RefusedAsync(teams.Reverse(), "STL3141", "Reverse has no meaning");
        await RefusedAsync(teams.Select(t => new Team { OrganizationId = "x", Name = t.Name }), "STL3141", "Select has no meaning");
        await RefusedAsync(teams.Hydrate(), "STL3141", "Hydrate has no meaning");
        await RefusedAsync(world.For("acme").Teams.AllowScan(2, 1), "STL3141", "AllowScan with segments has no meaning");
        await RefusedAsync(teams.Where(t => t.Id == "1"), "STL3142", "the query names one Team by its whole key. Use UpdateAsync or DeleteAsync.");
        string[] several = ["o1", "o2"];
        await RefusedAsync(world.For("acme").Teams.Where(t => several.Contains(t.OrganizationId)), "STL3142", "the list of OrganizationId");
        world.SentNothing();

        static async Task RefusedAsync(IQueryable<Team> query, string code, string text)
        {
            var error = await Should.ThrowAsync<WriteException>(() => query.UpdateAllAsync(u => u.Set(t => t.Name, "x")));
            (error.Code, error.Entity).ShouldBe((code, "Team"));
            error.Message.ShouldContain(text);
            (await Should.ThrowAsync<WriteException>(() => query.DeleteAllAsync())).Message.ShouldContain(text.Replace("UpdateAll", "DeleteAll", StringComparison.Ordinal));
        }
    }

    [Fact]
    [Trait("Fault", "7")]
    [Trait("Fault", "18")]
    public async Task Updates_that_cannot_be_and_scans_that_are_not_allowed_are_refused_before_any_request()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var teams = db.Teams.Where(t => t.OrganizationId == "o1");
        (await Should.ThrowAsync<WriteException>(() => teams.UpdateAllAsync(u => u.Set(t => t.Id, "x")))).Code.ShouldBe("STL3103");
        (await Should.ThrowAsync<WriteException>(() => teams.UpdateAllAsync(u => u))).Code.ShouldBe("STL3109");
        (await Should.ThrowAsync<QueryTranslationException>(() => db.Teams.Where(t => t.Name == "x").DeleteAllAsync())).Code.ShouldBe("STL1201");
        (await Should.ThrowAsync<TenantScopeException>(() => world.Unscoped().Teams.Where(t => t.OrganizationId == "o1").DeleteAllAsync())).Entity.ShouldBe("Team");
        Should.Throw<ArgumentOutOfRangeException>(() => new BulkOptions { MaxItems = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new BulkOptions { MaxParallelRequests = -1 });
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => teams.DeleteAllAsync(cancellationToken: cancelled.Token));
        world.SentNothing();
    }

    [Fact]
    [Trait("Fault", "12")]
    public async Task Foreign_and_damaged_tokens_are_refused_before_any_request()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await BulkUpdateTests.FillAsync(db, "o1", 3);
        var teams = db.Teams.Where(t => t.OrganizationId == "o1");
        var token = (await teams.UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { MaxItems = 1 })).Token!;
        var deletion = (await teams.DeleteAllAsync(new BulkOptions { MaxItems = 1 })).Token!;
        var page = (await teams.ToPageAsync(1)).Next!;
        world.Forget();

        string[] damaged = ["", "x", token[..^1], token[1..], token + "A", token.Insert(20, "A"), Flip(token, 3), Flip(token, token.Length / 2), page, deletion, new('A', 70_000)];
        foreach (var bad in damaged)
        {
            await RefusedAsync(() => teams.UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), new BulkOptions { Resume = bad }));
        }

        var options = new BulkOptions { Resume = token };
        await RefusedAsync(() => teams.UpdateAllAsync(u => u.Set(t => t.MemberCount, 1), options));
        await RefusedAsync(() => teams.UpdateAllAsync(u => u.Add(t => t.MemberCount, 1).Set(t => t.Name, "x"), options));
        await RefusedAsync(() => teams.Where(t => t.Name == "team").UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), options));
        await RefusedAsync(() => db.Teams.Where(t => t.OrganizationId == "o2").UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), options));
        await RefusedAsync(() => world.For("globex").Teams.Where(t => t.OrganizationId == "o1").UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), options));
        await RefusedAsync(() => teams.DeleteAllAsync(options));
        await RefusedAsync(() => db.Teams.Where(t => t.OrganizationId == "o1" && t.TenantId == "globex").UpdateAllAsync(u => u.Add(t => t.MemberCount, 1), options));
        await Should.ThrowAsync<InvalidPageTokenException>(() => teams.ToPageAsync(1, token));
        world.SentNothing();

        // The values of the update may be others.
        (await teams.UpdateAllAsync(u => u.Add(t => t.MemberCount, 7), options)).ShouldBe(new BulkResult(2, 0, null));

        async Task RefusedAsync(Func<Task<BulkResult>> call) => (await Should.ThrowAsync<InvalidPageTokenException>(call)).Code.ShouldBe("STL3143");
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task An_item_that_cannot_be_written_stops_it_and_tells_where_to_go_on()
    {
        var world = await WritingWorld<ClubTable>.CreateAsync(o => new ClubTable(o));
        var db = world.For("acme");
        await db.Clubs.CreateAsync(new Club { Id = "c" });
        await db.Members.CreateAsync(new Member { ClubId = "c", Id = "a", Email = "a@x.org" });
        await db.Members.CreateAsync(new Member { ClubId = "c", Id = "b", Email = "b@x.org" });
        var query = db.Members.Where(m => m.ClubId == "c");
        var error = await Should.ThrowAsync<BulkIncompleteException>(() => query.UpdateAllAsync(u => u.Set(m => m.Email, "same@x.org")));
        error.InnerException.ShouldBeOfType<UniqueViolationException>();
        (error.Changed, error.Skipped).ShouldBe((1, 0));
        error.Message.ShouldNotContain("@");
        await db.Members.Where(m => m.ClubId == "c" && m.Id == "a").UpdateAsync(u => u.Set(m => m.Email, null));
        (await query.UpdateAllAsync(u => u.Set(m => m.Email, "same@x.org"), new BulkOptions { Resume = error.Token })).Changed.ShouldBe(1);
    }

    private static string Flip(string token, int at) => string.Concat(token.AsSpan(0, at), token[at] == 'A' ? "B" : "A", token.AsSpan(at + 1));
}
