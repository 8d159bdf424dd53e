using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Writing;

public partial class CombinationTests
{
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

    [Fact]
    public async Task A_count_of_two_properties_is_right_when_one_of_them_was_stale()
    {
        var world = await WritingWorld<BoardTable>.CreateAsync(o => new BoardTable(o));
        var db = world.For("acme");
        foreach (var (row, column) in new[] { ("1", "a"), ("1", "b"), ("2", "a"), ("2", "b") }) await db.Fields.CreateAsync(new Field { Row = row, Column = column });
        var stale = await db.Pieces.CreateAsync(new Piece { Id = "p", Row = "1", Column = "a" });
        await db.Pieces.UpdateAsync(stale, stale with { Column = "b" });
        await db.Pieces.OverwriteAsync(stale, stale with { Row = "2" });
        var now = (await db.Pieces.FindAsync("p"))!;
        (now.Row, now.Column).ShouldBe(("2", "b"));
        (await Fields()).ShouldBe("2b");
        await db.Pieces.DeleteAsync(now);
        (await Fields()).ShouldBe("");
        await db.Pieces.RestoreAsync(now with { Version = 4 });
        (await Fields()).ShouldBe("2b");
        await db.Pieces.UsingIndex("ByType").UpdateAllAsync(u => u.Remove(p => p.Row));
        (await Fields()).ShouldBe("");

        async Task<string> Fields() => string.Join(' ', (await db.Fields.UsingIndex("ByType").ToListAsync()).Where(f => f.PieceCount != 0).Select(f => f.Row + f.Column));
    }

    [Fact]
    public async Task A_put_over_another_derived_type_has_a_trail()
    {
        var world = await WritingWorld<BoardTable>.CreateAsync(o => new BoardTable(o));
        var db = world.For("acme");
        await db.Leaflets.CreateAsync(new Postcard { Id = "1", To = "ann" });
        var bill = await db.Leaflets.PutAsync(new Coupon { Id = "1", Amount = 3, Payer = "bob", Lines = ["x"] });
        (await db.Leaflets.FindAsync("1")).ShouldBeOfType<Coupon>().Payer.ShouldBe("bob");
        (await db.AuditTrail<Coupon>("1").ToListAsync()).ShouldHaveSingleItem().Changes.Select(c => c.Property).ShouldBe(["Amount", "Payer", "Lines"], ignoreOrder: true);
        await db.Leaflets.Where(p => p.Id == "1").DeleteAsync();
        await db.Leaflets.PutAsync(new Postcard { Id = "1", To = "ann" });
        (await db.Leaflets.FindAsync("1")).ShouldBeOfType<Postcard>().To.ShouldBe("ann");
    }

    [Fact]
    public async Task An_update_of_a_property_of_another_derived_type_is_refused_before_any_request()
    {
        var world = await WritingWorld<BoardTable>.CreateAsync(o => new BoardTable(o));
        var db = world.For("acme");
        await db.Leaflets.CreateAsync(new Postcard { Id = "1", To = "ann" });
        await db.Leaflets.CreateAsync(new Coupon { Id = "2", Amount = 3 });
        world.Forget();
        (await Should.ThrowAsync<WriteException>(() => db.Leaflets.UsingIndex("ByType").UpdateAllAsync(u => u.Set(p => ((Coupon)p).Amount, 4)))).Code.ShouldBe("STL3118");
        world.SentNothing();
        (await Should.ThrowAsync<WriteException>(() => db.Leaflets.Where(p => p.Id == "1").UpdateAsync(u => u.Set(p => ((Coupon)p).Amount, 4)))).Code.ShouldBe("STL3118");
        world.SentNothing();
        (await Should.ThrowAsync<QueryTranslationException>(() => db.Leaflets.UpdateAsync(new Postcard { Id = "1" }, u => u.Set(p => ((Coupon)p).Amount, 4)))).Entity.ShouldBe("Postcard");
        world.SentNothing();
    }
}
