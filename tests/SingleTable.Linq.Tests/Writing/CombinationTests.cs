using System.ComponentModel.DataAnnotations;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Everything at once: soft delete, version, trail, unique value, count, filtered index, generators that wait, rules.</summary>
public sealed record Ticket
{
    public string TenantId { get; init; } = "";
    public required string QueueId { get; init; }
    public required string Id { get; init; }
    public string? Code { get; init; }
    public string Assignee { get; init; } = "nobody";

    [StringLength(10, ErrorMessage = "At most ten letters")]
    public string Status { get; init; } = "open";
    public int Priority { get; init; }
    public string? ChangedBy { get; init; }
    public int Version { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

public sealed record Line
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public int TicketCount { get; init; }
    public int Version { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public IReadOnlyList<Ticket> Tickets { get; init; } = [];
}

/// <summary>Without promises: soft delete, version, an index of what is not deleted and open, and one of versions.</summary>
public sealed record Parcel
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string Label { get; init; } = "none";
    public string? Shelf { get; init; }
    public string? Note { get; init; }
    public string Status { get; init; } = "open";
    public int Version { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>Lives for a time after each update, can be deleted softly, and says who changed it.</summary>
public sealed record Seat
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string Label { get; init; } = "none";
    public int Rank { get; init; }
    public string? ChangedBy { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>Lives for a generated time.</summary>
public sealed record Pass
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string Label { get; init; } = "none";
    public TimeSpan? KeepFor { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Of two types, with a rule of one of them and a trail of the other.</summary>
public abstract record Tool
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string Name { get; init; } = "x";
    public int Version { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

public sealed record Saw : Tool
{
    public int Teeth { get; init; }
}

public sealed record Drill : Tool
{
    public int Watts { get; init; }
}

/// <summary>Expires, and counts what does not.</summary>
public sealed record Desk
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public int NoteCount { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed record Sticker
{
    public string TenantId { get; init; } = "";
    public required string DeskId { get; init; }
    public required string Id { get; init; }
    public int Height { get; init; }
    public string? Author { get; init; }
}

/// <summary>Of an index that depends on a count.</summary>
public sealed class WrongYardTable(TableOptions<WrongYardTable> options, bool isNullable) : TableContext(options)
{
    public EntitySet<Line> Lines => Set<Line>();
    public EntitySet<Desk> Desks => Set<Desk>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Wrong").HasTenant("TenantId").HasNumericIndex("ByCount", "npk", "nsk");
        table.Entity<Line>(e =>
        {
            e.HasKey(l => $"T#{l.TenantId}#LINE#{l.Id}", _ => "#");
            e.Ignore(l => l.Tickets);
            e.Counts<Ticket>(l => l.TicketCount);
            if (isNullable)
            {
                e.HasIndex("ByCount", l => $"T#{l.TenantId}#LINES#{l.DeletedAt}", l => l.TicketCount);
            }
            else
            {
                e.HasIndex("ByCount", l => $"T#{l.TenantId}#LINES", l => l.TicketCount);
                e.HasIndexFilter("ByCount", l => l.Version == 0);
            }
        });
        table.Entity<Ticket>(e => e.HasKey(t => $"T#{t.TenantId}#LINE#{t.QueueId}", t => $"TICKET#{t.Id}"));
    }
}

/// <summary>With a filter that cannot look at every item, and a time that no date can tell the end of.</summary>
public sealed class OddTable(TableOptions<OddTable> options) : TableContext(options)
{
    public EntitySet<Parcel> Parcels => Set<Parcel>();
    public EntitySet<Seat> Seats => Set<Seat>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Odd").HasTenant("TenantId").HasTimeToLive("ttl").HasIndex("Open", "opk", "osk");
        table.Entity<Parcel>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#PARCEL#{p.Id}", _ => "#");
            e.HasIndex("Open", p => $"T#{p.TenantId}#LABEL#{p.Label}", p => $"ID#{p.Id}");
            e.HasIndexFilter("Open", p => p.Shelf!.Length > 2);
        });
        table.Entity<Seat>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#SEAT#{p.Id}", _ => "#");
            e.HasSoftDelete(p => p.DeletedAt, keepFor: TimeSpan.FromDays(365.25 * 8000));
        });
    }
}

public sealed class YardTable(TableOptions<YardTable> options) : TableContext(options)
{
    public EntitySet<Line> Lines => Set<Line>();
    public EntitySet<Ticket> Tickets => Set<Ticket>();
    public EntitySet<Parcel> Parcels => Set<Parcel>();
    public EntitySet<Desk> Desks => Set<Desk>();
    public EntitySet<Sticker> Stickers => Set<Sticker>();
    public EntitySet<Seat> Seats => Set<Seat>();
    public EntitySet<Pass> Passes => Set<Pass>();
    public EntitySet<Tool> Tools => Set<Tool>();
    public EntitySet<Saw> Saws => Set<Saw>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Yard").HasTenant("TenantId").HasTimeToLive("ttl").HasTypeIndex("ByType");
        table.HasIndex("Open", "opk", "osk").HasIndex("ByLabel", "lpk", "lsk").HasIndex("ByExpiry", "epk", "esk").HasNumericIndex("ByVersion", "vpk", "vsk");
        table.HasIndex("ByVersionText", "tpk", "tsk").HasNumericIndex("ByRank", "rpk", "rsk");
        table.Entity<Line>(e =>
        {
            e.HasKey(l => $"T#{l.TenantId}#LINE#{l.Id}", _ => "#");
            e.HasMany(l => l.Tickets);
            e.Counts<Ticket>(l => l.TicketCount, max: 3);
            e.HasVersion(l => l.Version);
            e.HasSoftDelete(l => l.DeletedAt);
        });
        table.Entity<Desk>(e =>
        {
            e.HasKey(d => $"T#{d.TenantId}#DESK#{d.Id}", _ => "#");
            e.HasTimeToLive(d => d.ExpiresAt);
            e.Counts<Sticker>(d => d.NoteCount);
        });
        table.Entity<Sticker>(e =>
        {
            e.HasKey(s => $"T#{s.TenantId}#DESK#{s.DeskId}", s => $"STICKER#{s.Id}");
            e.Property(s => s.Author).OnUpdate(async (c, token) =>
            {
                await Task.Yield();
                return $"by {c.Tenant}";
            });
            e.HasUpdateValidator(u => u.IsChanged(s => s.Author) ? [] : [new("Author", "Nobody did it")]);
        });
        table.Entity<Ticket>(e =>
        {
            e.HasKey(t => $"T#{t.TenantId}#LINE#{t.QueueId}", t => $"TICKET#{t.Id}");
            e.HasIndex("Open", t => $"T#{t.TenantId}#BY#{t.Assignee}", t => $"P#{t.Priority}");
            e.HasIndexFilter("Open", t => t.DeletedAt == null && t.Status == "open");
            e.HasUnique(t => t.Code);
            e.HasAudit();
            e.HasVersion(t => t.Version);
            e.HasSoftDelete(t => t.DeletedAt);
            e.Property(t => t.ChangedBy).OnUpdate(async (c, token) =>
            {
                await Task.Yield();
                return $"by {c.Tenant}";
            });
            e.HasUpdateValidator(u => u.TryGetValue(t => t.Status, out var status) && status == "bad" ? [new("Status", "Not so")] : []);
        });
        table.Entity<Parcel>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#PARCEL#{p.Id}", _ => "#");
            e.HasIndex("Open", p => $"T#{p.TenantId}#LABEL#{p.Label}", p => $"SHELF#{p.Shelf}");
            e.HasIndexFilter("Open", p => p.DeletedAt == null && p.Status == "open");
            e.HasIndex("ByVersion", p => $"T#{p.TenantId}#PARCELS", p => p.Version);
            e.HasIndex("ByVersionText", p => $"T#{p.TenantId}#PARCELS", p => $"V#{p.Version:D5}");
            e.HasVersion(p => p.Version);
            e.HasSoftDelete(p => p.DeletedAt, keepFor: TimeSpan.FromDays(1));
        });
        table.Entity<Seat>(e =>
        {
            e.HasKey(s => $"T#{s.TenantId}#SEAT#{s.Id}", _ => "#");
            e.HasIndex("ByExpiry", s => $"T#{s.TenantId}#SEATS", s => $"AT#{s.ExpiresAt}");
            e.HasIndex("ByRank", s => $"T#{s.TenantId}#SEATS", s => s.Rank);
            e.HasIndexFilter("ByRank", s => s.DeletedAt == null && s.Label != "off");
            e.HasTimeToLive(s => s.ExpiresAt, TimeSpan.FromHours(8), isSliding: true);
            e.HasSoftDelete(s => s.DeletedAt);
            e.Property(s => s.ChangedBy).OnUpdate(async (c, token) =>
            {
                await Task.Yield();
                return $"by {c.Tenant}";
            });
        });
        table.Entity<Pass>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#PASS#{p.Id}", _ => "#");
            e.HasTimeToLive(p => p.ExpiresAt, after: p => p.KeepFor);
            e.Property(p => p.KeepFor).OnCreate(_ => TimeSpan.FromHours(8));
        });
        table.Entity<Tool>(e =>
        {
            e.HasKey(t => $"T#{t.TenantId}#TOOLS", t => $"TOOL#{t.Id}");
            e.HasIndex("ByLabel", t => $"T#{t.TenantId}#NAME#{t.Name}", t => $"TOOL#{t.Id}");
            e.HasIndexFilter("ByLabel", t => t.DeletedAt == null);
            e.HasVersion(t => t.Version);
            e.HasSoftDelete(t => t.DeletedAt);
            e.HasDerived<Saw>().HasDerived<Drill>();
        });
    }
}

