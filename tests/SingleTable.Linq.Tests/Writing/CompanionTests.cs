using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Unique values, counts and audit trails: kept by every write, explained when they refuse one, and never half written.</summary>
public class CompanionTests
{
    private static readonly Member s_ann = new() { ClubId = "c1", Id = "m1", Email = "Ann@X.org", Nick = "ann", Points = 1 };

    [Fact]
    public async Task A_create_is_one_transaction_with_all_that_follows_from_it()
    {
        var (world, db) = await NewAsync();
        var ann = await db.Members.CreateAsync(s_ann with { Secret = "s" });
        ann.ShouldBeEquivalentTo(s_ann with { TenantId = "acme", Secret = "s" });
        world.TakeLines().ShouldHaveSingleItem().ShouldStartWith("TransactWriteItems Clubs  [Put Member pk = T#acme#CLUB#c1 sk = MEMBER#m1 if not exists] "
            + "[Put unique Member.Email pk = T#acme#UNIQUE#Member.Email#ann@x.org sk = UNIQUE#ann@x.org if not another's] "
            + "[Put unique Member.ClubId.Nick pk = T#acme#UNIQUE#Member.ClubId.Nick#c1#ann sk = UNIQUE#ann if not another's] "
            + "[Update Club pk = T#acme#CLUB#c1 sk = #CLUB add MemberCount if exists and MemberCount < MaxMembers] [Put AuditEntry ");
        (await db.Clubs.FindAsync("c1"))!.MemberCount.ShouldBe(1);
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task A_value_that_is_taken_is_refused_by_the_name_of_its_constraint()
    {
        var (world, db) = await NewAsync();
        await db.Members.CreateAsync(s_ann);
        world.TakeLines();
        var error = await Should.ThrowAsync<UniqueViolationException>(() => db.Members.CreateAsync(s_ann with { Id = "m2", Nick = "other", Email = "ANN@x.org" }));
        error.Message.ShouldBe("STL3007 Create of Member: another item has the value that 'Member.Email' makes unique. Nothing was written. Choose another value of Email.");
        (error.Constraint, error.Entity, error.Property).ShouldBe(("Member.Email", "Member", "Email"));
        (await Should.ThrowAsync<UniqueViolationException>(() => db.Members.CreateAsync(s_ann with { Id = "m2", Email = "b@x.org" }))).Constraint.ShouldBe("Member.ClubId.Nick");
        await Should.ThrowAsync<ItemExistsException>(() => db.Members.CreateAsync(s_ann));
        (await db.Clubs.FindAsync("c1"))!.MemberCount.ShouldBe(1);

        // Another club, another tenant, and no value at all are no matter.
        await db.Members.CreateAsync(s_ann with { ClubId = "c2", Email = "c@x.org" });
        await world.For("globex").Clubs.CreateAsync(new Club { Id = "c1" });
        await world.For("globex").Members.CreateAsync(s_ann);
        await db.Members.CreateAsync(new Member { ClubId = "c1", Id = "m8" });
        await db.Members.CreateAsync(new Member { ClubId = "c1", Id = "m9", Email = "" });
        await AssertKeptAsync(world, db);
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task An_update_moves_the_value_and_frees_the_old_one()
    {
        var (world, db) = await NewAsync();
        await db.Members.CreateAsync(s_ann);
        world.TakeLines();
        var member = await db.Members.Where(m => m.ClubId == "c1" && m.Id == "m1").UpdateAsync(u => u.Set(m => m.Email, "new@x.org").Add(m => m.Points, 4));
        (member.Email, member.Points).ShouldBe(("new@x.org", 5));
        var lines = world.TakeLines();
        lines.Count.ShouldBe(3);
        lines[0].ShouldBe("GetItem Clubs  pk = T#acme#CLUB#c1  sk = MEMBER#m1  consistent");
        lines[1].ShouldContain("[Delete unique Member.Email pk = T#acme#UNIQUE#Member.Email#ann@x.org");
        lines[1].ShouldContain("[Put unique Member.Email pk = T#acme#UNIQUE#Member.Email#new@x.org");
        lines[2].ShouldBe(lines[0]);
        await db.Members.CreateAsync(s_ann with { Id = "m2", Nick = "two" });
        await Should.ThrowAsync<UniqueViolationException>(() => db.Members.UpdateAsync(member, u => u.Set(m => m.Email, "ann@x.org")));

        // The same value in other letters is the same guard, and is not touched.
        world.TakeLines();
        await db.Members.UpdateAsync(member, u => u.Set(m => m.Email, "NEW@x.org"));
        world.TakeLines().ShouldNotContain(l => l.Contains("unique", StringComparison.Ordinal));
        await db.Members.Where(m => m.ClubId == "c1" && m.Id == "m1").UpdateAsync(u => u.Remove(m => m.Email));
        await db.Members.CreateAsync(new Member { ClubId = "c1", Id = "m3", Email = "new@x.org" });
        await AssertKeptAsync(world, db);
    }

    [Fact]
    public async Task A_write_that_changes_nothing_else_is_one_ordinary_request_after_the_read()
    {
        var (world, db) = await NewAsync();
        await db.Members.CreateAsync(s_ann);
        world.TakeLines();
        await db.Members.Where(m => m.ClubId == "c1" && m.Id == "m1").UpdateAsync(u => u.Set(m => m.SeenAt, world.Time.GetUtcNow()));
        world.TakeLines().Select(l => l.Split(' ')[0]).ShouldBe(["GetItem", "UpdateItem"]);
        await db.Clubs.Where(c => c.Id == "c1").UpdateAsync(u => u.Set(c => c.Name, "One"));
        world.TakeLines().ShouldHaveSingleItem().ShouldStartWith("UpdateItem");
    }

    [Fact]
    public async Task Deleting_frees_values_and_counts_down_once()
    {
        var (world, db) = await NewAsync();
        var ann = await db.Members.CreateAsync(s_ann);
        (await db.Members.DeleteAsync(ann)).ShouldBeTrue();
        (await db.Members.DeleteAsync(ann)).ShouldBeFalse();
        (await db.Members.Where(m => m.ClubId == "c1" && m.Id == "m1").DeleteAsync()).ShouldBeFalse();
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Members.DeleteAsync(ann, when: m => m.Points == 1));
        (await db.Clubs.FindAsync("c1"))!.MemberCount.ShouldBe(0);
        await db.Members.CreateAsync(s_ann with { Id = "m5" });
        (await db.Members.Where(m => m.ClubId == "c1" && m.Id == "m5").DeleteAsync(when: m => m.Points == 1)).ShouldBeTrue();
        await Should.ThrowAsync<ConditionFailedException>(async () =>
        {
            var again = await db.Members.CreateAsync(s_ann);
            await db.Members.DeleteAsync(again, when: m => m.Points == 2);
        });
        await AssertKeptAsync(world, db);

        // A child whose parent is gone can still go.
        await db.Clubs.Where(c => c.Id == "c1").DeleteAsync();
        (await db.Members.DeleteAsync(s_ann)).ShouldBeTrue();
    }

    [Fact]
    public async Task Counts_have_limits_and_parents()
    {
        var (world, db) = await NewAsync();
        for (var i = 0; i < 3; i++)
        {
            await db.Members.CreateAsync(new Member { ClubId = "c1", Id = $"m{i}" });
        }

        var error = await Should.ThrowAsync<CounterLimitException>(() => db.Members.CreateAsync(new Member { ClubId = "c1", Id = "m4" }));
        error.Message.ShouldBe("STL3008 Create of Member: Club.MemberCount counts as many Member as are allowed (MaxMembers). Nothing was written.");
        error.Counter.ShouldBe("Club.MemberCount");
        error.Parent.ShouldBeOfType<Club>().MemberCount.ShouldBe(3);
        (await Should.ThrowAsync<ItemNotFoundException>(() => db.Members.CreateAsync(new Member { ClubId = "none", Id = "m" }))).Entity.ShouldBe("Club");

        // The parent of a guest is no part of its key: an update moves the count.
        await db.Guests.CreateAsync(new Guest { Id = "g1", ClubId = "c1" });
        await db.Guests.CreateAsync(new Guest { Id = "g2" });
        await db.Guests.Where(g => g.Id == "g1").UpdateAsync(u => u.Set(g => g.ClubId, "c2"));
        await db.Guests.PutAsync(new Guest { Id = "g2", ClubId = "c2" });
        await Should.ThrowAsync<CounterLimitException>(() => db.Guests.PutAsync(new Guest { Id = "g3", ClubId = "c2" }));
        (await db.Clubs.FindAsync("c1"))!.GuestCount.ShouldBe(0);
        (await db.Clubs.FindAsync("c2"))!.GuestCount.ShouldBe(2);
        await AssertKeptAsync(world, db);
    }

    [Fact]
    public async Task The_trail_tells_who_did_what_when()
    {
        var (world, _) = await NewAsync();
        var db = world.With(o => o with { Actor = new AuditActor("eve", "req-7") });
        await db.Members.CreateAsync(s_ann with { Secret = "s", Tags = ["a"], Home = new Home("Bern", 3000) });
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await db.Members.Where(m => m.ClubId == "c1" && m.Id == "m1").UpdateAsync(u => u
            .Set(m => m.Points, 7).Set(m => m.Secret, "t").Set(m => m.SeenAt, world.Time.GetUtcNow()).AddToSet(m => m.Tags, "b").Set(m => m.Home!.City, "Oslo").Remove(m => m.Nick));
        await db.Members.Where(m => m.ClubId == "c1" && m.Id == "m1").DeleteAsync();
        var trail = await db.AuditTrail<Member>("c1", "m1").ToListAsync();
        trail.Select(e => e.Action).ShouldBe([AuditAction.Create, AuditAction.Update, AuditAction.Delete]);
        trail.ShouldAllBe(e => e.By == "eve" && e.CorrelationId == "req-7" && e.EntityType == "Member" && e.Tenant == "acme");
        trail[1].At.ShouldBe(world.Time.GetUtcNow());
        trail[0].Changes.ShouldBe(
        [
            new("Email", null, "Ann@X.org"), new("Nick", null, "ann"), new("Points", null, "1"), new("Secret", null, null, IsRedacted: true), new("Tags", null, """["a"]"""),
            new("Home", null, """{"City":"Bern","Zip":"3000"}"""),
        ]);
        trail[1].Changes.OrderBy(c => c.Property).ShouldBe(
        [
            new("Home.City", "Bern", "Oslo"), new("Nick", "ann", null), new("Points", "1", "7"), new("Secret", null, null, IsRedacted: true), new("Tags (added)", null, """["b"]"""),
        ]);
        trail[2].Changes.Single(c => c.Property == "Points").ShouldBe(new AuditChange("Points", "7", null));
        (await db.AuditTrail<Member>("c1", "m1").Where(e => e.At >= world.Time.GetUtcNow()).CountAsync()).ShouldBe(2);
        world.Normalize(db.AuditTrail<Member>("c1", "m1").Explain()).ShouldBe("Query Clubs  pk = T#acme#AUDIT#Member#CLUB$Sc1$PMEMBER$Sm1  sk begins_with AT#  asc  ~1 request");
        Should.Throw<QueryTranslationException>(() => db.AuditTrail<Club>("c1")).Message.ShouldBe(
            "STL1006 Club has no audit trail. Declare it with HasAudit() in OnModelCreating.");
        (await world.For("globex").AuditTrail<Member>("c1", "m1").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task In_a_transaction_several_children_of_one_parent_are_one_sum()
    {
        var (world, db) = await NewAsync();
        await db.Transaction().Create(new Guest { Id = "g1", ClubId = "c1" }).Create(new Guest { Id = "g2", ClubId = "c1" }).CommitAsync();
        (await db.Clubs.FindAsync("c1"))!.GuestCount.ShouldBe(2);
        var error = await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction()
            .Create(new Guest { Id = "g3", ClubId = "c2" }).Create(new Member { ClubId = "c1", Id = "m1", Email = "x@y" })
            .Create(new Guest { Id = "g4", ClubId = "c1" }).CommitAsync());
        error.Message.ShouldContain("Create of Guest (action 2): Club.GuestCount counts as many Guest as are allowed");
        (await db.Guests.FindAsync("g3")).ShouldBeNull();
        var ann = await db.Members.CreateAsync(s_ann);
        await db.Transaction().Update(ann, u => u.Set(m => m.Email, "b@x.org")).CommitAsync();
        (await db.AuditTrail<Member>("c1", "m1").CountAsync()).ShouldBe(2);
        await db.Transaction().Delete(await db.Members.FindAsync("c1", "m1")).CommitAsync();
        await AssertKeptAsync(world, db);
    }

    [Fact]
    public async Task What_could_not_be_kept_is_refused_before_any_request()
    {
        var (world, db) = await NewAsync();
        world.TakeLines();
        await RefusesAsync(() => db.Members.UpsertAsync(s_ann), "STL3120", "UpsertAsync of Member cannot keep what the model promises for it (unique Member.Email, unique "
            + "Member.ClubId.Nick, the count Club.MemberCount, its audit trail). Use CreateAsync, PutAsync or UpdateAsync.");
        await RefusesAsync(() => db.Members.BatchPutAsync([s_ann]), "STL3120", "A batch of Member");
        await RefusesAsync(() => db.Members.BatchDeleteAsync([s_ann]), "STL3120", "A batch of Member");
        await RefusesAsync(() => db.Clubs.PutAsync(new Club { Id = "c1" }), "STL3120", "the count Club.MemberCount");
        await RefusesAsync(() => db.Clubs.CreateAsync(new Club { Id = "c9", MemberCount = 4 }), "STL3102", "Club.MemberCount counts Member");
        await RefusesAsync(() => db.Clubs.Where(c => c.Id == "c1").UpdateAsync(u => u.Add(c => c.MemberCount, 1)), "STL3102", "Club.MemberCount counts Member");
        await RefusesAsync(() => db.Transaction().Put(s_ann).CommitAsync(), "STL3120", "Use Create");
        await RefusesAsync(() => db.Transaction().Update(db.Members.Where(m => m.ClubId == "c1" && m.Id == "m1"), u => u.Set(m => m.Points, 2)).CommitAsync(), "STL3120", "Load the entity");
        await RefusesAsync(() => db.Transaction().Delete(db.Members.Where(m => m.ClubId == "c1" && m.Id == "m1")).CommitAsync(), "STL3120", "Load the entity");
        await RefusesAsync(
            () => db.Transaction().Create(new Member { ClubId = "c1", Id = "a" }).Create(new Member { ClubId = "c1", Id = "b" }).CommitAsync(), "STL3119", "Club.MemberCount is limited by MaxMembers");
        await RefusesAsync(
            () => db.Transaction().Create(new Guest { Id = "a", ClubId = "c1" }).Update(db.Clubs.Where(c => c.Id == "c1"), u => u.Set(c => c.Name, "x")).CommitAsync(),
            "STL3113", "Update of Club and Update of Club are for one item");
        world.TakeLines().ShouldBeEmpty();
    }

    [Fact]
    [Trait("Fault", "24")]
    public async Task Writers_at_once_leave_every_promise_kept()
    {
        var (world, db) = await NewAsync(("c1", 1_000), ("c2", 1_000));
        var random = new Random(7);
        var seeds = Enumerable.Range(0, 8).Select(_ => random.Next()).ToList();
        var done = 0;
        await Task.WhenAll(seeds.Select(seed => Task.Run(async () =>
        {
            var own = new Random(seed);
            for (var i = 0; i < 60; i++)
            {
                try
                {
                    await OneAsync(world.With(o => o with { TimeProvider = TimeProvider.System, Log = null }), own);
                    Interlocked.Increment(ref done);
                }
                catch (SingleTableException e) when (e is UniqueViolationException or ItemExistsException or ItemNotFoundException or ResultNotReadException or TransactionFailedException || e.Code == "STL3009")
                {
                    // Refused, and nothing is half done: the check below tells.
                }
            }
        })));
        await AssertKeptAsync(world, db);

        // What is left at the end depends on who was faster; that most writes went through does not.
        done.ShouldBeGreaterThan(seeds.Count * 5);
    }

    private static Task OneAsync(ClubTable db, Random random)
    {
        var member = new Member { ClubId = $"c{random.Next(1, 3)}", Id = $"m{random.Next(8)}", Email = random.Next(3) == 0 ? null : $"E{random.Next(6)}@x", Nick = $"n{random.Next(5)}" };
        var one = db.Members.Where(m => m.ClubId == member.ClubId && m.Id == member.Id);
        return random.Next(5) switch
        {
            0 => db.Members.CreateAsync(member),
            1 => db.Members.PutAsync(member),
            2 => one.UpdateAsync(u => u.Set(m => m.Email, member.Email).Add(m => m.Points, 1)),
            3 => one.UpdateAsync(u => u.Set(m => m.Nick, member.Nick)),
            _ => one.DeleteAsync(),
        };
    }

    private static async Task RefusesAsync(Func<Task> write, string code, string text)
    {
        var error = await Should.ThrowAsync<SingleTableException>(write);
        error.Code.ShouldBe(code);
        error.Message.ShouldContain(text);
    }

    // What is in the table, whatever wrote it: guards are those of the members, counts are those of the children, trails end as the items are.
    private static async Task AssertKeptAsync(WritingWorld<ClubTable> world, ClubTable db)
    {
        var items = (await world.Client.ScanAsync(new ScanRequest { TableName = world.TableName, ConsistentRead = true })).Items;
        var members = await db.Members.AllowScan().ToListAsync();
        var guards = items.Where(i => i["pk"].S.StartsWith("T#acme#UNIQUE#", StringComparison.Ordinal)).Select(i => $"{i["pk"].S} of {i["_ownersk"].S}").Order();
        guards.ShouldBe(members.SelectMany(m => new[]
        {
            string.IsNullOrEmpty(m.Email) ? null : $"T#acme#UNIQUE#Member.Email#{m.Email.ToLowerInvariant()} of MEMBER#{m.Id}",
            string.IsNullOrEmpty(m.Nick) ? null : $"T#acme#UNIQUE#Member.ClubId.Nick#{m.ClubId}#{m.Nick} of MEMBER#{m.Id}",
        }).OfType<string>().Order());
        var guests = await db.Guests.AllowScan().ToListAsync();
        foreach (var club in await db.Clubs.AllowScan().ToListAsync())
        {
            (club.Id, club.MemberCount, club.GuestCount).ShouldBe((club.Id, members.Count(m => m.ClubId == club.Id), guests.Count(g => g.ClubId == club.Id)));
        }

        foreach (var member in members)
        {
            // Of writes that race, the one that was made first may be committed last, so that the order is not looked at: each value that came has gone again, but for
            // the one that the item has.
            var changes = (await db.AuditTrail<Member>(member.ClubId, member.Id).ToListAsync()).SelectMany(e => e.Changes).ToList();
            foreach (var (property, value) in new[]
            {
                ("Email", member.Email), ("Nick", member.Nick), ("Points", member.Points.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            })
            {
                changes.Where(c => c.Property == property).SelectMany(c => new[] { (Value: c.New, Count: 1), (Value: c.Old, Count: -1) })
                    .Where(c => !string.IsNullOrEmpty(c.Value)).GroupBy(c => c.Value, c => c.Count).Select(g => (g.Key, g.Sum())).Where(g => g.Item2 != 0)
                    .ShouldBe(string.IsNullOrEmpty(value) ? [] : new[] { ((string?)value, 1) });
            }
        }
    }

    private static async Task<(WritingWorld<ClubTable> World, ClubTable Db)> NewAsync(params (string Id, int Max)[] clubs)
    {
        var world = await WritingWorld<ClubTable>.CreateAsync(o => new ClubTable(o));
        var db = world.For("acme");
        foreach (var (id, max) in clubs.Length == 0 ? [("c1", 3), ("c2", 3)] : clubs)
        {
            await db.Clubs.CreateAsync(new Club { Id = id, MaxMembers = max });
        }

        world.TakeLines();
        return (world, db);
    }
}
