using System.Linq.Expressions;

namespace SingleTable.Linq.Tests.Writing;

public class VersionTests
{
    private const string Line = "Ledger  pk = T#acme#ACCOUNT#a  sk = #A";

    private static readonly Account s_new = new() { Id = "a", Owner = "ann", Balance = 5 };

    [Fact]
    [Trait("Fault", "21")]
    public async Task Each_change_of_a_loaded_entity_has_its_version_as_a_condition_and_raises_it()
    {
        var (world, db) = await NewAsync();
        var first = await db.Accounts.CreateAsync(s_new);
        var second = await db.Accounts.UpdateAsync(first, u => u.Add(a => a.Balance, 1));
        var third = await db.Accounts.PutAsync(second with { Owner = "bob" });
        (await db.Accounts.DeleteAsync(third)).ShouldBeTrue();
        new[] { first, second, third }.Select(a => (a.Version, a.Owner, a.Balance)).ShouldBe([(1, "ann", 5), (2, "ann", 6), (3, "bob", 6)]);
        world.TakeLines().ShouldBe(
        [
            $"PutItem {Line}  if not exists",
            $"UpdateItem {Line}  add Balance, Version  if exists and Version = 1",
            $"PutItem {Line}  if exists and Version = 2",
            $"DeleteItem {Line}  if exists and Version = 3",
        ]);
    }

