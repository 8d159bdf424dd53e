using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Writing;

[Trait("Feature", "T9")]
public class AwaitedValueTests
{
    private readonly Numbers _numbers = new();

    [Fact]
    public async Task Every_write_of_a_whole_item_awaits_the_generators_of_what_is_unset()
    {
        var (world, db) = await NewAsync();
        var first = await db.Bills.CreateAsync(new Bill());
        first.Number.ShouldBe(1);
        first.Id.Length.ShouldBe(36);
        first.ApprovedBy.ShouldBeNull();
        (await db.Bills.PutAsync(new Bill())).Number.ShouldBe(2);
        (await db.Bills.PutAsync(first with { Text = "put" })).Number.ShouldBe(1);
        var upserted = await db.Bills.UpsertAsync(new Bill { Id = "u" });
        (upserted.Number, upserted.ApprovedBy).ShouldBe((3, "by 4"));
        (await db.Bills.UpsertAsync(new Bill { Id = "u" })).ShouldBe(upserted with { ApprovedBy = "by 6" });

        await db.Bills.BatchPutAsync([new Bill { Id = "b7" }, new Bill { Id = "b8" }]);
        await db.Batch().Put(new Bill { Id = "b9" }).Delete(first).SendAsync();
        var transaction = db.Transaction();
        var early = await transaction.CreateAsync(new Bill { Id = "t10" });
        early.Number.ShouldBe(10);
        await transaction.Create(new Bill { Id = "t11" }).Put(new Bill { Id = "t12" }).CommitAsync();
        foreach (var number in Enumerable.Range(7, 6))
        {
            var id = $"{(number < 10 ? "b" : "t")}{number}";
            (await db.Bills.FindAsync(id))!.Number.ShouldBe(number);
        }

        _numbers.Asked.Distinct().ShouldBe([("Bill", "acme", world.Time.GetUtcNow())]);
    }

    [Fact]
    public async Task Every_update_awaits_what_it_does_not_set_itself()
    {
        var (world, db) = await NewAsync();
        var bill = await db.Bills.CreateAsync(new Bill { Id = "b" });
        var query = db.Bills.Where(b => b.Id == "b");
        (await query.UpdateAsync(u => u.Set(b => b.Text, "a"))).ApprovedBy.ShouldBe("by 2");
        (await db.Bills.UpdateAsync(bill, u => u.Set(b => b.Text, "b"))).ApprovedBy.ShouldBe("by 3");
        (await db.Bills.UpdateAsync(bill, bill with { Text = "c" })).ApprovedBy.ShouldBe("by 4");
        await db.Transaction().Update(bill, u => u.Set(b => b.Text, "d")).CommitAsync();
        (await db.Bills.FindAsync("b"))!.ApprovedBy.ShouldBe("by 5");
        (await query.UpdateAsync(u => u.Set(b => b.ApprovedBy, "me"))).ApprovedBy.ShouldBe("me");
        (await query.UpdateAsync(u => u.Set(b => b.Text, "e").Given(b => b.ApprovedBy, "me"))).ApprovedBy.ShouldBe("by 6");

        (await query.UpdateReturningOldAsync(u => u.Set(b => b.Text, "f"))).ApprovedBy.ShouldBe("by 6");
        (await db.Bills.PutReturningOldAsync(new Bill { Id = "b" }))!.ApprovedBy.ShouldBe("by 7");
        (await db.Bills.FindAsync("b"))!.Number.ShouldBe(8);

        await db.Letters.BatchPutAsync([new Letter { Id = "1" }, new Registered { Id = "2" }]);
        world.Forget();
        (await db.Letters.UpdateAllAsync(u => u.Set(l => l.Text, "x"), new BulkOptions { MaxParallelRequests = 1 })).Changed.ShouldBe(2);
        ((Registered)(await db.Letters.FindAsync("2"))!).Receipt.ShouldBe("u11");
    }

