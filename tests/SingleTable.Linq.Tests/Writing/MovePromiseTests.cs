using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Unique values, counts and audit trails move with the item, or refuse the move.</summary>
public class MovePromiseTests
{
    private static readonly Member s_ann = new() { ClubId = "c1", Id = "m1", Email = "Ann@X.org", Nick = "ann", Points = 1, Secret = "s" };

    [Fact]
    public async Task Guards_get_the_new_owner_counts_change_their_parent_and_the_trail_tells_from_where()
    {
        var (world, _) = await NewAsync();
        var db = world.With(o => o with { Actor = new AuditActor("eve", "req-1") });
        var ann = await db.Members.CreateAsync(s_ann);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Forget();
        var moved = await db.Members.MoveAsync(ann, ann with { ClubId = "c2", Points = 2, Secret = "t" });

        moved.ShouldBeEquivalentTo(await db.Members.FindAsync("c2", "m1"));
        var lines = world.TakeLines();
        lines[1].ShouldStartWith("TransactWriteItems Clubs  [Delete Member pk = T#acme#CLUB#c1 sk = MEMBER#m1 if exists and unchanged] "
            + "[Put Member pk = T#acme#CLUB#c2 sk = MEMBER#m1 if not exists] "
            + "[Put unique Member.Email pk = T#acme#UNIQUE#Member.Email#ann@x.org sk = UNIQUE#ann@x.org if not another's] "
            + "[Delete unique Member.ClubId.Nick pk = T#acme#UNIQUE#Member.ClubId.Nick#c1#ann sk = UNIQUE#ann if not another's] "
            + "[Put unique Member.ClubId.Nick pk = T#acme#UNIQUE#Member.ClubId.Nick#c2#ann sk = UNIQUE#ann if not another's] "
            + "[Update Club pk = T#acme#CLUB#c1 sk = #CLUB add MemberCount if exists] "
            + "[Update Club pk = T#acme#CLUB#c2 sk = #CLUB add MemberCount if exists and MemberCount < MaxMembers] "
            + "[Put AuditEntry ");
        (await CountsAsync(db)).ShouldBe(["c1 0", "c2 1"]);
        (await GuardsAsync(world)).ShouldBe(["Member.ClubId.Nick#c2#ann of T#acme#CLUB#c2", "Member.Email#ann@x.org of T#acme#CLUB#c2"]);
        var entry = (await db.AuditTrail<Member>("c2", "m1").ToListAsync()).ShouldHaveSingleItem();
        (entry.Action, entry.By, entry.CorrelationId, entry.At).ShouldBe((AuditAction.Move, "eve", "req-1", world.Time.GetUtcNow()));
        entry.Changes.ShouldBe([new("ClubId", "c1", "c2"), new("Points", "1", "2"), new("Secret", null, null, IsRedacted: true)]);
        var old = (await db.AuditTrail<Member>("c1", "m1").ToListAsync()).ShouldHaveSingleItem();
        (old.Action, old.MovedFrom, old.EntityKey).ShouldBe((AuditAction.Create, null, entry.MovedFrom));
    }

    [Fact]
    public async Task A_value_may_change_with_the_key_and_its_owner_is_always_right()
    {
        var (world, db) = await NewAsync();
        var ann = await db.Members.CreateAsync(s_ann);
        ann = await db.Members.MoveAsync(ann, ann with { Id = "m2", Email = "new@x.org" });
        (await GuardsAsync(world)).ShouldBe(["Member.ClubId.Nick#c1#ann of T#acme#CLUB#c1", "Member.Email#new@x.org of T#acme#CLUB#c1"]);
        (await CountsAsync(db)).ShouldBe(["c1 1", "c2 0"]);

        // The old value is free, the new one is taken; and the owner can change both, and go.
        await db.Members.CreateAsync(new Member { ClubId = "c1", Id = "m1", Email = "ann@x.org" });
        (await Should.ThrowAsync<UniqueViolationException>(() => db.Members.CreateAsync(new Member { ClubId = "c1", Id = "m9", Email = "NEW@x.org" }))).Constraint.ShouldBe("Member.Email");
        ann = await db.Members.UpdateAsync(ann, u => u.Set(m => m.Email, "third@x.org").Remove(m => m.Nick));
        ann = await db.Members.MoveAsync(ann, ann with { Id = "m3", Email = null });
        (await GuardsAsync(world)).ShouldBe(["Member.Email#ann@x.org of T#acme#CLUB#c1"]);
        (await db.Members.DeleteAsync(ann)).ShouldBeTrue();
        (await CountsAsync(db)).ShouldBe(["c1 1", "c2 0"]);
    }

