namespace SingleTable.Linq.Tests.Writing;

[Trait("Feature", "T8")]
public class ValidationTests
{
    private static readonly Visitor s_bad = new("", "", "too long", 0);
    private static readonly Visitor s_good = new("", "", "ann", 1);

    [Fact]
    public async Task Whole_entities_are_validated_before_anything_is_sent()
    {
        var (world, db) = await NewAsync();
        foreach (var write in new Func<Task>[]
        {
            () => db.Visitors.CreateAsync(s_bad), () => db.Visitors.PutAsync(s_bad), () => db.Visitors.UpsertAsync(s_bad), () => db.Visitors.BatchPutAsync([s_bad]),
            () => db.Batch().Put(s_bad).SendAsync(), () => db.Transaction().Create(s_bad).CommitAsync(), () => db.Transaction().Put(s_bad).CommitAsync(),
        })
        {
            var error = await Should.ThrowAsync<EntityValidationException>(write);
            (error.Code, error.Entity, error.Property).ShouldBe(("STL3151", "Visitor", null));
            error.Failures.Select(f => (f.Entity, f.Property, f.Message)).ShouldBe(
                [("Visitor", "Name", "At most five letters"), ("Visitor", "Seats", "One to ten")]);
            error.ShouldBeAssignableTo<WriteException>();
        }

        (await Should.ThrowAsync<EntityValidationException>(() => db.Visitors.CreateAsync(s_good with { Name = null, Seats = 99 }))).Message.ShouldBe(
            "STL3151 Nothing was sent, because not all values are valid. Visitor.Name: The Name field is required. Visitor.Seats: One to ten. Correct them, and write again.");
        world.SentNothing();
    }

    [Fact]
    public async Task Generated_values_and_the_tenant_are_filled_in_before()
    {
        var (world, db) = await NewAsync();
        var guest = await db.Visitors.CreateAsync(s_good);
        (guest.TenantId, guest.CheckedInBy, guest.Id.Length).ShouldBe(("acme", "desk", 36));
        await db.Visitors.PutAsync(s_good);
        await db.Visitors.UpsertAsync(s_good with { Id = "g" });
        await db.Visitors.BatchPutAsync([s_good]);
        await db.Transaction().Create(s_good, out var created).Put(s_good).CommitAsync();
        created!.Id.ShouldNotBeEmpty();
        (await db.Visitors.CountAsync()).ShouldBe(6);
        s_good.ShouldBe(new Visitor("", "", "ann", 1));

        world.Forget();
        Show.Seen.Clear();
        var show = await db.Shows.CreateAsync(new Show("") { Title = "x" });
        Show.Seen.ShouldBe([show.Id]);
        show.Id.Length.ShouldBe(36);
    }

    [Fact]
    public async Task A_batch_and_a_transaction_tell_of_all_entities_and_send_none()
    {
        var (world, db) = await NewAsync();
        var show = new Show("s") { Title = "refused" };
        var write = db.Transaction().Create(s_good).Create(s_bad, out var created).Put(s_good with { Seats = 11 }).Create(show)
            .Update(db.Visitors.Where(g => g.Id == "g"), u => u.Set(g => g.Seats, 12)).Put(s_good);
        created.ShouldBeSameAs(s_bad);
        var error = await Should.ThrowAsync<EntityValidationException>(() => write.CommitAsync());
        error.Failures.Select(f => (f.Index, f.Entity, f.Property)).ShouldBe(
        [
            (1, "Visitor", "Name"), (1, "Visitor", "Seats"), (2, "Visitor", "Seats"), (3, "Show", "Title"), (3, "Show", null), (4, "Visitor", "Seats"),
        ]);
        error.Entity.ShouldBeNull();
        error.Message.ShouldContain("Show.Title (write 3): Refused by the model. Show (write 3): Refused again. Visitor.Seats (write 4): One to ten.");
        Should.Throw<EntityValidationException>(write.Explain).Failures.ShouldBe(error.Failures);

        error = await Should.ThrowAsync<EntityValidationException>(() => db.Batch().Put(s_good).PutRange([s_good with { Seats = 0 }]).Put(show).SendAsync());
        error.Failures.Select(f => (f.Index, f.Entity, f.Property)).ShouldBe([(1, "Visitor", "Seats"), (2, "Show", "Title"), (2, "Show", null)]);
        error = await Should.ThrowAsync<EntityValidationException>(() => db.Visitors.BatchPutAsync([s_good, s_good with { Seats = 0 }]));
        (error.Entity, error.Property, error.Failures[0].Index).ShouldBe(("Visitor", "Seats", 1));
        world.SentNothing();
    }