    [Fact]
    public async Task What_is_written_along_in_a_transaction_is_made_from_the_awaited_values()
    {
        var (world, db) = await NewAsync();
        var contract = await db.Contracts.CreateAsync(new Contract { Text = "a" });
        (contract.Id, contract.Revision).ShouldBe((1, 0));
        (await db.Contracts.UpdateAsync(contract, u => u.Set(c => c.Text, "b"))).Revision.ShouldBe(2);
        await db.Contracts.Where(c => c.Id == 1).UpdateAsync(u => u.Set(c => c.Text, "c"));
        var second = await db.Contracts.PutAsync(new Contract());
        second.Id.ShouldBe(4);
        await db.Transaction().Create(new Contract { Text = "t" }).Update(second, u => u.Set(c => c.Text, "d")).CommitAsync();
        (await db.Contracts.FindAsync(5L))!.Text.ShouldBe("t");
        (await db.AuditTrail<Contract>(1L).ToListAsync()).Select(a => string.Join(' ', a.Changes.Where(c => c.Property == "Revision").Select(c => $"{c.Old}>{c.New}")))
            .ShouldBe([">0", "0>2", "2>3"]);
        (await db.AuditTrail<Contract>(4L).ToListAsync()).Count.ShouldBe(2);
        world.Requests.Count(r => r.Operation == "TransactWriteItems").ShouldBe(5);
    }

    [Fact]
    public async Task A_callers_value_of_a_sealed_property_is_refused_before_anybody_is_asked()
    {
        var (world, db) = await NewAsync();
        var bill = new Bill { Id = "b", Number = 7 };
        foreach (var write in new Func<Task>[]
        {
            () => db.Bills.CreateAsync(bill), () => db.Bills.UpsertAsync(bill), () => db.Transaction().Create(bill).CommitAsync(),
            () => db.Bills.Where(b => b.Id == "b").UpdateAsync(u => u.Set(b => b.Number, 8)),
            () => db.Transaction().Update(db.Bills.Where(b => b.Id == "b"), u => u.Add(b => b.Number, 8)).CommitAsync(),
        })
        {
            (await Should.ThrowAsync<WriteException>(write)).Code.ShouldBe("STL3102");
        }

        _numbers.Asked.ShouldBeEmpty();
        world.SentNothing();
    }

    [Fact]
    public async Task In_a_transaction_it_is_asked_at_the_commit_and_what_it_makes_is_checked_there()
    {
        var (world, db) = await NewAsync();
        var transaction = db.Transaction().Create(new Bill { Id = "a" }).Delete(db.Bills.Where(b => b.Id == "x"));
        _numbers.Asked.ShouldBeEmpty();
        world.Normalize(transaction.Explain()).ShouldBe(
            "TransactWriteItems Office  [Put Bill with values that are generated when it is committed] [Delete Bill pk = T#acme#BILL#x sk = #B]");
        var error = Should.Throw<WriteException>(() => transaction.Create(new Bill { Id = "b" }, out _));
        (error.Code, error.Entity).ShouldBe(("STL3152", "Bill"));

        (await Should.ThrowAsync<WriteException>(() => db.Transaction().Create(new Bill { Id = "a" }).Put(new Bill { Id = "a" }).CommitAsync())).Code.ShouldBe("STL3113");
        var invalid = await Should.ThrowAsync<EntityValidationException>(() => db.Transaction().Create(new Bill { Text = "long" })
            .Create(new Letter { Id = "1" }).Put(new Bill { Text = "long" }).CommitAsync());
        invalid.Failures.Select(f => (f.Index, f.Property)).ShouldBe([(0, "Text"), (2, "Text")]);
        invalid = await Should.ThrowAsync<EntityValidationException>(() => db.Batch().Put(new Bill { Id = "c" }).Put(new Bill { Text = "long" }).SendAsync());
        invalid.Failures.ShouldHaveSingleItem().Index.ShouldBe(1);
        world.SentNothing();

        await transaction.CommitAsync();
        world.TakeLines().ShouldHaveSingleItem().ShouldBe("TransactWriteItems Office  [Put Bill pk = T#acme#BILL#a sk = #B if not exists] [Delete Bill pk = T#acme#BILL#x sk = #B]");
        await Should.ThrowAsync<InvalidOperationException>(() => transaction.CommitAsync());
        Should.Throw<InvalidOperationException>(() => transaction.Create(new Bill()));
        await db.Bills.CreateAsync(new Bill { Id = "later" });
        var failed = await Should.ThrowAsync<TransactionFailedException>(() => db.Transaction().Put(new Letter { Id = "1" }).Create(new Bill { Id = "a" }).CommitAsync());
        failed.Failures.ShouldHaveSingleItem().Index.ShouldBe(1);
    }

