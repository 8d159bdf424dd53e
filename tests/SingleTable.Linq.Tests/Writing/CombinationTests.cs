namespace SingleTable.Linq.Tests.Writing;

/// <summary>Features that were made apart, in one model.</summary>
[Trait("Feature", "P7")]
public partial class CombinationTests
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