    [Fact]
    public async Task Taken_values_full_and_missing_parents_refuse_the_move_and_nothing_changes()
    {
        var (world, db) = await NewAsync();
        var ann = await db.Members.CreateAsync(s_ann);
        await db.Members.CreateAsync(new Member { ClubId = "c2", Id = "m2", Nick = "ann", Email = "b@x.org" });
        var before = await StateAsync(world);
        var unique = await Should.ThrowAsync<UniqueViolationException>(() => db.Members.MoveAsync(ann, ann with { ClubId = "c2" }));
        unique.Message.ShouldBe("STL3007 Move of Member: another item has the value that 'Member.ClubId.Nick' makes unique. Nothing was written. Choose another value of Nick.");
        await Should.ThrowAsync<UniqueViolationException>(() => db.Members.MoveAsync(ann, ann with { Id = "m5", Email = "B@x.org" }));
        (await Should.ThrowAsync<ItemNotFoundException>(() => db.Members.MoveAsync(ann, ann with { ClubId = "none" }))).Entity.ShouldBe("Club");
        (await Should.ThrowAsync<ItemExistsException>(() => db.Members.MoveAsync(ann, ann with { ClubId = "c2", Id = "m2", Nick = "x" }))).Current.ShouldBeOfType<Member>().Nick.ShouldBe("ann");
        (await StateAsync(world)).ShouldBe(before);

        await db.Clubs.Where(c => c.Id == "c2").UpdateAsync(u => u.Set(c => c.MaxMembers, 1));
        before = await StateAsync(world);
        var limit = await Should.ThrowAsync<CounterLimitException>(() => db.Members.MoveAsync(ann, ann with { ClubId = "c2", Nick = null }));
        (limit.Counter, limit.Message).ShouldBe(("Club.MemberCount", "STL3008 Move of Member: Club.MemberCount counts as many Member as are allowed (MaxMembers). Nothing was written."));
        (await StateAsync(world)).ShouldBe(before);
    }