/// <summary>Features that were made apart, in one model.</summary>
[Trait("Feature", "P7")]
public class CombinationTests
{
    private static IQueryable<Parcel> Parcel(YardTable db) => db.Parcels.Where(p => p.Id == "p");
    private static IQueryable<Ticket> Ticket(YardTable db) => db.Tickets.Where(t => t.QueueId == "q" && t.Id == "1");

    [Fact]
    public async Task A_deletion_by_a_query_reads_what_a_filtered_index_needs()
    {
        var (world, db) = await NewAsync();
        await db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s" });
        (await Parcel(db).DeleteAsync()).ShouldBeTrue();
        (await world.ItemAsync()).ShouldLack("opk", "osk");
        (await Parcel(db).RestoreAsync()).DeletedAt.ShouldBeNull();
        (await world.ItemAsync()).Text("osk").ShouldBe("SHELF#s");
        (await world.ItemAsync()).Text("tsk").ShouldBe("V#00003");
        (await world.ItemAsync()).Text("vsk").ShouldBe("3");
    }

    [Fact]
    public async Task Of_an_entity_to_delete_or_restore_only_the_key_and_the_version_matter()
    {
        var (world, db) = await NewAsync();
        var p = await db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s", Label = "l" });
        (await db.Parcels.DeleteAsync(new Parcel { Id = "p", Version = 1 })).ShouldBeTrue();
        (await world.ItemAsync()).ShouldLack("opk", "osk");
        (await db.Parcels.RestoreAsync(new Parcel { Id = "p", Version = 2 })).DeletedAt.ShouldBeNull();
        (await world.ItemAsync()).Text("osk").ShouldBe("SHELF#s");
    }

    [Fact]
    public async Task A_version_in_index_keys_follows_updates_and_deletions_of_all_items()
    {
        var (world, db) = await NewAsync();
        await db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s" });
        (await db.Parcels.UsingIndex("ByType").UpdateAllAsync(u => u.Set(p => p.Note, "z"))).Changed.ShouldBe(1);
        (await world.ItemAsync()).Text("vsk").ShouldBe("2");
        (await world.ItemAsync()).Text("tsk").ShouldBe("V#00002");
        (await db.Parcels.UsingIndex("ByType").DeleteAllAsync()).Changed.ShouldBe(1);
        (await world.ItemAsync()).Text("tsk").ShouldBe("V#00003");
        (await world.ItemAsync()).ShouldLack("opk", "osk");
    }