    [Fact]
    public async Task A_generator_that_fails_or_is_cancelled_ends_the_write_and_nothing_is_sent()
    {
        var (world, db) = await NewAsync();
        _numbers.Wait = _ => throw new InvalidOperationException("no numbers");
        var transaction = db.Transaction().Create(new Bill { Id = "t" });
        foreach (var write in new Func<Task>[]
        {
            () => db.Bills.CreateAsync(new Bill()), () => db.Bills.BatchPutAsync([new Bill()]), () => transaction.CommitAsync(),
            () => db.Bills.Where(b => b.Id == "x").UpdateAsync(u => u.Set(b => b.Text, "a")),
        })
        {
            (await Should.ThrowAsync<InvalidOperationException>(write)).Message.ShouldBe("no numbers");
        }

        using var cancelled = new CancellationTokenSource();
        _numbers.Wait = async token =>
        {
            await cancelled.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        await Should.ThrowAsync<OperationCanceledException>(() => db.Bills.CreateAsync(new Bill(), cancelled.Token));
        _numbers.Wait = _ => Task.CompletedTask;
        await Should.ThrowAsync<OperationCanceledException>(() => db.Bills.CreateAsync(new Bill(), cancelled.Token));
        _numbers.Asked.ShouldBeEmpty();
        world.SentNothing();

        // It was not committed.
        await transaction.CommitAsync();
        (await db.Bills.FindAsync("t"))!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task The_wait_counts_to_the_time_of_the_operation()
    {
        var (world, _) = await NewAsync();
        var db = world.With(o => o with { OperationTimeout = TimeSpan.FromSeconds(2) });
        _numbers.Wait = token => Task.Delay(TimeSpan.FromSeconds(9), world.Time, token);
        foreach (var write in new Func<Task>[]
        {
            () => db.Bills.CreateAsync(new Bill()), () => db.Bills.BatchPutAsync([new Bill()]), () => db.Transaction().Create(new Bill()).CommitAsync(),
        })
        {
            var writing = write();
            writing.IsCompleted.ShouldBeFalse();
            world.Time.Advance(TimeSpan.FromSeconds(2));
            (await Should.ThrowAsync<OperationTimeoutException>(() => writing)).Timeout.ShouldBe(TimeSpan.FromSeconds(2));
        }

        world.SentNothing();
    }

    [Fact]
    public async Task Entities_without_such_generators_never_wait()
    {
        var (_, db) = await NewAsync();
        var model = db.Scope.Table;
        new[] { typeof(Bill), typeof(Contract), typeof(Letter), typeof(Registered) }.ShouldAllBe(t => model.Find(t)!.AwaitsValues);
        model.Find(typeof(AuditEntry))!.AwaitsValues.ShouldBeFalse();
        new DocumentTable(new TableOptions<DocumentTable>(InMemoryDynamoDb.NewClient())).Scope.Table.Entities.ShouldAllBe(e => !e.AwaitsValues);
        Should.Throw<InvalidOperationException>(() => Generate.FromAsync((_, _) => ValueTask.FromResult<object?>(1)).Next(new GenerationContext("E", TimeProvider.System), typeof(int)));
    }

    private async Task<(WritingWorld<OfficeTable> World, OfficeTable Db)> NewAsync()
    {
        var world = await WritingWorld<OfficeTable>.CreateAsync(o => new OfficeTable(o) { Numbers = _numbers });
        return (world, world.For("acme"));
    }
}