    [Fact]
    [Trait("Fault", "21")]
    public async Task What_was_read_before_another_change_is_refused_with_the_item_as_it_is()
    {
        var (world, db) = await NewAsync();
        var old = await db.Accounts.CreateAsync(s_new);
        await db.Accounts.Where(a => a.Id == "a").UpdateAsync(u => u.Set(a => a.Owner, "bob"));
        world.TakeLines();
        foreach (var write in new Func<Task>[]
        {
            () => db.Accounts.UpdateAsync(old, u => u.Set(a => a.Owner, "x")), () => db.Accounts.PutAsync(old), () => db.Accounts.DeleteAsync(old),
            () => db.Accounts.PutAsync(old, when: a => a.Balance == 5), () => db.Accounts.UpdateAsync(old, u => u.Set(a => a.Balance, 1), when: a => a.Balance == 5),
        })
        {
            var error = await Should.ThrowAsync<VersionConflictException>(write);
            (error.Code, error.Entity, error.Property, error.ExpectedVersion, error.CurrentVersion).ShouldBe(("STL3011", "Account", "Version", 1L, 2L));
            error.Current.ShouldBe(old with { Owner = "bob", Version = 2 });
        }

        world.TakeLines().Count.ShouldBe(5);
        var failed = await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction()
            .Create(new Tally { Id = "t" }).Update(old, u => u.Set(a => a.Owner, "x")).CommitAsync());
        failed.Message.ShouldContain("Update of Account (action 1): the item was changed since it was read (it has another version)");
        (await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction().Delete(old).CommitAsync())).Failures[0].Current.ShouldNotBeNull();
        (await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction().Put(old).CommitAsync())).Message.ShouldContain("it has another version");
        (await db.Tallies.FindAsync("t")).ShouldBeNull();
        await Should.ThrowAsync<ConditionFailedException>(() => db.Accounts.UpdateAsync(old with { Version = 2 }, u => u.Set(a => a.Balance, 1), when: a => a.Balance == 4));
    }

    [Fact]
    public async Task A_put_of_version_0_creates_and_one_that_finds_an_item_is_refused()
    {
        var (_, db) = await NewAsync();
        (await db.Accounts.PutAsync(s_new)).Version.ShouldBe(1);
        await Should.ThrowAsync<ItemExistsException>(() => db.Accounts.PutAsync(s_new));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Accounts.PutAsync(s_new with { Id = "none", Version = 4 }));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Accounts.DeleteAsync(s_new with { Id = "none", Version = 4 }));
    }

    [Fact]
    public async Task An_item_that_is_older_than_the_property_has_version_0()
    {
        var (world, db) = await NewAsync();
        await world.Client.PutItemAsync(world.TableName, new() { ["pk"] = new("T#acme#ACCOUNT#a"), ["sk"] = new("#A"), ["_type"] = new("acme#Account"), ["Id"] = new("a"),
            ["Balance"] = new() { N = "5" }, ["TenantId"] = new("acme") });
        var old = new Account { TenantId = "acme", Id = "a", Balance = 5 };
        (await db.Accounts.UpdateAsync(old, u => u.Set(a => a.Owner, "x"))).Version.ShouldBe(1);
        (await Should.ThrowAsync<VersionConflictException>(() => db.Accounts.UpdateAsync(old, u => u.Set(a => a.Owner, "y")))).CurrentVersion.ShouldBe(1);
    }

    [Fact]
    [Trait("Fault", "21")]
    public async Task With_promises_the_version_is_checked_in_their_transaction()
    {
        var (world, db) = await NewAsync();
        var old = await db.Holders.CreateAsync(new Holder { Id = "h", Email = "a@x" });
        var next = await db.Holders.UpdateAsync(old, u => u.Set(h => h.Email, "b@x"));
        next.Version.ShouldBe(2);
        world.TakeLines();
        (await Should.ThrowAsync<VersionConflictException>(() => db.Holders.UpdateAsync(old, u => u.Set(h => h.Email, "c@x")))).CurrentVersion.ShouldBe(2);
        (await Should.ThrowAsync<VersionConflictException>(() => db.Holders.DeleteAsync(old))).CurrentVersion.ShouldBe(2);
        (await Should.ThrowAsync<VersionConflictException>(() => db.Holders.PutAsync(old with { Email = "d@x" }))).CurrentVersion.ShouldBe(2);
        await Should.ThrowAsync<ConditionFailedException>(
            () => db.Holders.Where(h => h.Id == "h").UpdateAsync(u => u.Set(h => h.Email, "z@x").Given(h => h.Email, "not so")));
        (await db.Holders.PutAsync(next with { Email = "e@x" })).Version.ShouldBe(3);
        (await db.Holders.PutAsync(new Holder { Id = "h2", Email = "a@x" })).Version.ShouldBe(1);
        (await db.Holders.DeleteAsync((await db.Holders.FindAsync("h"))!)).ShouldBeTrue();
    }

    [Fact]
    [Trait("Fault", "21")]
    public async Task What_cannot_check_a_version_is_refused_before_any_request()
    {
        var (world, db) = await NewAsync();
        var loaded = s_new with { Version = 1 };
        await RefusesAsync(() => db.Accounts.UpsertAsync(s_new), "STL3123", "UpsertAsync of Account cannot check its version");
        await RefusesAsync(() => db.Accounts.BatchPutAsync([loaded]), "STL3122", "'Version = ?'");
        await RefusesAsync(() => db.Accounts.BatchDeleteAsync([loaded]), "STL3122", "'Version = ?'");
        await RefusesAsync(() => db.Accounts.CreateAsync(loaded), "STL3102", "Account.Version is raised by each write");
        await RefusesAsync(() => db.Accounts.UpdateAsync(loaded, u => u.Set(a => a.Version, 7)), "STL3102", "Account.Version is raised by each write");
        world.TakeLines().ShouldBeEmpty();
    }

    [Fact]
    public void A_version_that_cannot_count_is_a_problem_of_the_model() => Should.Throw<ModelException>(() => new Wrong<string?>(a => a.Owner)).Message.ShouldContain(
        "Account.Owner has the type string, or is part of the key, and cannot be the version of an item. Use an int or a long of its own, which starts at 0.");

    [Fact]
    public async Task Twenty_writers_of_fifty_changes_lose_none()
    {
        var (world, db) = await NewAsync();
        await db.Accounts.CreateAsync(s_new with { Balance = 0 });
        var conflicts = 0;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            var own = world.With(o => o with { TimeProvider = TimeProvider.System, Log = null });
            var known = (await own.Accounts.FindAsync("a"))!;
            for (var i = 0; i < 50;)
            {
                try
                {
                    known = await own.Accounts.UpdateAsync(known, u => u.Set(a => a.Balance, known.Balance + 1));
                    i++;
                }
                catch (VersionConflictException e)
                {
                    known = (Account)e.Current!;
                    Interlocked.Increment(ref conflicts);
                }
            }
        })));
        var after = (await db.Accounts.FindAsync("a"))!;
        (after.Balance, after.Version).ShouldBe((1_000, 1_001));
        conflicts.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_merge_is_done_again_on_what_the_conflict_brings_at_most_so_many_times()
    {
        var (world, db) = await NewAsync();
        var old = await db.Accounts.CreateAsync(s_new);
        await db.Accounts.UpdateAsync(old, u => u.Set(a => a.Owner, "bob"));
        world.TakeLines();
        (await db.Accounts.ModifyAsync(old, a => a with { Balance = a.Balance + 1 })).ShouldBe(old with { Owner = "bob", Balance = 6, Version = 3 });
        world.TakeLines().ShouldBe([$"UpdateItem {Line}  set Balance  add Version  if exists and Version = 1", $"UpdateItem {Line}  set Balance  add Version  if exists and Version = 2"]);

        (await Should.ThrowAsync<VersionConflictException>(() => db.Accounts.ModifyAsync(old, a => a with { Balance = 0 }, maxAttempts: 1))).CurrentVersion.ShouldBe(3);
        await Should.ThrowAsync<ConditionFailedException>(() => db.Accounts.ModifyAsync(old, a => a with { Balance = 0 }, when: a => a.Owner == "ann"));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => db.Accounts.ModifyAsync(old, a => a, maxAttempts: 0));
        world.TakeLines();
        (await db.Accounts.ModifyAsync(old, a => a)).ShouldBe(old);
        await RefusesAsync(() => db.Tallies.ModifyAsync(new Tally { Id = "t" }, t => t with { Count = 1 }), "STL3125", "Tally has no version");
        await RefusesAsync(() => db.Accounts.ModifyAsync(old, a => a with { Id = "b" }), "STL3103", "Account.Id is part of the key");
        world.TakeLines().ShouldBeEmpty();
    }

    [Fact]
    public async Task OverwriteAsync_writes_what_differs_whatever_the_version_is()
    {
        var (world, db) = await NewAsync();
        var old = await db.Accounts.CreateAsync(s_new);
        await db.Accounts.UpdateAsync(old, u => u.Set(a => a.Owner, "bob").Set(a => a.Balance, 100));
        world.TakeLines();
        (await db.Accounts.OverwriteAsync(old, old with { Balance = 7 })).ShouldBe(old with { Owner = "bob", Balance = 7, Version = 3 });
        world.TakeLines().ShouldBe([$"UpdateItem {Line}  set Balance  add Version  if exists"]);

        (await Should.ThrowAsync<ConditionFailedException>(() => db.Accounts.OverwriteAsync(old, old with { Balance = 8 }, when: a => a.Owner == "ann"))).Current
            .ShouldBe(old with { Owner = "bob", Balance = 7, Version = 3 });
        (await db.Accounts.FindAsync("a"))!.Balance.ShouldBe(7);
        world.TakeLines();
        (await db.Accounts.OverwriteAsync(old, old)).ShouldBe(old);
        await RefusesAsync(() => db.Tallies.OverwriteAsync(new Tally { Id = "t" }, new Tally { Id = "t", Count = 1 }), "STL3125", "Tally has no version");
        await RefusesAsync(() => db.Accounts.OverwriteAsync(old, old with { Id = "b" }), "STL3103", "Account.Id is part of the key");
        world.TakeLines().ShouldBeEmpty();
    }

    [Fact]
    public async Task OverwriteAsync_keeps_what_the_model_promises()
    {
        var (_, db) = await NewAsync();
        var old = await db.Holders.CreateAsync(new Holder { Id = "h", Email = "a@x" });
        await db.Holders.UpdateAsync(old, u => u.Set(h => h.Email, "b@x"));
        (await db.Holders.OverwriteAsync(old, old with { Email = "c@x" })).ShouldBe(old with { Email = "c@x", Version = 3 });
        await db.Holders.CreateAsync(new Holder { Id = "other", Email = "b@x" });
        await Should.ThrowAsync<UniqueViolationException>(() => db.Holders.OverwriteAsync(old, old with { Email = "b@x" }));
        (await db.AuditTrail<Holder>("h").CountAsync()).ShouldBe(3);
    }

    [Fact]
    public void HasVersion_is_called_once()
    {
        var error = Should.Throw<ModelException>(() => new Twice().CreateTableRequest());
        error.Message.ShouldContain("Account: HasVersion is called twice");
    }

    [Fact]
    public async Task A_version_that_is_set_by_hand_is_refused_with_its_reason()
    {
        var (world, db) = await NewAsync();
        await RefusesAsync(() => db.Accounts.CreateAsync(s_new with { Version = 4 }), "STL3102", "Account.Version is raised by each write (HasVersion)");
        world.SentNothing();
    }

    private static async Task RefusesAsync(Func<Task> write, string code, string text)
    {
        var error = await Should.ThrowAsync<WriteException>(write);
        error.Code.ShouldBe(code);
        error.Message.ShouldContain(text);
    }

    private static async Task<(WritingWorld<LedgerTable> World, LedgerTable Db)> NewAsync()
    {
        var world = await WritingWorld<LedgerTable>.CreateAsync(o => new LedgerTable(o));
        return (world, world.For("acme"));
    }

    private sealed class Wrong<TProperty>(Expression<Func<Account, TProperty>> version)
        : TableContext(new TableOptions<LedgerTable>(new InMemory.InMemoryDynamoDb().CreateClient()))
    {
        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasName("Wrong");
            table.Entity<Account>(e => e.HasKey(a => $"ACCOUNT#{a.Id}", _ => "#A").HasVersion(version));
        }
    }

    private sealed class Twice() : TableContext(new TableOptions<LedgerTable>(new InMemory.InMemoryDynamoDb().CreateClient()))
    {
        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasName("Twice");
            table.Entity<Account>(e => e.HasKey(a => $"ACCOUNT#{a.Id}", _ => "#A").HasVersion(a => a.Version).HasVersion(a => a.Balance));
        }
    }
}
