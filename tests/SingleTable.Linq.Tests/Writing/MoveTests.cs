using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>An item gets another key: what is sent, what is stored then, and what is refused.</summary>
public class MoveTests
{
    private static readonly Document s_document = new()
    {
        Id = "d1", Title = "One", Folder = "f", Priority = 3, Address = new Address("Elm", "Main", ["1", "2"]), Counts = new() { ["a"] = 1, ["b"] = 2 }, Lines = ["x", "y"],
        Labels = ["l1", "l2"], Blob = [1, 250, 3],
    };

    [Fact]
    public async Task A_move_is_a_read_and_one_transaction_and_all_but_what_changes_stays()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var loaded = await db.Documents.CreateAsync(s_document with { ExpiresAt = world.Time.GetUtcNow().AddDays(1) });
        await world.Client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = world.TableName,
            Key = new() { ["pk"] = new("T#acme#DOC#d1"), ["sk"] = new("#DOC") },
            UpdateExpression = "SET extra = :m, nothing = :z, #a.#u = :s, Counts.c = :n",
            ExpressionAttributeNames = new() { ["#a"] = "Address", ["#u"] = "unknown" },
            ExpressionAttributeValues = new() { [":m"] = new() { M = new() { ["k"] = new() { N = "7" } } }, [":z"] = new() { NULL = true }, [":s"] = new("kept"), [":n"] = new() { N = "3" } },
        });
        loaded = (await db.Documents.FindAsync("d1"))!;
        var before = await world.ItemAsync();
        world.Time.Advance(TimeSpan.FromHours(1));
        world.Forget();
        var moved = await db.Documents.MoveAsync(loaded, loaded with
        {
            Id = "d2", Title = "Two", Priority = 4, Address = new Address("Oak", "Main", ["1", "2"]), Counts = new() { ["a"] = 1, ["b"] = 9, ["c"] = 3 }, Labels = ["l2"],
        });

        world.TakeLines().ShouldBe([
            "GetItem Documents  pk = T#acme#DOC#d1  sk = #DOC  consistent",
            "TransactWriteItems Documents  [Delete Document pk = T#acme#DOC#d1 sk = #DOC if exists and unchanged] "
            + "[Put Document pk = T#acme#DOC#d2 sk = #DOC if not exists or expired]",
        ]);
        var after = await world.ItemAsync();
        var expected = before.Where(a => a.Key != "_w").ToDictionary(a => a.Key, a => Text(a.Value));
        expected["pk"] = "S T#acme#DOC#d2";
        expected["Id"] = "S d2";
        expected["Title"] = "S Two";
        expected["fsk"] = "S TITLE#Two";
        expected["Priority"] = expected["psk"] = "N 4";
        expected["Address"] = Text(before["Address"]).Replace("Elm", "Oak", StringComparison.Ordinal);
        expected["Counts"] = Text(before["Counts"]).Replace("b=N 2", "b=N 9", StringComparison.Ordinal);
        expected["Labels"] = "SS l2";
        expected["UpdatedAt"] = Text(after["UpdatedAt"]);
        after.ToDictionary(a => a.Key, a => Text(a.Value)).ShouldBe(expected, ignoreOrder: true);
        expected["Address"].ShouldContain("unknown=S kept");
        moved.UpdatedAt.ShouldBe(world.Time.GetUtcNow());
        moved.CreatedAt.ShouldBe(loaded.CreatedAt);
        DifferenceTests.Sorted(moved).ShouldBeEquivalentTo(DifferenceTests.Sorted((await db.Documents.FindAsync("d2"))!));
        (await db.Documents.FindAsync("d1")).ShouldBeNull();
        (await db.Documents.Where(d => d.Folder == "f").ToListAsync()).ShouldHaveSingleItem().Id.ShouldBe("d2");
    }

    [Fact]
    public async Task Indexes_are_left_and_entered_with_the_values_and_nothing_of_the_old_ones_stays()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var loaded = await db.Documents.CreateAsync(s_document with { ExpiresAt = world.Time.GetUtcNow().AddDays(1) });
        var moved = await db.Documents.MoveAsync(loaded, loaded with { Id = "d2", Folder = null, ExpiresAt = null, Lines = ["y", "z"], Blob = null });
        (await world.ItemAsync()).ShouldLack("fpk", "fsk", "ttl", "Folder", "ExpiresAt", "Blob", "_w");
        moved = await db.Documents.MoveAsync(moved, moved with { Id = "d3", Folder = "g", Lines = ["y"] });
        var item = await world.ItemAsync();
        (item.Text("fpk"), item.Text("fsk")).ShouldBe(("T#acme#FOLDER#g", "TITLE#One"));
        DifferenceTests.Sorted((await db.Documents.FindAsync("d3"))!).ShouldBeEquivalentTo(DifferenceTests.Sorted(moved));
        moved.Lines.ShouldBe(["y"]);
    }

    [Fact]
    public async Task A_version_is_the_condition_and_is_raised()
    {
        var world = await WritingWorld<LedgerTable>.CreateAsync(o => new LedgerTable(o));
        var db = world.For("acme");
        var loaded = await db.Accounts.CreateAsync(new Account { Id = "a", Owner = "ann", Balance = 5 });
        world.Forget();
        var moved = await db.Accounts.MoveAsync(loaded, loaded with { Id = "b" });
        world.TakeLines()[1].ShouldBe("TransactWriteItems Ledger  [Delete Account pk = T#acme#ACCOUNT#a sk = #A if exists and Version = 1] "
            + "[Put Account pk = T#acme#ACCOUNT#b sk = #A if not exists]");
        moved.ShouldBe(new Account { TenantId = "acme", Id = "b", Owner = "ann", Balance = 5, Version = 2 });
        (await db.Accounts.FindAsync("b")).ShouldBe(moved);
        (await db.Accounts.UpdateAsync(moved, u => u.Add(a => a.Balance, 1))).Version.ShouldBe(3);

        world.Forget();
        var error = await Should.ThrowAsync<VersionConflictException>(() => db.Accounts.MoveAsync(moved, moved with { Id = "c" }));
        (error.ExpectedVersion, error.CurrentVersion, error.Entity).ShouldBe((2, 3, "Account"));
        error.Current.ShouldBeOfType<Account>().Balance.ShouldBe(6);
        world.TakeLines().Select(l => l.Split(' ')[0]).ShouldBe(["GetItem"]);
        (await db.Accounts.FindAsync("c")).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_changed_gone_or_there_already_is_a_typed_error_and_nothing_is_written()
    {
        var world = await WritingWorld<LedgerTable>.CreateAsync(o => new LedgerTable(o));
        var db = world.For("acme");
        var loaded = await db.Tallies.CreateAsync(new Tally { Id = "a", Label = "x" });
        await db.Tallies.CreateAsync(new Tally { Id = "b", Label = "there" });
        var exists = await Should.ThrowAsync<ItemExistsException>(() => db.Tallies.MoveAsync(loaded, loaded with { Id = "b" }));
        exists.Message.ShouldBe("STL3001 Move of Tally: an item with the key that it would get exists. Nothing was written.");
        exists.Current.ShouldBeOfType<Tally>().Label.ShouldBe("there");
        (await db.Tallies.FindAsync("a")).ShouldBe(loaded);

        await db.Tallies.Where(t => t.Id == "a").UpdateAsync(u => u.Set(t => t.Label, "y").Add(t => t.Count, 1));
        world.Forget();
        var changed = await Should.ThrowAsync<ConditionFailedException>(() => db.Tallies.MoveAsync(loaded, loaded with { Id = "c" }));
        changed.Message.ShouldBe("STL3003 Move of Tally: the item was changed since it was read (Label, Count). Move it again from the exception's Current.");
        changed.Current.ShouldBeOfType<Tally>().Label.ShouldBe("y");
        world.TakeLines().Select(l => l.Split(' ')[0]).ShouldBe(["GetItem"]);

        await db.Tallies.DeleteAsync(loaded);
        (await Should.ThrowAsync<ItemNotFoundException>(() => db.Tallies.MoveAsync(loaded, loaded with { Id = "c" }))).Entity.ShouldBe("Tally");
        (await world.ItemsAsync()).ShouldHaveSingleItem().Text("Id").ShouldBe("b");
    }

    [Fact]
    public async Task One_key_other_tenants_sealed_and_missing_values_are_refused_before_any_request()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var loaded = await db.Documents.CreateAsync(s_document);
        world.Forget();
        var error = await Should.ThrowAsync<WriteException>(() => db.Documents.MoveAsync(loaded, loaded with { Title = "x" }));
        error.Message.ShouldBe("STL3174 MoveAsync of Document was given two values with one key, so there is nothing to move. Use UpdateAsync(loaded, after).");
        (error.Code, error.Entity).ShouldBe(("STL3174", "Document"));
        var move = loaded with { Id = "d2" };
        (await Should.ThrowAsync<TenantScopeException>(() => db.Documents.MoveAsync(loaded, move with { TenantId = "globex" }))).Code.ShouldBe("STL2102");
        await Should.ThrowAsync<TenantScopeException>(() => world.For("globex").Documents.MoveAsync(loaded, move));
        await Should.ThrowAsync<TenantScopeException>(() => world.Unscoped().Documents.MoveAsync(loaded, move));
        (await Should.ThrowAsync<WriteException>(() => db.Documents.MoveAsync(loaded, move with { Author = "me" }))).Code.ShouldBe("STL3102");
        (await Should.ThrowAsync<WriteException>(() => db.Documents.MoveAsync(loaded, move with { Title = null! }))).Code.ShouldBe("STL3105");
        await Should.ThrowAsync<KeyValueException>(() => db.Documents.MoveAsync(loaded, move with { Id = "" }));
        await Should.ThrowAsync<ArgumentNullException>(() => db.Documents.MoveAsync(loaded, null!));
        await Should.ThrowAsync<ArgumentNullException>(() => db.Documents.MoveAsync(null!, move));
        world.SentNothing();

        var update = await Should.ThrowAsync<WriteException>(() => db.Documents.UpdateAsync(loaded, move));
        update.Message.ShouldBe("STL3103 Document.Id is part of the key, which says which item it is, and no update can change it. Move the item with MoveAsync(loaded, after).");

        // Found when the new item is made, after the read; nothing is written.
        (await Should.ThrowAsync<WriteException>(() => db.Documents.MoveAsync(loaded, move with { Lines = [new string('x', 500_000)] }))).Code.ShouldBe("STL3112");
        world.TakeLines().Select(l => l.Split(' ')[0]).ShouldBe(["GetItem"]);
    }

    [Fact]
    public async Task What_has_expired_is_not_found_and_gives_way()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var old = await db.Documents.CreateAsync(s_document with { ExpiresAt = world.Time.GetUtcNow().AddHours(1) });
        var loaded = await db.Documents.CreateAsync(s_document with { Id = "d2", Title = "Two" });
        world.Time.Advance(TimeSpan.FromHours(2));
        await Should.ThrowAsync<ItemNotFoundException>(() => db.Documents.MoveAsync(old, old with { Id = "d3" }));
        (await db.Documents.MoveAsync(loaded, loaded with { Id = "d1" })).Title.ShouldBe("Two");
        (await db.Documents.FindAsync("d1"))!.Title.ShouldBe("Two");
    }

    [Fact]
    public async Task Keys_and_values_are_hidden_in_the_log_unless_it_may_show_them()
    {
        var world = await WritingWorld<LedgerTable>.CreateAsync(o => new LedgerTable(o));
        var loaded = await world.For("acme").Tallies.CreateAsync(new Tally { Id = "a", Label = "secret" });
        world.Forget();
        await world.Quiet("acme").Tallies.MoveAsync(loaded, loaded with { Id = "b" });
        world.TakeLines().ShouldBe([
            "GetItem Ledger  pk = ?  sk = ?  consistent", "TransactWriteItems Ledger  [Delete Tally pk = ? sk = ? if exists and unchanged] [Put Tally pk = ? sk = ? if not exists]",
        ]);
    }

    // Maps and sets have no order.
    private static string Text(AttributeValue value) => value switch
    {
        { S: { } text } => $"S {text}",
        { N: { } number } => $"N {number}",
        { B: { } bytes } => $"B {Convert.ToBase64String(bytes.ToArray())}",
        { SS.Count: > 0 } => $"SS {string.Join(' ', value.SS.Order(StringComparer.Ordinal))}",
        { NULL: true } => "NULL",
        { IsLSet: true } => $"L {string.Join(' ', value.L.Select(Text))}",
        _ => $"M {string.Join(' ', value.M.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={Text(m.Value)}"))}",
    };
}