    [Fact]
    public async Task A_sliding_time_a_generator_that_waits_and_a_soft_delete_go_together()
    {
        var (world, db) = await NewAsync();
        await db.Seats.CreateAsync(new Seat { Id = "s" });
        world.Time.Advance(TimeSpan.FromHours(1));
        (await db.Seats.UsingIndex("ByType").UpdateAllAsync(u => u.Set(p => p.Label, "z"))).Changed.ShouldBe(1);
        var s = (await db.Seats.FindAsync("s"))!;
        s.ExpiresAt.ShouldBe(world.Time.GetUtcNow().AddHours(8));
        s.ChangedBy.ShouldBe("by acme");
        (await db.Seats.Where(x => x.Id == "s").DeleteAsync()).ShouldBeTrue();
        (await db.Seats.Where(x => x.Id == "s").RestoreAsync()).ShouldBe(s);
        world.Time.Advance(TimeSpan.FromHours(8));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Seats.Where(x => x.Id == "s").RestoreAsync());
        (await db.Seats.Where(x => x.Id == "s").PurgeAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_put_replaces_is_none_when_it_was_deleted_or_expired()
    {
        var (world, db) = await NewAsync();
        await db.Seats.CreateAsync(new Seat { Id = "s" });
        world.Time.Advance(TimeSpan.FromHours(9));
        (await db.Seats.PutReturningOldAsync(new Seat { Id = "s" })).ShouldBeNull();
        await db.Seats.Where(x => x.Id == "s").DeleteAsync();
        (await db.Seats.PutReturningOldAsync(new Seat { Id = "s" })).ShouldBeNull();
    }

    [Fact]
    public async Task What_has_expired_is_none_for_a_deletion()
    {
        var (world, db) = await NewAsync();
        await db.Passes.CreateAsync(new Pass { Id = "s" });
        world.Time.Advance(TimeSpan.FromHours(9));
        (await db.Passes.DeleteReturningOldAsync(new Pass { Id = "s" })).ShouldBeNull();
        await db.Passes.CreateAsync(new Pass { Id = "s" });
        world.Time.Advance(TimeSpan.FromHours(9));
        (await db.Passes.DeleteAsync(new Pass { Id = "s" })).ShouldBeFalse();
    }

    [Fact]
    public async Task An_upsert_that_keeps_a_duration_keeps_the_end_too()
    {
        var (world, db) = await NewAsync();
        var pass = await db.Passes.CreateAsync(new Pass { Id = "s", KeepFor = TimeSpan.FromDays(10) });
        var up = await db.Passes.UpsertAsync(new Pass { Id = "s", Label = "u" });
        up.KeepFor.ShouldBe(TimeSpan.FromDays(10));
        up.ExpiresAt.ShouldBe(pass.ExpiresAt);
        (await world.ItemAsync()).Text("ttl").ShouldBe($"{pass.ExpiresAt!.Value.ToUnixTimeSeconds()}");
    }

    [Fact]
    public async Task An_upsert_over_an_expired_item_is_a_new_one()
    {
        var world = await WritingWorld<LeaseTable>.CreateAsync(o => new LeaseTable(o));
        var db = world.For("acme");
        await db.Invites.CreateAsync(new Invite { Id = "i" });
        world.Time.Advance(TimeSpan.FromDays(2));
        var up = await db.Invites.UpsertAsync(new Invite { Id = "i", Count = 3 });
        (await db.Invites.FindAsync("i")).ShouldBe(up);
    }

    [Fact]
    public async Task What_a_put_replaces_may_be_of_another_derived_type()
    {
        var (world, db) = await NewAsync();
        var saw = await db.Tools.CreateAsync(new Saw { Id = "t", Teeth = 3 });
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Tools.PutReturningOldAsync(new Drill { Id = "t", Watts = 3, Version = 1 }));
        var trash = (await WritingWorld<TrashTable>.CreateAsync(o => new TrashTable(o))).For("acme");
        var circle = await trash.Shapes.CreateAsync(new Circle { Id = "1", Radius = 3 });
        (await trash.Shapes.PutReturningOldAsync(new Square { Id = "1", Side = 2 })).ShouldBe(circle);
    }

    [Fact]
    public async Task What_is_not_valid_is_refused_before_the_item_is_read()
    {
        var (world, db) = await TicketAsync();
        world.Forget();
        await Should.ThrowAsync<EntityValidationException>(() => Ticket(db).UpdateAsync(u => u.Set(t => t.Status, "bad")));
        world.SentNothing();
        await Should.ThrowAsync<EntityValidationException>(() => Ticket(db).UpdateAsync(u => u.Set(t => t.Status, "much too long a text")));
        world.SentNothing();
        await Should.ThrowAsync<WriteException>(() => Ticket(db).UpdateAsync(u => u.Set(t => t.Id, "bad")));
        world.SentNothing();
    }

    [Fact]
    public async Task A_move_is_asked_what_an_update_is_asked()
    {
        var (world, db) = await TicketAsync();
        await db.Lines.CreateAsync(new Line { Id = "r" });
        var t = await Ticket(db).SingleAsync();
        world.Forget();
        await Should.ThrowAsync<EntityValidationException>(() => db.Tickets.UpdateAsync(t, t with { Status = "bad" }));
        await Should.ThrowAsync<EntityValidationException>(() => db.Tickets.MoveAsync(t, t with { QueueId = "r", Status = "bad" }));
        world.SentNothing();
    }

    [Fact]
    public async Task An_update_that_reads_gives_the_old_item_or_is_refused_before()
    {
        var (world, db) = await NewAsync();
        await db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s" });
        world.Forget();
        (await Parcel(db).UpdateReturningOldAsync(u => u.Set(p => p.Label, "x").OnMissingValues(MissingValues.Read))).Label.ShouldBe("none");
        (await world.ItemAsync()).Text("opk").ShouldBe("T#acme#LABEL#x");
        await db.Seats.CreateAsync(new Seat { Id = "s" });
        world.Forget();
        (await Should.ThrowAsync<WriteException>(() => db.Seats.Where(s => s.Id == "s")
            .UpdateReturningOldAsync(u => u.Add(s => s.Rank, 1).OnMissingValues(MissingValues.Read)))).Entity.ShouldBe("Seat");
        world.SentNothing();
    }

