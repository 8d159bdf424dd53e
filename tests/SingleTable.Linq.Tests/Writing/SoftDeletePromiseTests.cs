namespace SingleTable.Linq.Tests.Writing;

/// <summary>What the model promises of an item, over its deletion, its restoration and its end.</summary>
public class SoftDeletePromiseTests
{
    private static readonly Memo s_note = new() { BinderId = "b", Id = "1", Slug = "one", Text = "a" };

    private static async Task<(WritingWorld<TrashTable> World, TrashTable Db)> StartAsync()
    {
        var world = await WritingWorld<TrashTable>.CreateAsync(o => new TrashTable(o));
        var db = world.For("acme");
        await db.Binders.CreateAsync(new Binder { Id = "b" });
        await db.Notes.CreateAsync(s_note);
        world.Forget();
        return (world, db);
    }

    private static IQueryable<Memo> Memo(TrashTable db, string id = "1") => db.Notes.Where(n => n.BinderId == "b" && n.Id == id);

    private static async Task<int> CountAsync(TrashTable db) => (await db.Binders.Where(b => b.Id == "b").IncludeDeleted().SingleAsync()).NoteCount;

    private static async Task<IEnumerable<AuditAction>> TrailAsync(TrashTable db) => (await db.AuditTrail<Memo>("b", "1").ToListAsync()).Select(e => e.Action);

    [Fact]
    public async Task Counts_go_down_and_up_values_stay_taken_and_the_trail_tells()
    {
        var (world, db) = await StartAsync();
        (await Memo(db).DeleteAsync()).ShouldBeTrue();
        var lines = world.TakeLines();
        lines.Count.ShouldBe(2);
        lines[1].ShouldStartWith("TransactWriteItems Trash  [Update Memo pk = T#acme#BINDER#b sk = NOTE#1 set DeletedAt if exists and ");
        lines[1].ShouldContain("[Update Binder pk = T#acme#BINDER#b sk = # add NoteCount if exists]");
        lines[1].ShouldNotContain("unique");
        (await CountAsync(db)).ShouldBe(0);
        (await Memo(db).DeleteAsync()).ShouldBeFalse();
        (await db.Notes.DeleteAsync(s_note)).ShouldBeFalse();
        await Should.ThrowAsync<ItemNotFoundException>(() => Memo(db).UpdateAsync(u => u.Set(n => n.Text, "b")));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Notes.UpdateAsync(s_note, u => u.Set(n => n.Text, "b")));
        await Should.ThrowAsync<UniqueViolationException>(() => db.Notes.CreateAsync(s_note with { Id = "2" }));
        (await Should.ThrowAsync<ItemExistsException>(() => db.Notes.CreateAsync(s_note))).Message.ShouldContain("RestoreAsync");
        (await CountAsync(db)).ShouldBe(0);

