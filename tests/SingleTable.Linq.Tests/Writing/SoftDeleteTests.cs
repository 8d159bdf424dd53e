using System.Globalization;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Deletion that can be taken back, of entities of which nothing else is promised: one request each.</summary>
public class SoftDeleteTests
{
    private static readonly Scrap s_scrap = new() { Box = "b", Id = "1", Count = 1 };

    private static Task<WritingWorld<TrashTable>> StartAsync() => WritingWorld<TrashTable>.CreateAsync(o => new TrashTable(o));

    private static IQueryable<Scrap> Scrap(TrashTable db, string id = "1") => db.Scraps.Where(s => s.Box == "b" && s.Id == id);

    [Fact]
    public async Task A_deletion_is_an_update_that_is_taken_back_by_another()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        (await Scrap(db).DeleteAsync()).ShouldBeFalse();
        await db.Scraps.CreateAsync(s_scrap);
        world.Forget();
        var now = world.Time.GetUtcNow();
        (await Scrap(db).DeleteAsync()).ShouldBeTrue();
        world.TakeLines().ShouldHaveSingleItem().ShouldBe("UpdateItem Trash  pk = T#acme#BOX#b  sk = SCRAP#1  set DeletedAt  if exists");
        (await world.ItemAsync()).Text("DeletedAt").ShouldBe(now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

        // A second deletion finds nothing, and the moment stays.
        world.Time.Advance(TimeSpan.FromMinutes(1));
        (await Scrap(db).DeleteAsync()).ShouldBeFalse();
        (await db.Scraps.DeleteAsync(s_scrap)).ShouldBeFalse();
        await Should.ThrowAsync<ItemNotFoundException>(() => Scrap(db).DeleteAsync(when: s => s.Count == 1));
        (await Scrap(db).IncludeDeleted().SingleAsync()).DeletedAt.ShouldBe(now);

        world.Forget();
        (await Scrap(db).RestoreAsync()).ShouldBe(s_scrap with { TenantId = "acme" });
        world.TakeLines().ShouldHaveSingleItem().ShouldBe("UpdateItem Trash  pk = T#acme#BOX#b  sk = SCRAP#1  remove DeletedAt  if exists and DeletedAt is not null");
        (await Scrap(db).SingleAsync()).DeletedAt.ShouldBeNull();
        var error = await Should.ThrowAsync<ConditionFailedException>(() => db.Scraps.RestoreAsync(s_scrap));
        error.Message.ShouldBe("STL3003 Restore of Scrap: the item is not deleted, so that there is nothing to restore.");
        error.Current.ShouldBeOfType<Scrap>().Id.ShouldBe("1");
        await Should.ThrowAsync<ItemNotFoundException>(() => Scrap(db, "none").RestoreAsync());

        (await db.Scraps.DeleteAsync(s_scrap, when: s => s.Count == 1)).ShouldBeTrue();
        (await db.Scraps.RestoreAsync(s_scrap)).DeletedAt.ShouldBeNull();
        (await Scrap(db).DeleteReturningOldAsync()).ShouldBe(s_scrap with { TenantId = "acme" });
        (await Scrap(db).DeleteReturningOldAsync()).ShouldBeNull();
        (await Scrap(db).IncludeDeleted().SingleAsync()).DeletedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_purge_is_a_deletion_for_good()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        foreach (var isDeleted in new[] { true, false })
        {
            await db.Scraps.CreateAsync(s_scrap);
            (await Scrap(db).DeleteAsync() && !isDeleted && (await Scrap(db).RestoreAsync()).DeletedAt is not null).ShouldBeFalse();
            await Should.ThrowAsync<ConditionFailedException>(() => Scrap(db).PurgeAsync(when: s => s.Count == 7));
            world.Forget();
            (await (isDeleted ? Scrap(db).PurgeAsync() : db.Scraps.PurgeAsync(s_scrap, when: s => s.Count == 1))).ShouldBeTrue();
            world.TakeLines().ShouldHaveSingleItem().ShouldStartWith("DeleteItem Trash  pk = T#acme#BOX#b  sk = SCRAP#1");
            (await Scrap(db).PurgeAsync()).ShouldBeFalse();
            await Should.ThrowAsync<ItemNotFoundException>(() => Scrap(db).PurgeAsync(when: s => s.Count == 1));
            (await world.ItemsAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Every_way_of_reading_hides_what_is_deleted_unless_it_is_asked_for()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        var all = new List<Scrap>();
        for (var i = 0; i < 9; i++)
        {
            all.Add(await db.Scraps.CreateAsync(s_scrap with { Id = $"{i}" }));
            if (i % 3 == 0)
            {
                await Scrap(db, $"{i}").DeleteAsync();
                all[i] = all[i] with { DeletedAt = world.Time.GetUtcNow() };
            }
        }

        var ids = all.Select(s => s.Id).ToList();
        foreach (var includes in new[] { false, true })
        {
            IQueryable<Scrap> Of(IQueryable<Scrap> query) => includes ? query.IncludeDeleted() : query;
            var expected = all.Where(s => includes || s.DeletedAt is null).ToList();
            async Task Gives(IQueryable<Scrap> query) => (await Of(query).ToListAsync()).OrderBy(s => s.Id, StringComparer.Ordinal).ShouldBe(expected);
            await Gives(db.Scraps.Where(s => s.Box == "b"));
            await Gives(db.Scraps.Where(s => s.Label == "x"));
            await Gives(db.Scraps.UsingIndex("Keys").Hydrate().Where(s => s.Label == "x"));
            (await Of(db.Scraps.UsingIndex("Part").Where(s => s.Label == "x")).CountAsync()).ShouldBe(expected.Count);
            (await Of(db.Scraps.UsingIndex("Part").Where(s => s.Label == "x")).Select(s => s.Count).ToListAsync()).Count.ShouldBe(expected.Count);
            await Gives(db.Scraps.UsingIndex("ByType"));
            await Gives(db.Scraps.AllowScan());
            await Gives(db.Scraps.Where(s => s.Box == "b" && ids.Contains(s.Id)));
            (await Of(db.Scraps.Where(s => s.Box == "b" && s.DeletedAt != null)).CountAsync()).ShouldBe(includes ? 3 : 0);
            (await Of(db.Scraps.Where(s => s.Box == "b")).CountAsync()).ShouldBe(expected.Count);
            (await Of(db.Scraps.Where(s => s.Box == "b")).Select(s => s.Id).ToListAsync()).ShouldBe(expected.Select(s => s.Id));
            (await Of(db.Scraps.Where(s => s.Box == "b")).ToPageAsync(20)).Items.ShouldBe(expected);
            foreach (var scrap in all)
            {
                var isThere = expected.Contains(scrap);
                (await Of(Scrap(db, scrap.Id)).SingleOrDefaultAsync() is not null).ShouldBe(isThere);
                (await Of(Scrap(db, scrap.Id)).Select(s => s.Label).SingleOrDefaultAsync() is not null).ShouldBe(isThere);
                (await Of(Scrap(db, scrap.Id)).AnyAsync()).ShouldBe(isThere);
            }
        }

        var alive = all.Where(s => s.DeletedAt is null).Select(s => s.Id).ToList();
        var batch = db.BatchGet();
        var transaction = db.TransactGet();
        ids.ForEach(id => (_, _) = (batch.Find<Scrap>("b", id), transaction.Find<Scrap>("b", id)));
        (await batch.ReadAsync()).Of<Scrap>().Select(s => s.Id).ShouldBe(alive);
        (await transaction.ReadAsync()).InOrder<Scrap>().Select(s => s?.Id).ShouldBe(ids.Select(id => alive.Contains(id) ? id : null));
        (await db.Partition<Scrap>(s => s.Box == "b").ReadAsync()).Of<Scrap>().Select(s => s.Id).ShouldBe(alive);
        (await db.Scraps.FindAsync("b", "0")).ShouldBeNull();
        (await db.TransactGet().Add(Scrap(db, "0").IncludeDeleted()).Add(Scrap(db, "3")).ReadAsync()).InOrder<Scrap>().ShouldBe([all[0], null]);
        var page = await db.Scraps.Where(s => s.Box == "b").ToPageAsync(2);
        await Should.ThrowAsync<InvalidPageTokenException>(() => db.Scraps.Where(s => s.Box == "b").IncludeDeleted().ToPageAsync(2, page.Next));
        world.Normalize(db.Scraps.Where(s => s.Box == "b").Explain())
            .ShouldBe("Query Trash  pk = T#acme#BOX#b  sk begins_with SCRAP#  asc  filter DeletedAt is null  ~1 request");
        world.Normalize(db.Scraps.Where(s => s.Box == "b").IncludeDeleted().Explain()).ShouldBe("Query Trash  pk = T#acme#BOX#b  sk begins_with SCRAP#  asc  ~1 request");
        Scrap(db).ExplainPlan().ToDetailedText().ShouldContain("drops what is deleted");
        Scrap(db).IncludeDeleted().ExplainPlan().ToDetailedText().ShouldNotContain("drops what is deleted");
    }

    [Fact]
    public async Task A_deleted_item_is_none_for_updates_and_checks()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        await db.Scraps.CreateAsync(s_scrap);
        await Scrap(db).DeleteAsync();
        var scrap = await Scrap(db).IncludeDeleted().SingleAsync();
        world.Forget();
        foreach (var write in new Func<Task>[]
        {
            () => Scrap(db).UpdateAsync(u => u.Set(s => s.Count, 2)),
            () => db.Scraps.UpdateAsync(s_scrap, u => u.Set(s => s.Count, 2), when: s => s.Count == 1),
            () => db.Scraps.UpdateAsync(s_scrap, s_scrap with { Count = 2 }),
            () => db.Scraps.PutAsync(s_scrap with { Count = 2 }, when: s => s.Count == 1),
        })
        {
            await Should.ThrowAsync<ItemNotFoundException>(write);
            world.TakeLines().Count.ShouldBe(1);
        }

        foreach (var transaction in new[]
        {
            db.Transaction().Update(Scrap(db), u => u.Set(s => s.Count, 2)),
            db.Transaction().Check(Scrap(db), s => s.Count == 1),
            db.Transaction().Delete(Scrap(db)),
        })
        {
            var failure = (await Should.ThrowAsync<TransactionFailedException>(() => transaction.CommitAsync())).Failures.ShouldHaveSingleItem();
            failure.Current.ShouldBeNull();
        }

        (await db.Scraps.Where(s => s.Box == "b").UpdateAllAsync(u => u.Set(s => s.Count, 2))).Changed.ShouldBe(0);
        (await Scrap(db).IncludeDeleted().SingleAsync()).ShouldBe(scrap);
    }

    [Fact]
    public async Task A_create_says_that_a_deleted_item_is_there_and_a_put_replaces_it()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        await db.Scraps.CreateAsync(s_scrap);
        await Scrap(db).DeleteAsync();
        const string There = "a deleted item with this key is there. Bring it back with RestoreAsync, or delete it for good with PurgeAsync";
        var error = await Should.ThrowAsync<ItemExistsException>(() => db.Scraps.CreateAsync(s_scrap));
        error.Message.ShouldBe($"STL3001 Scrap was not created: {There}.");
        error.Current.ShouldBeOfType<Scrap>().DeletedAt.ShouldBe(world.Time.GetUtcNow());
        var failed = await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction().Create(s_scrap).CommitAsync());
        failed.Message.ShouldContain(There);
        failed.Failures.ShouldHaveSingleItem().Current.ShouldBeOfType<Scrap>().DeletedAt.ShouldNotBeNull();