    [Fact]
    public async Task An_update_is_asked_for_what_it_sets()
    {
        var (world, db) = await NewAsync();
        var guest = await db.Visitors.CreateAsync(s_good with { Tags = ["a"] });
        world.Forget();
        var query = db.Visitors.Where(g => g.Id == guest.Id);
        foreach (var (update, property) in new (Func<UpdateBuilder<Visitor>, UpdateBuilder<Visitor>>, string)[]
        {
            (u => u.Set(g => g.Seats, 11), "Seats"), (u => u.SetIfNotExists(g => g.Seats, 11), "Seats"), (u => u.Set(g => g.Name, null), "Name"),
            (u => u.Remove(g => g.Name), "Name"), (u => u.Set(g => g.Name, "abcdef").Set(g => g.Seats, 5), "Name"), (u => u.Set(g => g.Tags, []), "Tags"),
        })
        {
            foreach (var write in new Func<Task>[]
            {
                () => query.UpdateAsync(update), () => db.Visitors.UpdateAsync(guest, update), () => db.Transaction().Update(guest, update).CommitAsync(),
                () => db.Transaction().Update(query, update).CommitAsync(), () => db.Visitors.Where(g => g.Id.StartsWith("0")).UpdateAllAsync(update),
            })
            {
                (await Should.ThrowAsync<EntityValidationException>(write)).Failures.Select(f => f.Property).ShouldBe([property]);
            }
        }

        world.SentNothing();
        (await query.UpdateAsync(u => u.Set(g => g.Seats, 10).Set(g => g.Name, "abcde"))).Seats.ShouldBe(10);
        (await query.UpdateAsync(u => u.Add(g => g.Seats, 5))).Seats.ShouldBe(15);
    }

    [Fact]
    public async Task From_one_value_to_another_the_new_one_is_validated_as_a_whole()
    {
        var (world, db) = await NewAsync();
        var show = await db.Shows.CreateAsync(new Show("s") { From = 1, Until = 3, Title = "a" });
        world.Forget();
        foreach (var (after, properties) in new (Show, string?[])[]
        {
            (With(show, from: 4, until: 3, "a"), ["Until"]), (With(show, 1, 3, "both"), ["Title", "Notes", null]), (With(show, 1, 3, "refused"), ["Title", null]),
        })
        {
            foreach (var write in new Func<Task>[]
            {
                () => db.Shows.UpdateAsync(show, after), () => db.Shows.ModifyAsync(show, _ => after), () => db.Transaction().Update(show, after).CommitAsync(),
            })
            {
                (await Should.ThrowAsync<EntityValidationException>(write)).Failures.Select(f => f.Property).ShouldBe(properties);
            }
        }

        world.SentNothing();
        var changed = await db.Shows.UpdateAsync(show, With(show, 4, 5, "b"));
        (changed.From, changed.Until, changed.Title, changed.ChangedAt).ShouldBe((4, 5, "b", world.Time.GetUtcNow()));

        // The one that compares is not asked where the other value is not known.
        await Should.ThrowAsync<EntityValidationException>(() => db.Shows.UpdateAsync(changed, u => u.Set(s => s.Until, 1)));
        (await db.Shows.UpdateAsync(changed, u => u.Set(s => s.From, 0).Set(s => s.Until, 2))).Until.ShouldBe(2);
        (await db.Shows.Where(s => s.Id == "s").UpdateAsync(u => u.Set(s => s.Until, -1))).Until.ShouldBe(-1);
    }

