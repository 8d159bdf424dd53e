using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Expiry by duration: the moment that is read, and the attribute by which DynamoDB deletes, after every kind of write.</summary>
[Trait("Feature", "T4")]
public class LifetimeTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private static Task<WritingWorld<LeaseTable>> StartAsync() => WritingWorld<LeaseTable>.CreateAsync(o => new LeaseTable(o));

    private static IQueryable<Cart> Cart(LeaseTable db, string id = "c") => db.Carts.Where(c => c.OwnerId == "o" && c.Id == id);

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    // What is stored tells the same moment in both forms.
    private static async Task ExpiresAsync(WritingWorld<LeaseTable> world, DateTimeOffset? expected)
    {
        var item = await world.ItemAsync();
        if (expected is not { } moment)
        {
            item.ShouldLack("ttl", "ExpiresAt");
            return;
        }

        item.Text("ttl").ShouldBe(Seconds(moment));
        item.Text("ExpiresAt").ShouldBe(moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_duration_counts_from_the_write_that_sets_it_and_null_removes_the_end()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        DateTimeOffset Now() => world.Time.GetUtcNow();
        var cart = await db.Carts.CreateAsync(new Cart { OwnerId = "o", Id = "c", KeepFor = s_hour });
        cart.ExpiresAt.ShouldBe(Now() + s_hour);
        await ExpiresAsync(world, Now() + s_hour);
        var end = Now() + s_hour;

        world.Time.Advance(TimeSpan.FromMinutes(10));
        (await Cart(db).UpdateAsync(u => u.Set(c => c.Label, "b"))).ExpiresAt.ShouldBe(end);
        world.Forget();
        (await Cart(db).UpdateAsync(u => u.Set(c => c.KeepFor, s_hour))).ExpiresAt.ShouldBe(Now() + s_hour);
        world.TakeLines().ShouldHaveSingleItem().ShouldBe("UpdateItem Leases  pk = T#acme#OWNER#o  sk = CART#c  set KeepFor, ExpiresAt  add Version  if exists");
        await ExpiresAsync(world, Now() + s_hour);
        (await Cart(db).UpdateAsync(u => u.Remove(c => c.KeepFor))).ExpiresAt.ShouldBeNull();
        await ExpiresAsync(world, null);

        world.Time.Advance(TimeSpan.FromMinutes(10));
        (await Cart(db).UpdateAsync(u => u.SetIfNotExists(c => c.KeepFor, s_hour))).ExpiresAt.ShouldBe(Now() + s_hour);
        var kept = Now() + s_hour;
        world.Time.Advance(TimeSpan.FromMinutes(10));
        (await Cart(db).UpdateAsync(u => u.SetIfNotExists(c => c.KeepFor, 5 * s_hour))).ExpiresAt.ShouldBe(kept);
        await ExpiresAsync(world, kept);

        // Copied from another property: known where the entity is.
        (await Should.ThrowAsync<WriteException>(() => Cart(db).UpdateAsync(u => u.Set(c => c.KeepFor, c => c.Usual)))).Code.ShouldBe("STL3133");
        var loaded = await Cart(db).UpdateAsync(u => u.Set(c => c.Usual, 3 * s_hour));
        (await db.Carts.UpdateAsync(loaded, u => u.Set(c => c.KeepFor, c => c.Usual ?? default))).ExpiresAt.ShouldBe(Now() + (3 * s_hour));
        await ExpiresAsync(world, Now() + (3 * s_hour));
    }

    [Fact]
    public async Task Differences_merges_puts_and_transactions_do_the_same()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        DateTimeOffset Now() => world.Time.GetUtcNow();
        var cart = await db.Carts.CreateAsync(new Cart { OwnerId = "o", Id = "c" });
        cart.ExpiresAt.ShouldBeNull();
        cart = await db.Carts.UpdateAsync(cart, cart with { KeepFor = s_hour });
        cart.ExpiresAt.ShouldBe(Now() + s_hour);

        world.Time.Advance(TimeSpan.FromMinutes(1));
        cart = await db.Carts.UpdateAsync(cart, cart with { Label = "d" });
        cart.ExpiresAt.ShouldBe(Now().AddMinutes(-1) + s_hour);
        cart = await db.Carts.ModifyAsync(cart, c => c with { KeepFor = 2 * s_hour });
        await ExpiresAsync(world, Now() + (2 * s_hour));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        cart = await db.Carts.PutAsync(cart);
        await ExpiresAsync(world, Now() + (2 * s_hour));
        cart = await db.Carts.PutAsync(cart with { KeepFor = null });
        await ExpiresAsync(world, null);

        await db.Transaction().Update(cart, u => u.Set(c => c.KeepFor, s_hour)).CommitAsync();
        await ExpiresAsync(world, Now() + s_hour);
        cart = await Cart(db).SingleAsync();
        await db.Transaction().Update(cart, cart with { KeepFor = 3 * s_hour }).CommitAsync();
        await ExpiresAsync(world, Now() + (3 * s_hour));
        cart = await Cart(db).SingleAsync();
        await db.Transaction().Put(cart with { KeepFor = 4 * s_hour }).CommitAsync();
        await ExpiresAsync(world, Now() + (4 * s_hour));
        (await Cart(db).DeleteAsync()).ShouldBeTrue();
        await db.Transaction().Create(new Cart { OwnerId = "o", Id = "c", KeepFor = s_hour }, out var created).CommitAsync();
        created.ExpiresAt.ShouldBe(Now() + s_hour);
        await ExpiresAsync(world, Now() + s_hour);
    }

    [Fact]
    public async Task Batches_upserts_and_all_items_of_a_query_do_the_same()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        DateTime Now() => world.Time.GetUtcNow().UtcDateTime;
        await db.Leases.BatchPutAsync([new Lease { Id = "l", Length = s_hour }]);
        await ExpiresAsync(world, Now() + s_hour);
        (await db.Leases.UpsertAsync(new Lease { Id = "l", Length = 2 * s_hour })).ExpiresAt.ShouldBe(Now() + (2 * s_hour));
        await ExpiresAsync(world, Now() + (2 * s_hour));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await db.Batch().Put(new Lease { Id = "l", Length = 3 * s_hour }).SendAsync();
        await ExpiresAsync(world, Now() + (3 * s_hour));
        world.Forget();
        (await db.Leases.UsingIndex("ByType").UpdateAllAsync(u => u.Set(l => l.Length, 4 * s_hour))).Changed.ShouldBe(1);
        world.TakeLines().ShouldContain("Query Leases/ByType  _type = acme#Lease  asc  filter not expired  select TenantId, Id");
        await ExpiresAsync(world, Now() + (4 * s_hour));
        await db.Leases.UsingIndex("ByType").UpdateAllAsync(u => u.Add(l => l.Count, 1));
        await ExpiresAsync(world, Now() + (4 * s_hour));
    }

    [Fact]
    public async Task A_fixed_time_runs_from_the_creation()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        var end = world.Time.GetUtcNow().AddDays(1);
        var invite = await db.Invites.CreateAsync(new Invite { Id = "i" });
        invite.ExpiresAt.ShouldBe(end);
        world.Time.Advance(s_hour);
        (await db.Invites.Where(i => i.Id == "i").UpdateAsync(u => u.Add(i => i.Count, 1).AtLeastOnce())).ExpiresAt.ShouldBe(end);
        (await db.Invites.UpsertAsync(new Invite { Id = "i" })).ExpiresAt.ShouldBe(end);
        (await db.Invites.PutAsync(invite)).ExpiresAt.ShouldBe(end);
        await db.Invites.BatchPutAsync([invite]);
        await ExpiresAsync(world, end);
        (await db.Invites.PutAsync(new Invite { Id = "i" })).ExpiresAt.ShouldBe(end + s_hour);
        world.Time.Advance(TimeSpan.FromDays(1));
        (await db.Invites.FindAsync("i")).ShouldBeNull();
        (await db.Invites.CreateAsync(new Invite { Id = "i" })).ExpiresAt.ShouldBe(end.AddDays(1) + s_hour);
    }

    [Fact]
    public async Task A_sliding_time_begins_anew_with_every_write()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        var target = db.Logins.Where(l => l.Id == "l");
        DateTimeOffset End() => world.Time.GetUtcNow().AddHours(8);
        var login = await db.Logins.CreateAsync(new Login { Id = "l" });
        login.ExpiresAt.ShouldBe(End());
        var writes = new Func<Task>[]
        {
            async () => login = await target.UpdateAsync(u => u.Set(l => l.Count, 1)),
            () => target.UpdateAsync(u => u.Add(l => l.Count, 1)),
            () => db.Logins.UpdateAsync(login, login with { Count = 7 }),
            () => db.Logins.PutAsync(login),
            () => db.Logins.BatchPutAsync([login]),
            () => db.Logins.UpsertAsync(new Login { Id = "l" }),
            () => db.Transaction().Update(target, u => u.Set(l => l.Count, 3)).CommitAsync(),
            () => db.Logins.UsingIndex("ByType").UpdateAllAsync(u => u.Set(l => l.Count, 4)),
        };
        foreach (var write in writes)
        {
            world.Time.Advance(7 * s_hour);
            await write();
            await ExpiresAsync(world, End());
        }

        world.Time.Advance(8 * s_hour);
        (await target.SingleOrDefaultAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task No_item_goes_before_its_time_by_parts_of_a_second()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        world.Time.Advance(TimeSpan.FromMilliseconds(400));
        var end = world.Time.GetUtcNow() + s_hour;
        (await db.Carts.CreateAsync(new Cart { OwnerId = "o", Id = "c", KeepFor = s_hour })).ExpiresAt.ShouldBe(end);
        (await world.ItemAsync()).Text("ttl").ShouldBe(Seconds(end.AddMilliseconds(600)));
        world.Time.Advance(s_hour);
        (await Cart(db).SingleOrDefaultAsync()).ShouldNotBeNull();
        (await db.Carts.Where(c => c.OwnerId == "o").CountAsync()).ShouldBe(1);
        (await Cart(db).UpdateAsync(u => u.Set(c => c.Label, "late"))).Label.ShouldBe("late");
        world.Time.Advance(TimeSpan.FromMilliseconds(600));
        (await Cart(db).SingleOrDefaultAsync()).ShouldBeNull();
        (await db.Carts.Where(c => c.OwnerId == "o").CountAsync()).ShouldBe(0);
        await Should.ThrowAsync<ItemNotFoundException>(() => Cart(db).UpdateAsync(u => u.Set(c => c.Label, "too late")));
    }

    [Fact]
    public async Task Durations_that_cannot_be_are_refused_and_nothing_is_sent()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        var cart = new Cart { OwnerId = "o", Id = "c" };
        async Task Refused(string code, string property, Func<Task> write)
        {
            var e = await Should.ThrowAsync<WriteException>(write);
            (e.Code, e.Property).ShouldBe((code, property));
            world.SentNothing();
        }

        foreach (var (duration, code) in new[]
        {
            (TimeSpan.Zero, "STL3160"), (TimeSpan.FromTicks(-1), "STL3160"), (TimeSpan.MinValue, "STL3160"),
            (TimeSpan.MaxValue, "STL3161"), (DateTimeOffset.MaxValue - world.Time.GetUtcNow(), "STL3161"),
        })
        {
            await Refused(code, "KeepFor", () => db.Carts.CreateAsync(cart with { KeepFor = duration }));
            await Refused(code, "KeepFor", () => db.Carts.PutAsync(cart with { KeepFor = duration }));
            await Refused(code, "KeepFor", () => Cart(db).UpdateAsync(u => u.Set(c => c.KeepFor, duration)));
            await Refused(code, "KeepFor", () => Cart(db).UpdateAsync(u => u.SetIfNotExists(c => c.KeepFor, duration)));
            await Refused(code, "KeepFor", () => db.Carts.UpdateAsync(cart, cart with { KeepFor = duration }));
            await Refused(code, "Length", () => db.Leases.BatchPutAsync([new Lease { Id = "l", Length = duration }]));
            await Refused(code, "Length", () => db.Leases.UpsertAsync(new Lease { Id = "l", Length = duration }));
            Should.Throw<WriteException>(() => db.Transaction().Create(cart with { KeepFor = duration })).Code.ShouldBe(code);
        }

        await Refused("STL3102", "ExpiresAt", () => db.Carts.CreateAsync(cart with { ExpiresAt = world.Time.GetUtcNow() }));
        await Refused("STL3102", "ExpiresAt", () => Cart(db).UpdateAsync(u => u.Set(c => c.ExpiresAt, world.Time.GetUtcNow())));
        await Refused("STL3102", "ExpiresAt", () => db.Logins.Where(l => l.Id == "l").UpdateAsync(u => u.Set(l => l.ExpiresAt, world.Time.GetUtcNow())));
    }

    [Fact]
    public async Task Every_way_of_reading_hides_what_has_expired()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        await db.Owners.CreateAsync(new Owner { Id = "o" });
        var all = new List<Cart>();
        for (var i = 0; i < 8; i++)
        {
            all.Add(await db.Carts.CreateAsync(new Cart { OwnerId = "o", Id = $"{i}", Label = "x", KeepFor = i % 4 == 0 ? null : i * s_hour }));
        }

        foreach (var hours in new[] { 0, 2, 4 })
        {
            world.Time.Advance(hours * s_hour);
            var now = world.Time.GetUtcNow();
            var expected = all.Where(c => c.ExpiresAt is null || c.ExpiresAt > now).Select(c => c.Id).ToList();
            async Task Gives(Task<List<Cart>> read) => (await read).Select(c => c.Id).Order().ShouldBe(expected);
            var carts = db.Carts.Where(c => c.OwnerId == "o");
            var ids = all.Select(c => c.Id).ToList();
            await Gives(carts.ToListAsync());
            await Gives(db.Carts.Where(c => c.Label == "x").ToListAsync());
            await Gives(db.Carts.UsingIndex("Keys").Hydrate().Where(c => c.Label == "x").ToListAsync());
            await Gives(db.Carts.UsingIndex("ByType").ToListAsync());
            await Gives(db.Carts.AllowScan().ToListAsync());
            await Gives(db.Carts.Where(c => c.OwnerId == "o" && ids.Contains(c.Id)).ToListAsync());
            await Gives(Listed(carts));
            (await carts.Select(c => c.Id).ToListAsync()).ShouldBe(expected);
            (await carts.CountAsync()).ShouldBe(expected.Count);
            (await db.Owners.Include(o => o.Carts).SingleAsync(o => o.Id == "o")).Carts.Select(c => c.Id).ShouldBe(expected);
            (await db.Partition<Owner>(o => o.Id == "o").ReadAsync()).Of<Cart>().Select(c => c.Id).ShouldBe(expected);
            foreach (var cart in all)
            {
                var isThere = expected.Contains(cart.Id);
                (await db.Carts.FindAsync("o", cart.Id) is not null).ShouldBe(isThere);
                (await Cart(db, cart.Id).Select(c => c.Label).SingleOrDefaultAsync() is not null).ShouldBe(isThere);
                (await Cart(db, cart.Id).AnyAsync()).ShouldBe(isThere);
            }

            var batch = db.BatchGet();
            var transaction = db.TransactGet();
            ids.ForEach(id => (_, _) = (batch.Find<Cart>("o", id), transaction.Find<Cart>("o", id)));
            (await batch.ReadAsync()).Of<Cart>().Select(c => c.Id).ShouldBe(expected);
            (await transaction.ReadAsync()).InOrder<Cart>().Select(c => c?.Id).ShouldBe(ids.Select(id => expected.Contains(id) ? id : null));
        }

        async Task<List<Cart>> Listed(IQueryable<Cart> query)
        {
            var page = await query.ToPageAsync(2);
            var items = page.Items.ToList();
            while (page.Next is { } next)
            {
                page = await query.ToPageAsync(2, next);
                items.AddRange(page.Items);
            }

            return items;
        }
    }

    [Fact]
    public async Task What_a_reference_names_is_not_there_when_it_has_expired()
    {
        var world = await WritingWorld<LoanTable>.CreateAsync(o => new LoanTable(o));
        var db = world.For("acme");
        await db.Books.CreateAsync(new LentBook { Id = "b" });
        await db.Loans.CreateAsync(new Loan { Id = "l", BookId = "b" });
        var query = db.Loans.Include(l => l.Book).AcrossPartitions().Where(l => l.Id == "l");
        (await query.SingleAsync()).Book.ShouldNotBeNull();
        world.Time.Advance(s_hour);
        (await query.SingleAsync()).Book.ShouldBeNull();
    }
}

public sealed record Loan
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public required string BookId { get; init; }
    public LentBook? Book { get; init; }
}

public sealed record LentBook
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed class LoanTable(TableOptions<LoanTable> options) : TableContext(options)
{
    public EntitySet<Loan> Loans => Set<Loan>();
    public EntitySet<LentBook> Books => Set<LentBook>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Loans").HasTenant("TenantId").HasTimeToLive();
        table.Entity<Loan>(e => e.HasKey(l => $"T#{l.TenantId}#LOAN#{l.Id}", _ => "#").HasOne(l => l.Book));
        table.Entity<LentBook>(e => e.HasKey(b => $"T#{b.TenantId}#BOOK#{b.Id}", _ => "#").HasTimeToLive(b => b.ExpiresAt, TimeSpan.FromHours(1)));
    }
}