        world.Time.Advance(TimeSpan.FromSeconds(1));
        (await Memo(db).RestoreAsync()).ShouldBe(s_note with { TenantId = "acme" });
        (await CountAsync(db)).ShouldBe(1);
        (await Should.ThrowAsync<ConditionFailedException>(() => Memo(db).RestoreAsync())).Current.ShouldBeOfType<Memo>();
        await Should.ThrowAsync<ItemNotFoundException>(() => Memo(db, "none").RestoreAsync());
        world.Time.Advance(TimeSpan.FromSeconds(1));
        (await db.Notes.DeleteAsync(s_note)).ShouldBeTrue();
        world.Time.Advance(TimeSpan.FromSeconds(1));
        (await db.Notes.PurgeAsync(s_note)).ShouldBeTrue();
        (await Memo(db).PurgeAsync()).ShouldBeFalse();
        (await CountAsync(db)).ShouldBe(0);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await db.Notes.CreateAsync(s_note);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        (await Memo(db).PurgeAsync()).ShouldBeTrue();
        (await CountAsync(db)).ShouldBe(0);
        (await TrailAsync(db)).ShouldBe(
        [
            AuditAction.Create, AuditAction.Delete, AuditAction.Restore, AuditAction.Delete, AuditAction.Purge, AuditAction.Create, AuditAction.Purge,
        ]);
        (await world.ItemsAsync()).ShouldNotContain(i => i["pk"].S.Contains("UNIQUE"));
    }

    [Fact]
    public async Task A_restoration_goes_by_the_limit_of_its_parent()
    {
        var (_, db) = await StartAsync();
        await Memo(db).DeleteAsync();
        await db.Notes.CreateAsync(new Memo { BinderId = "b", Id = "2" });
        await db.Notes.CreateAsync(new Memo { BinderId = "b", Id = "3" });
        (await Should.ThrowAsync<CounterLimitException>(() => Memo(db).RestoreAsync())).Counter.ShouldBe("Binder.NoteCount");
        (await Memo(db).SingleOrDefaultAsync()).ShouldBeNull();
        await Memo(db, "2").DeleteAsync();
        await Memo(db).RestoreAsync();
        (await CountAsync(db)).ShouldBe(2);
        (await db.Binders.Include(b => b.Notes).SingleAsync(b => b.Id == "b")).Notes.Select(n => n.Id).ShouldBe(["1", "3"]);
        (await db.Binders.Include(b => b.Notes).IncludeDeleted().SingleAsync(b => b.Id == "b")).Notes.Select(n => n.Id).ShouldBe(["1", "2", "3"]);
        (await db.Partition<Binder>(b => b.Id == "b").ReadAsync()).Of<Memo>().Select(n => n.Id).ShouldBe(["1", "3"]);
    }

    [Fact]
    public async Task A_deleted_parent_takes_no_more_and_counts_what_goes()
    {
        var (_, db) = await StartAsync();
        (await db.Binders.Where(b => b.Id == "b").DeleteAsync()).ShouldBeTrue();
        (await db.Binders.Include(b => b.Notes).SingleOrDefaultAsync(b => b.Id == "b")).ShouldBeNull();
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Notes.CreateAsync(new Memo { BinderId = "b", Id = "2" }));
        (await Memo(db).DeleteAsync()).ShouldBeTrue();
        (await CountAsync(db)).ShouldBe(0);
        await Should.ThrowAsync<ItemNotFoundException>(() => Memo(db).RestoreAsync());
        await db.Binders.Where(b => b.Id == "b").RestoreAsync();
        await Memo(db).RestoreAsync();
        (await CountAsync(db)).ShouldBe(1);
    }

    [Fact]
    public async Task A_put_brings_a_deleted_item_back_with_all_that_follows()
    {
        var (_, db) = await StartAsync();
        await Memo(db).DeleteAsync();
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Notes.PutAsync(s_note, when: n => n.Text == "a"));
        (await db.Notes.PutAsync(s_note with { Slug = "two" })).DeletedAt.ShouldBeNull();
        (await CountAsync(db)).ShouldBe(1);
        await db.Notes.CreateAsync(s_note with { Id = "2" });
        (await TrailAsync(db)).ShouldBe([AuditAction.Create, AuditAction.Delete, AuditAction.Restore], ignoreOrder: true);
    }

    [Fact]
    public async Task Transactions_and_all_items_of_a_query_do_the_same()
    {
        var (world, db) = await StartAsync();
        await db.Transaction().Delete(s_note).Create(new Memo { BinderId = "b", Id = "2", Slug = "two" }).CommitAsync();
        (await CountAsync(db)).ShouldBe(1);
        (await Memo(db).IncludeDeleted().SingleAsync()).DeletedAt.ShouldBe(world.Time.GetUtcNow());
        (await db.Notes.Where(n => n.BinderId == "b").DeleteAllAsync()).ShouldBe(new BulkResult(1, 0, null));
        (await CountAsync(db)).ShouldBe(0);
        (await db.Notes.Where(n => n.BinderId == "b").IncludeDeleted().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_deleted_moves_with_its_parent_and_can_come_back_there()
    {
        var (_, db) = await StartAsync();
        await db.Notes.CreateAsync(s_note with { Id = "2", Slug = "two" });
        await Memo(db).DeleteAsync();
        var binder = (await db.Binders.FindAsync("b"))!;
        (await db.Binders.MoveAsync(binder, binder with { Id = "c" }, includeChildren: true)).NoteCount.ShouldBe(1);
        (await db.Notes.AllowScan().IncludeDeleted().ToListAsync()).Select(n => (n.BinderId, n.Id, n.DeletedAt is null)).Order().ShouldBe([("c", "1", false), ("c", "2", true)]);
        (await db.Notes.Where(n => n.BinderId == "c" && n.Id == "1").RestoreAsync()).Slug.ShouldBe("one");
        (await db.Binders.FindAsync("c"))!.NoteCount.ShouldBe(2);
        await Should.ThrowAsync<UniqueViolationException>(() => db.Notes.CreateAsync(s_note with { BinderId = "c", Id = "3" }));
    }

    [Fact]
    public async Task A_child_that_is_deleted_refuses_a_move_without_it()
    {
        var (_, db) = await StartAsync();
        await Memo(db).DeleteAsync();
        var binder = (await db.Binders.FindAsync("b"))!;
        (await Should.ThrowAsync<WriteException>(() => db.Binders.MoveAsync(binder, binder with { Id = "c" }))).Code.ShouldBe("STL3175");
        (await Should.ThrowAsync<ConditionFailedException>(() => db.Binders.RestoreAsync(binder))).Message.ShouldContain("Restore of Binder: the item is not deleted");
    }
}
