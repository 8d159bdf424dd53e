using System.Diagnostics;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Testing.Tests;

public sealed class TestTableTests : IDisposable
{
    private readonly TestTable<LibraryTable> _test = new(o => new LibraryTable(o));

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task One_clock_is_that_of_the_contexts_and_of_the_database()
    {
        var db = _test.For("acme");
        var book = await db.Books.CreateAsync(new Book { Shelf = "s1", Title = "A", ExpiresAt = _test.Clock.GetUtcNow().AddHours(1) });
        book.CreatedAt.ShouldBe(_test.Clock.GetUtcNow());
        (await db.On("s1").CountAsync()).ShouldBe(1);

        _test.Clock.Advance(TimeSpan.FromHours(2));
        (await db.On("s1").CountAsync()).ShouldBe(0);
        (await _test.ItemsAsync()).Count.ShouldBe(1, "it is hidden, and DynamoDB has not yet deleted it");

        _test.Clock.Advance(TimeSpan.FromDays(2));
        (await _test.ItemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entities_are_seeded_in_any_state()
    {
        var old = new DateTimeOffset(1999, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await _test.SeedAsync("acme", new Book { Shelf = "s1", Id = "b1", Title = "A", CreatedAt = old, Loans = -1 });
        await _test.SeedAsync("acme", [new Book { Shelf = "s1", Id = "b2", ExpiresAt = old }, new Book { Shelf = "s2", Id = "b3" }]);
        _test.Requests.ShouldBeEmpty();
        _test.Database.Requests.ShouldBeEmpty();

        var db = _test.For("acme");
        (await db.Books.FindAsync("s1", "b1"))!.CreatedAt.ShouldBe(old);
        (await db.Books.FindAsync("s1", "b2")).ShouldBeNull("it has expired");
        (await _test.For("other").Books.FindAsync("s1", "b1")).ShouldBeNull();
    }

    [Fact]
    public async Task Damaged_items_are_seeded_as_they_are()
    {
        var item = _test.For("acme").ToItem(new Book { Shelf = "s1", Id = "b1" });
        item["sk"].S = "BOOK#b2";
        await _test.SeedItemsAsync(item);
        await Should.ThrowAsync<KeyMismatchException>(() => _test.For("acme").On("s1").ToListAsync());

        var wrongType = _test.For("acme").ToItem(new Book { Shelf = "s2", Id = "b1" });
        wrongType["Loans"] = new AttributeValue("many");
        await _test.SeedItemsAsync(wrongType);
        await Should.ThrowAsync<ItemFormatException>(() => _test.For("acme").On("s2").ToListAsync());
    }

    [Fact]
    public async Task What_a_context_seeds_keeps_all_promises_and_meets_no_fault()
    {
        _test.Faults.On("PutItem").Always().Throttle();
        await _test.SeedAsync("acme", db => db.Books.CreateAsync(new Book { Shelf = "s1", Title = "A" }));

        _test.Requests.ShouldBeEmpty();
        (await _test.For("acme").On("s1").SingleAsync()).CreatedAt.ShouldBe(_test.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Faults_strike_and_are_told_when_they_do_not()
    {
        var db = _test.For("acme");
        _test.Faults.On("UpdateItem").ResetAfterCommit();
        _test.Faults.On("BatchWriteItem").Times(2).LeaveUnprocessed(1);
        await _test.SeedAsync("acme", new Book { Shelf = "s1", Id = "b1" });

        (await db.Books.Where(b => b.Shelf == "s1" && b.Id == "b1").UpdateAsync(u => u.Set(b => b.Title, "B"))).Title.ShouldBe("B");
        Should.Throw<RequestAssertionException>(_test.Faults.ShouldHaveStruck).Message.ShouldBe(
            "1 of 2 faults did not strike as often as they say:\n  LeaveUnprocessed on BatchWriteItem: struck 0 of 2 times");

        // The pauses between the attempts pass on the clock, in no time.
        var before = _test.Clock.GetUtcNow();
        await db.Books.BatchPutAsync([new Book { Shelf = "s2", Id = "b2" }, new Book { Shelf = "s2", Id = "b3" }]);
        _test.Faults.ShouldHaveStruck();
        _test.Clock.GetUtcNow().ShouldBeGreaterThan(before);
        (await db.On("s2").CountAsync()).ShouldBe(2);
    }

    [Fact]
    public void A_fault_on_what_nobody_sends_is_refused() =>
        Should.Throw<ArgumentException>(() => _test.Faults.On("Updateitem")).Message.ShouldStartWith("There is no operation 'Updateitem', so the fault would never strike.");

    [Fact]
    public async Task A_delay_beyond_the_deadline_ends_in_it_at_once()
    {
        var db = _test.Create(o => o.ForTenant("acme") with { OperationTimeout = TimeSpan.FromSeconds(5) });
        _test.Faults.On("GetItem").Delay(TimeSpan.FromMinutes(1));

        await Should.ThrowAsync<OperationTimeoutException>(() => db.Books.FindAsync("s1", "b1"));
    }

    [Fact]
    public async Task Lasting_throttling_is_over_soon()
    {
        _test.Faults.On("GetItem").Always().Throttle();
        var watch = Stopwatch.StartNew();

        await Should.ThrowAsync<ProvisionedThroughputExceededException>(() => _test.For("acme").Books.FindAsync("s1", "b1"));

        _test.Database.Requests.Count.ShouldBe(4);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    // The SDK has 500 retries' worth of tokens for an address.
    [Fact]
    public async Task Failures_of_one_table_leave_the_retries_of_another()
    {
        _test.Faults.On("GetItem").Always().Fail();
        for (var i = 0; i < 100; i++)
        {
            await Should.ThrowAsync<InternalServerErrorException>(() => _test.For("acme").Books.FindAsync("s1", "b1"));
        }

        using var other = new TestTable<LibraryTable>(o => new LibraryTable(o));
        other.Faults.On("GetItem").Times(3).Fail();
        (await other.For("acme").Books.FindAsync("s1", "b1")).ShouldBeNull();
        _test.Database.Requests.Count.ShouldBeLessThan(400);
    }

    [Fact]
    public async Task A_reset_leaves_nothing_but_the_time()
    {
        await _test.SeedAsync("acme", new Book { Shelf = "s1", Id = "b1" });
        _test.Faults.On("GetItem").Fail();
        await _test.For("acme").On("s1").ToListAsync();
        _test.Clock.Advance(TimeSpan.FromHours(1));
        var now = _test.Clock.GetUtcNow();

        _test.Reset();

        _test.Requests.ShouldBeEmpty();
        _test.Database.Requests.ShouldBeEmpty();
        (await _test.ItemsAsync()).ShouldBeEmpty();
        (await _test.For("acme").Books.FindAsync("s1", "b1")).ShouldBeNull();
        _test.Clock.GetUtcNow().ShouldBe(now);
    }

    [Fact]
    public async Task Tables_at_once_do_not_see_each_other() => await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
    {
        using var test = new TestTable<LibraryTable>(o => new LibraryTable(o));
        for (var n = 0; n <= i; n++)
        {
            await test.For("acme").Books.CreateAsync(new Book { Shelf = "s1", Title = $"T{n}" });
        }

        test.Requests.ShouldHaveCount(i + 1);
        (await test.ItemsAsync()).Count.ShouldBe(i + 1);
    })));

    [Fact]
    public async Task All_pages_of_items_are_given()
    {
        await _test.SeedAsync("acme", Enumerable.Range(0, 8).Select(i => new Book { Shelf = "s1", Id = $"b{i}", Text = new string('x', 300_000) }));

        (await _test.ItemsAsync()).Count.ShouldBe(8);
    }

    [Fact]
    public async Task Settings_are_heeded()
    {
        var clock = new TestClock(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var test = new TestTable<LibraryTable>(
            o => new LibraryTable(o with { TableName = "Other" }),
            new TestTableOptions { Clock = clock, ExpiryDelay = TimeSpan.Zero, IndexDelay = TimeSpan.FromSeconds(1), ConfigureClient = c => c.MaxErrorRetry = 0 });
        await test.SeedAsync("acme", new Book { Shelf = "s1", Id = "b1", Title = "A", ExpiresAt = clock.GetUtcNow().AddSeconds(10) });

        (await test.For("acme").Books.Where(b => b.Title == "A").ToListAsync()).ShouldBeEmpty("the index is not there yet");
        clock.Advance(TimeSpan.FromSeconds(2));
        (await test.For("acme").Books.Where(b => b.Title == "A").ToListAsync()).Count.ShouldBe(1);
        test.Requests[0].ShouldStartWith("Query Other/ByTitle");
        clock.Advance(TimeSpan.FromSeconds(9));
        (await test.ItemsAsync()).ShouldBeEmpty();
        test.Faults.On("GetItem").Fail();
        await Should.ThrowAsync<InternalServerErrorException>(() => test.For("acme").Books.FindAsync("s1", "b1"));
    }

    [Fact]
    public async Task Without_a_tenant_nothing_of_one_is_written_or_read()
    {
        await Should.ThrowAsync<TenantScopeException>(() => _test.Create().Books.FindAsync("s1", "b1"));
        await Should.ThrowAsync<TenantScopeException>(() => _test.SeedAsync(null, new Book { Shelf = "s1", Id = "b1" }));
        _test.Requests.ShouldBeEmpty();
    }
}