        foreach (var write in new Func<Task>[]
        {
            () => db.Scraps.PutAsync(s_scrap with { Count = 5 }), () => db.Scraps.UpsertAsync(s_scrap with { Count = 5 }), () => db.Scraps.BatchPutAsync([s_scrap with { Count = 5 }]),
        })
        {
            await write();
            (await Scrap(db).SingleAsync()).ShouldBe(s_scrap with { TenantId = "acme", Count = 5 });
            (await Scrap(db).DeleteAsync()).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Versions_are_checked_and_raised()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        var sheet = await db.Sheets.CreateAsync(new Sheet { Id = "s" });
        var newer = await db.Sheets.UpdateAsync(sheet, sheet with { Title = "u" });
        var target = db.Sheets.Where(s => s.Id == "s");
        (await Should.ThrowAsync<VersionConflictException>(() => db.Sheets.DeleteAsync(sheet))).CurrentVersion.ShouldBe(2);
        world.Forget();
        (await db.Sheets.DeleteAsync(newer)).ShouldBeTrue();
        world.TakeLines().ShouldHaveSingleItem().ShouldBe("UpdateItem Trash  pk = T#acme#SHEET#s  sk = #  set DeletedAt  add Version  index Deleted  if exists and Version = 2");
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Sheets.ModifyAsync(newer, s => s with { Title = "v" }));
        var deleted = await target.IncludeDeleted().SingleAsync();
        (deleted.Version, deleted.UpdatedAt).ShouldBe((3, newer.UpdatedAt));
        (await Should.ThrowAsync<VersionConflictException>(() => db.Sheets.RestoreAsync(newer))).CurrentVersion.ShouldBe(3);
        (await Should.ThrowAsync<VersionConflictException>(() => db.Sheets.PurgeAsync(newer))).CurrentVersion.ShouldBe(3);
        var restored = await db.Sheets.RestoreAsync(deleted);
        (restored.Version, restored.DeletedAt).ShouldBe((4, null));
        await db.Transaction().Delete(restored).CommitAsync();
        deleted = await target.IncludeDeleted().SingleAsync();
        deleted.Version.ShouldBe(5);
        (await db.Sheets.PurgeAsync(deleted)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_kept_for_a_time_expires_after_it_and_not_when_it_was_restored()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        var target = db.Sheets.Where(s => s.Id == "s");
        await db.Sheets.CreateAsync(new Sheet { Id = "s" });
        (await world.ItemAsync()).ShouldLack("ttl", "dpk", "dsk");
        (await target.DeleteAsync()).ShouldBeTrue();
        var end = world.Time.GetUtcNow().AddDays(30);
        (await world.ItemAsync()).Text("ttl").ShouldBe(end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        (await db.Sheets.UsingIndex("Deleted").IncludeDeleted().Where(s => s.DeletedAt >= world.Time.GetUtcNow()).ToListAsync()).ShouldHaveSingleItem().Id.ShouldBe("s");
        await target.RestoreAsync();
        (await world.ItemAsync()).ShouldLack("ttl", "DeletedAt", "dpk", "dsk");

        await target.DeleteAsync();
        await Should.ThrowAsync<ItemExistsException>(() => db.Sheets.PutAsync(new Sheet { Id = "s" }));
        world.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        (await target.IncludeDeleted().SingleOrDefaultAsync()).ShouldNotBeNull();
        await Should.ThrowAsync<ItemExistsException>(() => db.Sheets.CreateAsync(new Sheet { Id = "s" }));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        (await target.IncludeDeleted().SingleOrDefaultAsync()).ShouldBeNull();
        (await db.Sheets.UsingIndex("ByType").IncludeDeleted().CountAsync()).ShouldBe(0);
        await Should.ThrowAsync<ItemNotFoundException>(() => target.RestoreAsync());
        (await db.Sheets.CreateAsync(new Sheet { Id = "s" })).Version.ShouldBe(1);
        world.Lines[^1].ShouldEndWith("if not exists or expired");
        (await world.ItemAsync()).ShouldLack("ttl", "DeletedAt");
    }

    [Fact]
    public async Task All_items_of_a_query_are_deleted_once_each()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        for (var i = 0; i < 5; i++)
        {
            await db.Scraps.CreateAsync(s_scrap with { Id = $"{i}", Count = i });
        }

        await Scrap(db, "0").DeleteAsync();
        world.Forget();
        (await db.Scraps.Where(s => s.Box == "b").DeleteAllAsync()).ShouldBe(new BulkResult(4, 0, null));
        world.TakeLines().Count(l => l.StartsWith("UpdateItem", StringComparison.Ordinal)).ShouldBe(4);
        (await db.Scraps.Where(s => s.Box == "b").DeleteAllAsync()).ShouldBe(new BulkResult(0, 0, null));
        (await db.Scraps.Where(s => s.Box == "b").IncludeDeleted().CountAsync()).ShouldBe(5);
        await db.Sheets.CreateAsync(new Sheet { Id = "s" });
        (await db.Sheets.UsingIndex("ByType").DeleteAllAsync()).ShouldBe(new BulkResult(1, 0, null));
        (await db.Sheets.Where(s => s.Id == "s").IncludeDeleted().SingleAsync()).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Derived_types_have_it_from_their_base()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        await db.Shapes.CreateAsync(new Circle { Id = "c" });
        await db.Shapes.CreateAsync(new Square { Id = "s", Side = 3 });
        (await db.Shapes.Where(s => s.Id == "s").DeleteAsync()).ShouldBeTrue();
        (await db.Shapes.Where(s => s.TenantId == "acme").ToListAsync()).ShouldHaveSingleItem().ShouldBeOfType<Circle>();
        (await db.Shapes.OfType<Square>().Where(s => s.Id == "s").IncludeDeleted().SingleAsync()).Side.ShouldBe(3);
        (await db.Shapes.Where(s => s.Id == "s").RestoreAsync()).ShouldBeOfType<Square>();
        (await db.Shapes.CountAsync()).ShouldBe(2);
        (await db.Shapes.UsingIndex("ByType").DeleteAllAsync()).Changed.ShouldBe(2);
        (await db.Shapes.UsingIndex("ByType").ToListAsync()).ShouldBeEmpty();
        (await db.Shapes.UsingIndex("ByType").IncludeDeleted().ToListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_nothing_is_sent()
    {
        var world = await StartAsync();
        var db = world.For("acme");
        var deleted = s_scrap with { DeletedAt = world.Time.GetUtcNow() };
        async Task Refused(string code, Func<Task> write)
        {
            (await Should.ThrowAsync<WriteException>(write)).Code.ShouldBe(code);
            world.SentNothing();
        }

        await Refused("STL3162", () => Scrap(db).UpdateAsync(u => u.Set(s => s.DeletedAt, world.Time.GetUtcNow())));
        await Refused("STL3162", () => Scrap(db).UpdateAsync(u => u.Remove(s => s.DeletedAt)));
        await Refused("STL3162", () => db.Scraps.UpdateAsync(s_scrap, deleted));
        await Refused("STL3162", () => db.Scraps.CreateAsync(deleted));
        await Refused("STL3162", () => db.Scraps.PutAsync(deleted));
        await Refused("STL3162", () => db.Scraps.UpsertAsync(deleted));
        await Refused("STL3162", () => db.Scraps.BatchPutAsync([deleted]));
        await Refused("STL3162", () => db.Scraps.Where(s => s.Box == "b").UpdateAllAsync(u => u.Remove(s => s.DeletedAt)));
        await Refused("STL3163", () => db.Scraps.BatchDeleteAsync([s_scrap]));
        await Refused("STL3163", () => db.Batch().Delete(s_scrap).SendAsync());
        await Refused("STL3163", () => db.Batch().Delete(Scrap(db)).SendAsync());
        await Refused("STL3101", () => Scrap(db).IncludeDeleted().UpdateAsync(u => u.Set(s => s.Count, 1)));
        await Refused("STL3101", () => Scrap(db).IncludeDeleted().RestoreAsync());
        await Refused("STL3141", () => db.Scraps.Where(s => s.Box == "b").IncludeDeleted().DeleteAllAsync());
        (await Should.ThrowAsync<WriteException>(() => db.Scraps.BatchDeleteAsync([s_scrap]))).Message.ShouldBe(
            "STL3163 A batch deletes for good, and a deletion of Scrap can be taken back: BatchWriteItem has no updates. Use DeleteAsync, DeleteAllAsync or a transaction; "
                + "PurgeAsync deletes for good.");

        var plain = await WritingWorld.SaasAsync();
        var team = plain.For("acme").Teams.Where(t => t.OrganizationId == "o" && t.Id == "t");
        (await Should.ThrowAsync<WriteException>(() => team.RestoreAsync())).Code.ShouldBe("STL3164");
        (await Should.ThrowAsync<WriteException>(() => team.PurgeAsync())).Code.ShouldBe("STL3164");
        plain.SentNothing();
    }
}