    [Fact]
    public async Task A_parent_that_is_gone_does_not_hold_its_child()
    {
        var (_, db) = await NewAsync();
        var ann = await db.Members.CreateAsync(s_ann);
        await db.Clubs.Where(c => c.Id == "c1").DeleteAsync();
        await db.Members.MoveAsync(ann, ann with { ClubId = "c2" });
        (await CountsAsync(db)).ShouldBe(["c2 1"]);
        (await db.Members.FindAsync("c2", "m1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_club_moves_with_its_members_their_guards_and_their_number()
    {
        var (world, db) = await NewAsync();
        for (var i = 1; i <= 3; i++) await db.Members.CreateAsync(new Member { ClubId = "c1", Id = $"m{i}", Nick = $"n{i}", Email = $"e{i}@x" });
        await db.Members.CreateAsync(new Member { ClubId = "c2", Id = "m1", Nick = "n1" });
        var club = (await db.Clubs.FindAsync("c1"))!;
        world.Forget();
        (await db.Clubs.MoveAsync(club, club with { Id = "c9", Name = "Nine" }, includeChildren: true)).ShouldBe(club with { Id = "c9", Name = "Nine" });

        world.TakeLines().Select(l => l.Split("  [")[0]).ShouldBe([
            "GetItem Clubs  pk = T#acme#CLUB#c1  sk = #CLUB  consistent", "Query Clubs  pk = T#acme#CLUB#c1  sk begins_with MEMBER#  asc  consistent", "TransactWriteItems Clubs",
        ]);
        (await db.Members.Where(m => m.ClubId == "c9").ToListAsync()).Select(m => (m.Id, m.Nick, m.Email)).ShouldBe([("m1", "n1", "e1@x"), ("m2", "n2", "e2@x"), ("m3", "n3", "e3@x")]);
        (await db.Members.Where(m => m.ClubId == "c1").CountAsync()).ShouldBe(0);
        (await CountsAsync(db)).ShouldBe(["c2 1", "c9 3"]);
        (await GuardsAsync(world)).ShouldBe(new[] { "Member.ClubId.Nick#c2#n1 of T#acme#CLUB#c2" }.Concat(Enumerable.Range(1, 3)
            .SelectMany(i => new[] { $"Member.ClubId.Nick#c9#n{i} of T#acme#CLUB#c9", $"Member.Email#e{i}@x of T#acme#CLUB#c9" })).Order(StringComparer.Ordinal));
        (await db.AuditTrail<Member>("c9", "m2").ToListAsync()).ShouldHaveSingleItem().Changes.ShouldBe([new("ClubId", "c1", "c9")]);
        (await Should.ThrowAsync<CounterLimitException>(() => db.Members.CreateAsync(new Member { ClubId = "c9", Id = "m4" }))).Counter.ShouldBe("Club.MemberCount");
    }

    [Fact]
    public async Task What_is_counted_and_would_stay_refuses_the_move_of_the_parent()
    {
        var (world, db) = await NewAsync();
        var guest = await db.Guests.CreateAsync(new Guest { Id = "g1", ClubId = "c1" });
        var club = (await db.Clubs.FindAsync("c1"))!;
        world.Forget();
        var error = await Should.ThrowAsync<WriteException>(() => db.Clubs.MoveAsync(club, club with { Id = "c9" }, includeChildren: true));
        (error.Code, error.Entity, error.Property).ShouldBe(("STL3177", "Club", "GuestCount"));
        error.Message.ShouldBe("STL3177 MoveAsync of Club: Club.GuestCount counts Guest that name the Club by ClubId, which no move changes. Update or delete them before, until the count is 0.");
        world.TakeLines().ShouldNotContain(l => l.StartsWith("TransactWriteItems", StringComparison.Ordinal));

        await db.Guests.UpdateAsync(guest, u => u.Set(g => g.ClubId, "c2"));

        // Loaded before the guest went: what others count in the item is no change of it.
        (await db.Clubs.MoveAsync(club, club with { Id = "c9" })).GuestCount.ShouldBe(0);
        (await db.Clubs.FindAsync("c9")).ShouldNotBeNull().GuestCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_version_a_guard_and_a_trail_go_together()
    {
        var world = await WritingWorld<LedgerTable>.CreateAsync(o => new LedgerTable(o));
        var db = world.For("acme");
        var holder = await db.Holders.CreateAsync(new Holder { Id = "h1", Email = "a@x" });
        var moved = await db.Holders.MoveAsync(holder, holder with { Id = "h2" });
        moved.ShouldBe(new Holder { TenantId = "acme", Id = "h2", Email = "a@x", Version = 2 });
        (await db.AuditTrail<Holder>("h2").ToListAsync()).ShouldHaveSingleItem().Changes.ShouldBe([new("Id", "h1", "h2"), new("Version", "1", "2")]);
        await Should.ThrowAsync<UniqueViolationException>(() => db.Holders.CreateAsync(new Holder { Id = "h1", Email = "a@x" }));
        await db.Holders.DeleteAsync(moved);
        await db.Holders.CreateAsync(new Holder { Id = "h1", Email = "a@x" });
    }

    private static async Task<IReadOnlyList<string>> CountsAsync(ClubTable db) =>
        [.. (await db.Clubs.AllowScan().ToListAsync()).OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => $"{c.Id} {c.MemberCount}")];

    private static async Task<IReadOnlyList<string>> GuardsAsync(WritingWorld<ClubTable> world) =>
        [.. (await world.ItemsAsync()).Where(i => i["pk"].S.Contains("#UNIQUE#", StringComparison.Ordinal)).Select(i => $"{i["pk"].S[14..]} of {i["_ownerpk"].S}").Order(StringComparer.Ordinal)];

    private static async Task<string> StateAsync(WritingWorld<ClubTable> world) => string.Join('\n', (await world.ItemsAsync())
        .Select(i => string.Join(' ', i.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value.S ?? a.Value.N}"))).Order(StringComparer.Ordinal));

    private static async Task<(WritingWorld<ClubTable> World, ClubTable Db)> NewAsync()
    {
        var world = await WritingWorld<ClubTable>.CreateAsync(o => new ClubTable(o));
        var db = world.For("acme");
        await db.Clubs.CreateAsync(new Club { Id = "c1" });
        await db.Clubs.CreateAsync(new Club { Id = "c2" });
        world.Forget();
        return (world, db);
    }
}