    [Fact]
    public async Task The_models_validators_of_updates_see_what_changes()
    {
        var (world, db) = await NewAsync();
        var show = await db.Shows.CreateAsync(new Show("s") { Title = "a" });
        world.Forget();
        var query = db.Shows.Where(s => s.Id == "s");
        (await Should.ThrowAsync<EntityValidationException>(() => query.UpdateAsync(u => u.Set(s => s.Notes, "x")))).Failures.ShouldHaveSingleItem()
            .ShouldBe(new EntityValidationFailure("Notes", "Only with the title") { Entity = "Show" });
        (await Should.ThrowAsync<EntityValidationException>(() => query.UpdateAsync(u => u.Remove(s => s.Title)))).Message.ShouldContain("Show.Title: It stays.");
        (await Should.ThrowAsync<EntityValidationException>(() => db.Shows.UpdateAsync(show, With(show, 0, 0, null)))).Failures[0].Message.ShouldBe("It stays");
        await Should.ThrowAsync<EntityValidationException>(() => db.Transaction().Update(show, u => u.Set(s => s.Notes, "x")).CommitAsync());
        world.SentNothing();

        (await query.UpdateAsync(u => u.Set(s => s.Notes, "x").Set(s => s.Title, s => s.Id))).Title.ShouldBe("s");
    }

    [Fact]
    public async Task A_derived_type_has_its_own_attributes_and_those_of_its_base()
    {
        var (world, db) = await NewAsync();
        var error = await Should.ThrowAsync<EntityValidationException>(() => db.Props.CreateAsync(new Lamp { Id = "l", Code = "ABCD", Watts = 0 }));
        error.Failures.Select(f => (f.Entity, f.Property, f.Message)).ShouldBe(
            [("Lamp", "Code", "Small letters"), ("Lamp", "Code", "Three letters"), ("Lamp", "Watts", "Watts")], ignoreOrder: true);
        (await Should.ThrowAsync<EntityValidationException>(() => db.Props.CreateAsync(new Curtain { Id = "c", Code = "ABCD" }))).Failures
            .Select(f => f.Message).ShouldBe(["Three letters"]);
        (await Should.ThrowAsync<EntityValidationException>(() => db.Props.Where(p => p.Id == "c").UpdateAsync(u => u.Set(p => p.Code, "ABCD")))).Failures
            .Select(f => (f.Entity, f.Message)).ShouldBe([("Prop", "Three letters")]);
        world.SentNothing();
        (await db.Props.CreateAsync(new Curtain { Id = "c", Code = "ABC" })).Code.ShouldBe("ABC");
    }

    [Fact]
    public async Task Attributes_can_be_switched_off_and_cost_nothing_where_there_are_none()
    {
        var (_, db) = await NewAsync();
        (await db.Drafts.CreateAsync(new Draft { Id = "d" })).Text.ShouldBeNull();
        (await Should.ThrowAsync<EntityValidationException>(() => db.Drafts.CreateAsync(new LongDraft { Id = "l", Pages = -1 }))).Property.ShouldBe("Pages");
        var model = db.Scope.Table;
        model.Find(typeof(Draft))!.Validation.ShouldBeNull();
        model.Find(typeof(LongDraft))!.Validation!.Properties.ShouldBeEmpty();
        model.Find(typeof(Visitor))!.Validation.ShouldNotBeNull();
    }

    private static Show With(Show show, int from, int until, string? title) => new(show.Id)
    {
        TenantId = show.TenantId, From = from, Until = until, Title = title, Notes = show.Notes, ChangedAt = show.ChangedAt, Version = show.Version,
    };

    private static async Task<(WritingWorld<StageTable> World, StageTable Db)> NewAsync()
    {
        var world = await WritingWorld<StageTable>.CreateAsync(o => new StageTable(o));
        return (world, world.For("acme"));
    }
}