    [Fact]
    public async Task One_item_goes_through_all_of_it()
    {
        var (world, db) = await TicketAsync();
        await db.Lines.CreateAsync(new Line { Id = "r" });
        var t = await Ticket(db).SingleAsync();
        var moved = await db.Tickets.MoveAsync(t, t with { QueueId = "r", Priority = 5 });
        (moved.Version, moved.ChangedBy).ShouldBe((2, "by acme"));
        (await db.Tickets.UsingIndex("Open").Where(x => x.Assignee == "ann").ToListAsync()).ShouldBe([moved]);
        (await db.Tickets.DeleteAsync(moved)).ShouldBeTrue();
        (await db.Tickets.UsingIndex("Open").Where(x => x.Assignee == "ann").IncludeDeleted().ToListAsync()).ShouldBeEmpty();
        (await Counts(db)).ShouldBe("q 0, r 0");
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Tickets.OverwriteAsync(moved, moved with { Assignee = "bob" }));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Tickets.MoveAsync(moved, moved with { QueueId = "q" }));
        var deleted = await db.Tickets.Where(x => x.QueueId == "r" && x.Id == "1").IncludeDeleted().SingleAsync();
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Tickets.MoveAsync(deleted, deleted with { QueueId = "q" }));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Tickets.UpdateAsync(deleted, deleted with { Assignee = "q" }));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Tickets.OverwriteAsync(deleted, deleted with { Assignee = "q" }));
        await Should.ThrowAsync<UniqueViolationException>(() => db.Tickets.CreateAsync(new Ticket { QueueId = "q", Id = "9", Code = "c" }));
        var back = await db.Tickets.RestoreAsync(deleted);
        back.Version.ShouldBe(4);
        (await Counts(db)).ShouldBe("q 0, r 1");
        (await db.Tickets.UsingIndex("Open").Where(x => x.Assignee == "ann").ToListAsync()).ShouldBe([back]);
        var over = await db.Tickets.OverwriteAsync(t with { QueueId = "r" }, t with { QueueId = "r", Assignee = "bob" });
        over.Version.ShouldBe(5);
        (await db.Tickets.UsingIndex("Open").Where(x => x.Assignee == "bob").ToListAsync()).ShouldBe([over]);
        (await db.Tickets.Where(x => x.QueueId == "r").UpdateAllAsync(u => u.Set(x => x.Status, "closed"))).Changed.ShouldBe(1);
        (await db.Tickets.UsingIndex("Open").Where(x => x.Assignee == "bob").ToListAsync()).ShouldBeEmpty();
        (await db.Tickets.Where(x => x.QueueId == "r").DeleteAllAsync()).Changed.ShouldBe(1);
        (await Counts(db)).ShouldBe("q 0, r 0");
        (await db.Tickets.Where(x => x.QueueId == "r" && x.Id == "1").RestoreAsync()).Version.ShouldBe(8);
        await db.Tickets.PurgeAsync((await db.Tickets.FindAsync("r", "1"))!);
        (await Counts(db)).ShouldBe("q 0, r 0");
        (await world.ItemsAsync()).ShouldNotContain(i => i["pk"].S.Contains("UNIQUE"));
    }

    [Fact]
    public async Task A_parent_moves_with_its_children_and_the_deleted_ones()
    {
        var (world, db) = await TicketAsync();
        await db.Tickets.CreateAsync(new Ticket { QueueId = "q", Id = "2", Code = "d" });
        await db.Tickets.Where(t => t.QueueId == "q" && t.Id == "2").DeleteAsync();
        var line = (await db.Lines.FindAsync("q"))!;
        line.TicketCount.ShouldBe(1);
        var moved = await db.Lines.MoveAsync(line, line with { Id = "n" }, includeChildren: true);
        moved.TicketCount.ShouldBe(1);
        (await Counts(db)).ShouldBe("n 1");
        (await db.Tickets.UsingIndex("Open").Where(x => x.Assignee == "ann").ToListAsync()).ShouldHaveSingleItem().QueueId.ShouldBe("n");
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Tickets.Where(t => t.QueueId == "q" && t.Id == "2").RestoreAsync());
        await db.Tickets.Where(t => t.QueueId == "n" && t.Id == "2").RestoreAsync();
        (await Counts(db)).ShouldBe("n 2");
        await db.Tickets.Where(t => t.QueueId == "n" && t.Id == "2").DeleteAsync();
        (await db.Tickets.Where(t => t.QueueId == "n" && t.Id == "2").PurgeAsync()).ShouldBeTrue();
        (await Counts(db)).ShouldBe("n 1");
    }

    [Fact]
    public async Task Contexts_of_one_transaction_keep_their_counts_trails_and_rules()
    {
        var (world, db) = await TicketAsync();
        var other = world.For("beta");
        await other.Lines.CreateAsync(new Line { Id = "q" });
        var t = await Ticket(db).SingleAsync();
        var line = (await other.Lines.FindAsync("q"))!;
        var again = world.With(o => o with { Actor = new AuditActor("eve") });
        await db.Transaction().Delete(t)
            .With(other).Create(new Ticket { QueueId = "q", Id = "1", Code = "c" })
            .With(again).Create(new Ticket { QueueId = "q", Id = "7", Code = "z" }).CommitAsync();
        (await Counts(db)).ShouldBe("q 1");
        (await Counts(other)).ShouldBe("q 1");
        (await other.Tickets.FindAsync("q", "1")).ShouldNotBeNull();
        (await db.AuditTrail<Ticket>("q", "7").ToListAsync()).ShouldHaveSingleItem().By.ShouldBe("eve");
        (await db.AuditTrail<Ticket>("q", "1").ToListAsync()).Count.ShouldBe(2);
        var sum = db.Transaction().Create(new Ticket { QueueId = "q", Id = "8" });
        sum.With(again).Create(new Ticket { QueueId = "q", Id = "9" });
        sum.With(other).Update((await other.Tickets.FindAsync("q", "1"))!, u => u.Set(x => x.Status, "bad"));
        var invalid = await Should.ThrowAsync<EntityValidationException>(() => sum.CommitAsync());
        invalid.Failures.ShouldHaveSingleItem().Index.ShouldBe(2);
        await Should.ThrowAsync<EntityValidationException>(() => sum.CommitAsync());
        Should.Throw<EntityValidationException>(() => sum.Explain());
    }

    [Fact]
    public async Task A_put_of_an_entity_with_a_version_goes_by_what_is_deleted()
    {
        var (world, db) = await NewAsync();
        var p = await db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s" });
        await db.Parcels.DeleteAsync(p);
        (await Should.ThrowAsync<ItemExistsException>(() => db.Parcels.PutAsync(new Parcel { Id = "p" }))).Entity.ShouldBe("Parcel");
        var deleted = await Parcel(db).IncludeDeleted().SingleAsync();
        await Should.ThrowAsync<WriteException>(() => db.Parcels.PutAsync(deleted));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Parcels.PutAsync(deleted with { DeletedAt = null }));
        world.Time.Advance(TimeSpan.FromDays(2));
        (await db.Parcels.PutAsync(new Parcel { Id = "p", Shelf = "n" })).Version.ShouldBe(1);
        (await world.ItemAsync()).ShouldLack("ttl");
    }

    [Fact]
    public async Task Derived_types_are_deleted_and_restored_through_a_filter()
    {
        var (world, db) = await NewAsync();
        await db.Tools.CreateAsync(new Saw { Id = "t", Teeth = 3 });
        await db.Tools.CreateAsync(new Drill { Id = "d", Watts = 3 });
        (await db.Tools.Where(t => t.Id == "t").DeleteAsync()).ShouldBeTrue();
        (await db.Saws.Where(t => t.Id == "t").RestoreAsync()).Version.ShouldBe(3);
        (await db.Tools.UsingIndex("ByLabel").Where(t => t.Name == "x").ToListAsync()).Count.ShouldBe(2);
        (await db.Tools.Where(t => t.Id == "t").UpdateAsync(u => u.Set(t => t.Name, "y"))).Name.ShouldBe("y");
        (await db.Tools.UsingIndex("ByType").DeleteAllAsync()).Changed.ShouldBe(2);
        (await db.Tools.UsingIndex("ByLabel").Where(t => t.Name == "x").ToListAsync()).Count.ShouldBe(0);
        (await db.Tools.Where(t => t.Id == "d").RestoreAsync()).ShouldBeOfType<Drill>();
    }

    [Fact]
    public async Task An_overwrite_makes_filtered_keys_of_what_others_wrote()
    {
        var (world, db) = await NewAsync();
        var p = await db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s" });
        await Parcel(db).UpdateAsync(u => u.Set(x => x.Shelf, "t").OnMissingValues(MissingValues.Read));
        var over = await db.Parcels.OverwriteAsync(p, p with { Label = "k" });
        (over.Version, over.Shelf, over.Label).ShouldBe((3, "t", "k"));
        var item = await world.ItemAsync();
        (item.Text("opk"), item.Text("osk"), item.Text("vsk"), item.Text("tsk")).ShouldBe(("T#acme#LABEL#k", "SHELF#t", "3", "V#00003"));
        await db.Parcels.ModifyAsync(p, x => x with { Status = "closed" });
        (await world.ItemAsync()).ShouldLack("opk", "osk");
    }

    [Fact]
    public async Task A_transaction_and_a_batch_say_why_they_cannot_delete_by_a_query()
    {
        var (world, db) = await NewAsync();
        var p = await db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s" });
        world.Forget();
        await db.Transaction().Delete(p).CommitAsync();
        (await world.ItemAsync()).ShouldLack("opk", "osk");
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Parcels.DeleteReturningOldAsync(p));
        var unloaded = Should.Throw<WriteException>(() => db.Transaction().Delete(Parcel(db)));
        (unloaded.Code, unloaded.Entity, unloaded.Property).ShouldBe(("STL3110", "Parcel", "DeletedAt"));
        unloaded.Message.ShouldBe("STL3110 Delete of Parcel by a query changes DeletedAt, of which keys of indexes are made that need further values of the item. Load the entity, and write Delete(entity, …).");
        (await Should.ThrowAsync<WriteException>(() => db.Batch().Delete(Parcel(db)).SendAsync())).Code.ShouldBe("STL3163");

    }

    [Fact]
    public async Task A_deletion_gives_the_old_item_of_a_filtered_index()
    {
        var (world, db) = await NewAsync();
        var p = await db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s" });
        (await Parcel(db).DeleteReturningOldAsync()).ShouldBe(p);
        (await world.ItemAsync()).ShouldLack("opk", "osk");
        (await Parcel(db).DeleteReturningOldAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_count_in_a_numeric_key_refuses_a_filter_and_keys_that_may_be_null(bool isNullable)
    {
        var error = Should.Throw<ModelException>(() => new WrongYardTable(new TableOptions<WrongYardTable>(new InMemoryDynamoDb().CreateClient()), isNullable).CreateTableRequest());
        error.Message.ShouldContain("Line.TicketCount is a count");
    }

    [Fact]
    public async Task A_parent_that_has_expired_does_not_hold_its_children()
    {
        var (world, db) = await NewAsync();
        await db.Desks.CreateAsync(new Desk { Id = "d", ExpiresAt = world.Time.GetUtcNow().AddHours(1) });
        await db.Desks.CreateAsync(new Desk { Id = "e" });
        foreach (var id in new[] { "1", "2", "3" }) await db.Stickers.CreateAsync(new Sticker { DeskId = "d", Id = id });
        world.Time.Advance(TimeSpan.FromHours(2));
        (await db.Stickers.Where(s => s.DeskId == "d" && s.Id == "1").DeleteAsync()).ShouldBeTrue();
        var two = (await db.Stickers.FindAsync("d", "2"))!;
        await db.Stickers.MoveAsync(two, two with { DeskId = "e" });
        (await db.Desks.FindAsync("e"))!.NoteCount.ShouldBe(1);
        (await db.Stickers.Where(s => s.DeskId == "d").DeleteAllAsync()).Changed.ShouldBe(1);
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Stickers.CreateAsync(new Sticker { DeskId = "d", Id = "9" }));
    }

    [Fact]
    public async Task Rules_of_updates_see_what_is_generated_whatever_the_way()
    {
        var (world, db) = await NewAsync();
        await db.Desks.CreateAsync(new Desk { Id = "e" });
        var s = await db.Stickers.CreateAsync(new Sticker { DeskId = "e", Id = "1" });
        (await db.Stickers.Where(s => s.DeskId == "e" && s.Id == "1").UpdateAsync(u => u.Set(x => x.Height, 1))).Author.ShouldBe("by acme");
        await db.Stickers.UpdateAsync(s, s with { Height = 3 });
        await db.Transaction().Update(s, u => u.Set(x => x.Height, 4)).CommitAsync();
        (await db.Stickers.Where(x => x.DeskId == "e").UpdateAllAsync(u => u.Set(x => x.Height, 2))).Changed.ShouldBe(1);
        s = (await db.Stickers.FindAsync("e", "1"))!;
        await db.Stickers.MoveAsync(s, s with { Id = "2" });
    }

    [Fact]
    public async Task Somebody_who_is_faster_changes_what_a_deletion_takes_from_the_item()
    {
        var race = new Race();
        var world = await WritingWorld<YardTable>.CreateAsync(o => new YardTable(o));
        var db = world.With(o => o with { Interceptors = [race] });
        var quiet = world.For("acme");
        await quiet.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s" });
        race.Act = () => quiet.Parcels.Where(p => p.Id == "p").UpdateAsync(u => u.Set(p => p.Shelf, "t").OnMissingValues(MissingValues.Read));
        (await db.Parcels.Where(p => p.Id == "p").DeleteAsync()).ShouldBeTrue();
        race.Act.ShouldBeNull();
        var changed = false;
        race.Act = async () =>
        {
            changed = true;
            await quiet.Parcels.Where(p => p.Id == "p").PurgeAsync();
        };
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Parcels.Where(p => p.Id == "p").RestoreAsync());
        changed.ShouldBeTrue();
        await quiet.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s" });
        race.Act = () => quiet.Parcels.Where(p => p.Id == "p").UpdateAsync(u => u.Set(p => p.Shelf, "t").OnMissingValues(MissingValues.Read));
        (await db.Parcels.UsingIndex("ByType").DeleteAllAsync()).ShouldBe(new BulkResult(1, 0, null));
        (await world.ItemAsync()).ShouldLack("opk", "osk");
        (await db.Parcels.Where(p => p.Id == "p").RestoreAsync()).Shelf.ShouldBe("t");
        (await world.ItemAsync()).Text("osk").ShouldBe("SHELF#t");
    }

    [Fact]
    public async Task A_move_goes_where_an_item_has_expired_and_not_where_one_is_deleted()
    {
        var (world, db) = await NewAsync();
        await db.Seats.CreateAsync(new Seat { Id = "old", Label = "ghost" });
        world.Time.Advance(TimeSpan.FromHours(9));
        var seat = await db.Seats.CreateAsync(new Seat { Id = "s" });
        world.Time.Advance(TimeSpan.FromHours(1));
        var moved = await db.Seats.MoveAsync(seat, seat with { Id = "old" });
        (moved.ExpiresAt, moved.ChangedBy, moved.Label).ShouldBe((world.Time.GetUtcNow().AddHours(8), "by acme", "none"));
        (await world.ItemAsync()).Text("ttl").ShouldBe($"{moved.ExpiresAt!.Value.ToUnixTimeSeconds()}");
        await db.Seats.CreateAsync(new Seat { Id = "s" });
        await db.Seats.Where(s => s.Id == "s").DeleteAsync();
        (await Should.ThrowAsync<ItemExistsException>(() => db.Seats.MoveAsync(moved, moved with { Id = "s" }))).Entity.ShouldBe("Seat");
        await Should.ThrowAsync<WriteException>(() => db.Seats.MoveAsync(moved, moved with { Id = "n", DeletedAt = world.Time.GetUtcNow() }));
        await Should.ThrowAsync<WriteException>(() => db.Seats.MoveAsync(moved, moved with { Id = "n", ExpiresAt = world.Time.GetUtcNow() }));
    }

    [Fact]
    public async Task Versions_and_conditions_are_told_apart_where_a_filter_makes_conditions_of_its_own()
    {
        var (world, db) = await NewAsync();
        var p = await db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s" });
        var q = await db.Parcels.UpdateAsync(p, p with { Label = "k" });
        await Should.ThrowAsync<VersionConflictException>(() => db.Parcels.DeleteAsync(p));
        await Should.ThrowAsync<VersionConflictException>(() => db.Parcels.PurgeAsync(p));
        await Should.ThrowAsync<VersionConflictException>(() => db.Parcels.DeleteReturningOldAsync(p));
        await Should.ThrowAsync<ConditionFailedException>(() => db.Parcels.DeleteAsync(q, when: x => x.Label == "z"));
        await Should.ThrowAsync<ConditionFailedException>(() => db.Parcels.Where(x => x.Id == "p").DeleteAsync(when: x => x.Label == "z"));
        await Should.ThrowAsync<ConditionFailedException>(() => db.Parcels.RestoreAsync(q));
        await Should.ThrowAsync<ConditionFailedException>(() => db.Parcels.Where(x => x.Id == "p").RestoreAsync());
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Parcels.Where(x => x.Id == "none").RestoreAsync());
        (await db.Parcels.Where(x => x.Id == "none").DeleteAsync()).ShouldBeFalse();
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Parcels.Where(x => x.Id == "none").DeleteAsync(when: x => x.Label == "z"));
        (await db.Parcels.DeleteAsync(q)).ShouldBeTrue();
        await Should.ThrowAsync<VersionConflictException>(() => db.Parcels.RestoreAsync(q));
        (await db.Parcels.RestoreAsync(q with { Version = 3 })).Version.ShouldBe(4);
        await db.Parcels.OverwriteAsync(p, p with { Note = "n" }, when: x => x.Label == "k");
        await Should.ThrowAsync<ConditionFailedException>(() => db.Parcels.OverwriteAsync(p, p with { Note = "m" }, when: x => x.Label == "none"));
    }

    [Fact]
    public async Task Other_tenants_other_types_and_nothing_are_refused_before_any_request()
    {
        var (world, db) = await NewAsync();
        var foreign = new Parcel { TenantId = "beta", Id = "p", Version = 1 };
        var saw = new Saw { Id = "t", Version = 1 };
        Task[] Calls(YardTable c, Parcel p) =>
        [
            c.Parcels.RestoreAsync(p), c.Parcels.PurgeAsync(p), c.Parcels.DeleteAsync(p), c.Parcels.DeleteReturningOldAsync(p), c.Parcels.PutReturningOldAsync(p),
            c.Parcels.OverwriteAsync(p, p with { Label = "z" }), c.Parcels.MoveAsync(p, p with { Id = "q" }), c.Parcels.UpdateAsync(p, p with { Label = "z" }),
            c.Parcels.ModifyAsync(p, x => x with { Label = "z" }),
        ];
        world.Forget();
        foreach (var call in Calls(db, foreign)) await Should.ThrowAsync<TenantScopeException>(call);
        foreach (var call in Calls(world.Unscoped(), foreign with { TenantId = "" })) await Should.ThrowAsync<TenantScopeException>(call);
        var own = foreign with { TenantId = "acme" };
        foreach (var call in new Task[] { db.Parcels.MoveAsync(own, own with { Id = "q", TenantId = "beta" }), db.Parcels.OverwriteAsync(own, own with { Label = "q", TenantId = "beta" }) })
            await Should.ThrowAsync<TenantScopeException>(call);
        foreach (var call in new Task[] { db.Tools.MoveAsync(saw, new Drill { Id = "x" }), db.Tools.OverwriteAsync(saw, new Drill { Id = "t", Watts = 2 }), db.Tools.UpdateAsync(saw, new Drill { Id = "t" }) })
            (await Should.ThrowAsync<WriteException>(call)).Entity.ShouldBe("Saw");
        foreach (var call in new[] { db.Parcels.RestoreAsync(new Parcel { Id = "" }), (Task)db.Parcels.PurgeAsync(new Parcel { Id = "" }), db.Parcels.MoveAsync(own, own with { Id = "" }), db.Parcels.PutReturningOldAsync(own with { Id = "" }) })
            await Should.ThrowAsync<KeyValueException>(call);
        foreach (var call in new Task[]
        {
            db.Parcels.RestoreAsync(null!), db.Parcels.PurgeAsync(null!), db.Parcels.PutReturningOldAsync(null!), db.Parcels.DeleteReturningOldAsync(null!),
            db.Parcels.OverwriteAsync(null!, own), db.Parcels.OverwriteAsync(own, null!), db.Parcels.MoveAsync(null!, own), db.Parcels.MoveAsync(own, null!),
            db.Seats.PutReturningOldAsync(null!), db.Seats.UpsertAsync(null!), db.Seats.CreateAsync(null!), db.Seats.MoveAsync(null!, null!), db.Transaction().CreateAsync<Seat>(null!),
        })
            await Should.ThrowAsync<ArgumentNullException>(call);
        world.SentNothing();
    }

    [Fact]
    public async Task What_the_model_keeps_is_nobodys_to_write_by_any_way()
    {
        var (world, db) = await NewAsync();
        var p = new Parcel { Id = "p", Version = 1 };
        var now = world.Time.GetUtcNow();
        world.Forget();
        Func<UpdateBuilder<Parcel>, UpdateBuilder<Parcel>>[] parcels =
        [
            u => u.Set(x => x.DeletedAt, now), u => u.Remove(x => x.DeletedAt), u => u.SetIfNotExists(x => x.DeletedAt, now), u => u.Set(x => x.Version, 4),
            u => u.Add(x => x.Version, 1), u => u.Remove(x => x.Version), u => u.Set(x => x.Version, x => x.Version + 1),
        ];
        foreach (var update in parcels)
        {
            foreach (var call in new Func<Task>[]
            {
                () => db.Parcels.UpdateAsync(p, update), () => Parcel(db).UpdateAsync(update), () => Parcel(db).UpdateReturningOldAsync(update),
                () => db.Parcels.UsingIndex("ByType").UpdateAllAsync(update), () => db.Transaction().Update(p, update).CommitAsync(),
                () => db.Transaction().Update(Parcel(db), update).CommitAsync(),
            })
            {
                var error = await Should.ThrowAsync<WriteException>(call);
                error.Entity.ShouldBe("Parcel");
                error.Property.ShouldBeOneOf("DeletedAt", "Version");
            }
        }

        Func<UpdateBuilder<Seat>, UpdateBuilder<Seat>>[] seats = [u => u.Set(x => x.ExpiresAt, now), u => u.Remove(x => x.ExpiresAt), u => u.SetIfNotExists(x => x.ExpiresAt, now)];
        foreach (var update in seats)
        {
            foreach (var call in new Func<Task>[]
            {
                () => db.Seats.UpdateAsync(new Seat { Id = "s" }, update), () => db.Seats.Where(s => s.Id == "s").UpdateAsync(update),
                () => db.Seats.Where(s => s.Id == "s").UpdateReturningOldAsync(update), () => db.Seats.UsingIndex("ByType").UpdateAllAsync(update),
                () => db.Transaction().Update(new Seat { Id = "s" }, update).CommitAsync(),
            })
            {
                var error = await Should.ThrowAsync<WriteException>(call);
                (error.Entity, error.Property).ShouldBe(("Seat", "ExpiresAt"));
            }
        }

        Func<UpdateBuilder<Line>, UpdateBuilder<Line>>[] lines = [u => u.Set(x => x.TicketCount, 1), u => u.Add(x => x.TicketCount, 1), u => u.Remove(x => x.TicketCount)];
        foreach (var update in lines)
        {
            foreach (var call in new Func<Task>[]
            {
                () => db.Lines.UpdateAsync(new Line { Id = "s" }, update), () => db.Lines.Where(s => s.Id == "s").UpdateAsync(update),
                () => db.Lines.Where(s => s.Id == "s").UpdateReturningOldAsync(update), () => db.Lines.UsingIndex("ByType").UpdateAllAsync(update),
                () => db.Lines.OverwriteAsync(new Line { Id = "s" }, new Line { Id = "s", TicketCount = 3 }), () => db.Lines.MoveAsync(new Line { Id = "s" }, new Line { Id = "t", TicketCount = 3 }),
            })
            {
                var error = await Should.ThrowAsync<WriteException>(call);
                (error.Entity, error.Property).ShouldBe(("Line", "TicketCount"));
            }
        }

        world.SentNothing();
    }

    [Fact]
    public async Task A_filter_that_fails_names_itself()
    {
        var world = await WritingWorld<OddTable>.CreateAsync(o => new OddTable(o));
        var db = world.For("acme");
        world.Forget();
        var error = await Should.ThrowAsync<WriteException>(() => db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = null }));
        (error.Entity, error.Property, error.InnerException).ShouldBe(("Parcel", "Shelf", error.InnerException.ShouldBeOfType<NullReferenceException>()));
        error.Message.ShouldBe("STL3127 HasIndexFilter(\"Open\", …) of Parcel threw NullReferenceException for an item. Make it a predicate that decides for every item, also where Shelf is null.");
        world.SentNothing();
    }

    [Fact]
    public async Task A_deleted_item_may_be_kept_for_longer_than_a_date_can_tell()
    {
        var world = await WritingWorld<OddTable>.CreateAsync(o => new OddTable(o));
        var db = world.For("acme");
        await db.Seats.CreateAsync(new Seat { Id = "p" });
        (await db.Seats.DeleteAsync(new Seat { Id = "p" })).ShouldBeTrue();
        await db.Seats.RestoreAsync(new Seat { Id = "p" });
    }

    [Fact]
    public async Task A_sum_that_is_a_numeric_key_follows_where_a_filter_decides()
    {
        var (world, db) = await NewAsync();
        await db.Seats.CreateAsync(new Seat { Id = "s", Rank = 1 });
        (await db.Seats.UsingIndex("ByType").UpdateAllAsync(u => u.Add(s => s.Rank, 1))).Changed.ShouldBe(1);
        (await world.ItemAsync()).Text("rsk").ShouldBe("2");
        (await db.Seats.Where(s => s.Id == "s").UpdateAsync(u => u.Add(s => s.Rank, 1).OnMissingValues(MissingValues.Read))).Rank.ShouldBe(3);
        (await world.ItemAsync()).Text("rsk").ShouldBe("3");
        (await db.Seats.Where(s => s.Id == "s").UpdateAsync(u => u.Set(s => s.Label, "off"))).Rank.ShouldBe(3);
        (await world.ItemAsync()).ShouldLack("rsk", "rpk");
        await db.Seats.DeleteAsync(new Seat { Id = "s" });
        (await db.Seats.RestoreAsync(new Seat { Id = "s" })).Label.ShouldBe("off");
        (await world.ItemAsync()).ShouldLack("rsk", "rpk");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public async Task Lost_replies_do_each_of_it_once(int lost, bool isDone)
    {
        var database = new InMemoryDynamoDb();
        var client = database.CreateClient(c => c.MaxErrorRetry = 3);
        var db = new YardTable(new TableOptions<YardTable>(client).ForTenant("acme"));
        await client.CreateTableAsync(db.CreateTableRequest());
        void Lose(string operation)
        {
            var rule = database.Faults.On(operation).Times(lost);
            _ = isDone ? rule.ResetAfterCommit() : rule.ResetBeforeCommit();
        }

        await db.Parcels.CreateAsync(new Parcel { Id = "p", Shelf = "s", Label = "l" });
        Lose("UpdateItem");
        (await Parcel(db).DeleteAsync()).ShouldBeTrue();
        Lose("UpdateItem");
        (await Parcel(db).RestoreAsync()).Version.ShouldBe(3);
        Lose("UpdateItem");
        (await db.Parcels.DeleteAsync(new Parcel { Id = "p", Version = 3 })).ShouldBeTrue();
        Lose("UpdateItem");
        (await db.Parcels.RestoreAsync(new Parcel { Id = "p", Version = 4 })).Version.ShouldBe(5);
        Lose("UpdateItem");
        (await db.Parcels.UsingIndex("ByType").DeleteAllAsync()).Changed.ShouldBe(1);
        Lose("UpdateItem");
        (await db.Passes.UpsertAsync(new Pass { Id = "x" })).KeepFor.ShouldBe(TimeSpan.FromHours(8));
    }

    private sealed class Race : IRequestInterceptor
    {
        public Func<Task>? Act { get; set; }

        public async ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken)
        {
            if (request.Operation == "UpdateItem" && Act is { } act)
            {
                Act = null;
                await act();
            }
        }
    }

    private static async Task<string> Counts(YardTable db) => string.Join(", ", (await db.Lines.UsingIndex("ByType").ToListAsync()).OrderBy(l => l.Id).Select(l => $"{l.Id} {l.TicketCount}"));

    private static async Task<(WritingWorld<YardTable> World, YardTable Db)> TicketAsync()
    {
        var (world, db) = await NewAsync();
        await db.Lines.CreateAsync(new Line { Id = "q" });
        await db.Tickets.CreateAsync(new Ticket { QueueId = "q", Id = "1", Code = "c", Assignee = "ann", Priority = 1 });
        return (world, db);
    }

    private static async Task<(WritingWorld<YardTable> World, YardTable Db)> NewAsync()
    {
        var world = await WritingWorld<YardTable>.CreateAsync(o => new YardTable(o));
        return (world, world.For("acme"));
    }
}
