using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>The first or last children of one parent, in the order of their keys: what lies behind them is not read.</summary>
public sealed class LimitedIncludeTests : IAsyncLifetime
{
    private readonly TestTable<StoreTable> _test = new(o => new StoreTable(o));

    private StoreTable Db => _test.Create();

    public async ValueTask InitializeAsync()
    {
        await _test.SeedAsync(null, new Store { Id = "s1", Name = "One" }, new Store { Id = "s2" }, new Banner { ShopId = "s1" });
        await _test.SeedAsync(null, Enumerable.Range(1, 30).Select(i => new Clerk { ShopId = "s1", No = i }));
        await _test.SeedAsync(null, Enumerable.Range(1, 9).Select(i => new Audit { ShopId = "s1", No = i }));
        await _test.SeedAsync(null, Enumerable.Range(1, 6).Select(i => new Sale { ShopId = "s1", No = i, Note = i % 2 == 0 ? "even" : "odd" }));
        await _test.SeedAsync(null, Enumerable.Range(1, 6).Select(i => new SaleItem { ShopId = "s1", SaleNo = i, No = 1 }));
    }

    public ValueTask DisposeAsync()
    {
        _test.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_last_ones_are_read_from_the_end()
    {
        var store = await Db.Shops.Include(s => s.Clerks.OrderByDescending(c => c.No).Take(2)).SingleAsync(s => s.Id == "s1");

        (store.Name, string.Join(' ', store.Clerks.Select(c => c.No))).ShouldBe(("One", "30 29"));
        _test.Requests.ShouldBeInAnyOrder(
            "Query Shops  pk = SHOP#s1  sk = #SHOP  asc", "Query Shops  pk = SHOP#s1  sk begins_with CLERK#  desc  limit 2");
    }

    [Fact]
    public async Task Without_an_order_the_first_ones_are_read()
    {
        var store = await Db.Shops.Include(s => s.Clerks.Take(3)).SingleAsync(s => s.Id == "s1");

        store.Clerks.Select(c => c.No).ShouldBe([1, 2, 3]);
        _test.Requests.ShouldContain("Query Shops  pk = SHOP#s1  sk begins_with CLERK#  asc  limit 3");
    }

    [Fact]
    public async Task Several_collections_have_their_own()
    {
        var query = Db.Shops.Include(s => s.Audits.OrderByDescending(a => a.No).Take(1)).Include(s => s.Clerks.OrderBy(c => c.No).Take(1)).Where(s => s.Id == "s1");
        var store = await query.SingleAsync();

        (store.Audits.Single().No, store.Clerks.Single().No).ShouldBe((9, 1));
        _test.Requests.ShouldBeInAnyOrder(
            "Query Shops  pk = SHOP#s1  sk = #SHOP  asc", "Query Shops  pk = SHOP#s1  sk begins_with AUDIT#  desc  limit 1",
            "Query Shops  pk = SHOP#s1  sk begins_with CLERK#  asc  limit 1");
        _test.Requests.ShouldBeInAnyOrder(query.ExplainPlan().Requests.Select(r => r.Line));
    }

    [Fact]
    public async Task What_a_filter_or_another_type_drops_is_read_over()
    {
        var store = await Db.Shops.Include(s => s.Sales.Where(x => x.Note == "odd").OrderByDescending(x => x.No).Take(2)).SingleAsync(s => s.Id == "s1");

        store.Sales.Select(s => s.No).ShouldBe([5, 3]);
        _test.Requests.ShouldContain("Query Shops  pk = SHOP#s1  sk begins_with SALE#  desc  filter type = Sale and Note = odd");
    }

    [Fact]
    public async Task Pages_are_followed_until_there_are_enough()
    {
        await _test.SeedAsync(null, Enumerable.Range(1, 12).Select(i => new Sale { ShopId = "s2", No = i, Note = new string(i == 1 ? 'a' : 'b', 300_000) }));

        var store = await Db.Shops.Include(s => s.Sales.Where(x => x.Note.StartsWith("a")).OrderByDescending(x => x.No).Take(1)).SingleAsync(s => s.Id == "s2");
        store.Sales.Single().No.ShouldBe(1);
        _test.Requests.Count.ShouldBeGreaterThan(3);
        _test.Requests.Clear();

        store = await Db.Shops.Include(s => s.Sales.OrderByDescending(x => x.No).Take(1)).SingleAsync(s => s.Id == "s2");
        store.Sales.Single().No.ShouldBe(12);
        _test.Requests.ShouldHaveCount(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task None_are_not_asked_for(int count)
    {
        var store = await Db.Shops.Include(s => s.Clerks.Take(count)).SingleAsync(s => s.Id == "s1");

        store.Clerks.ShouldBeEmpty();
        _test.Requests.ShouldBe("Query Shops  pk = SHOP#s1  sk = #SHOP  asc");
    }

    [Fact]
    public async Task A_parent_that_is_not_there_has_none()
    {
        (await Db.Shops.Include(s => s.Clerks.OrderByDescending(c => c.No).Take(2)).SingleOrDefaultAsync(s => s.Id == "s9")).ShouldBeNull();
        (await Db.Shops.Include(s => s.Clerks.Take(2)).SingleAsync(s => s.Id == "s2")).Clerks.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_query_reads_all_where_that_is_asked_for_or_children_have_children()
    {
        var store = await Db.Shops.Include(s => s.Clerks.OrderByDescending(c => c.No).Take(2)).AsSingleQuery().SingleAsync(s => s.Id == "s1");
        store.Clerks.Select(c => c.No).ShouldBe([30, 29]);
        _test.Requests.ShouldHaveCount(1);

        store = await Db.Shops.Include(s => s.Sales.OrderByDescending(x => x.No).Take(2)).ThenInclude(x => x.Items).SingleAsync(s => s.Id == "s1");
        store.Sales.Select(s => (s.No, s.Items.Count)).ShouldBe([(6, 1), (5, 1)]);
        _test.Requests.ShouldNotContain("Query Shops  pk = SHOP#s1  sk begins_with SALE#  desc  limit 2");
    }

    [Fact]
    public async Task A_partition_of_nothing_else_is_divided_too()
    {
        using var test = new TestTable<ShelfTable>(o => new ShelfTable(o));
        await test.SeedAsync(null, [new Shelf { Id = "s1" }, new Shelf { Id = "s2" }, .. Enumerable.Range(1, 5).Select(i => new Volume { ShelfId = "s1", No = i })]);

        var query = test.Create().Shelves.Include(s => s.Volumes.OrderByDescending(v => v.No).Take(2));
        (await query.SingleAsync(s => s.Id == "s1")).Volumes.Select(v => v.No).ShouldBe([5, 4]);
        test.Requests.ShouldBeInAnyOrder(
            "Query Shelves  pk = SHELF#s1  sk = #SHELF  asc", "Query Shelves  pk = SHELF#s1  sk begins_with VOLUME#  desc  limit 2");
        (await query.SingleAsync(s => s.Id == "s2")).Volumes.ShouldBeEmpty();

        test.Requests.Clear();
        (await test.Create().Shelves.Include(s => s.Volumes).SingleAsync(s => s.Id == "s1")).Volumes.Count.ShouldBe(5);
        test.Requests.ShouldBe("Query Shelves  pk = SHELF#s1  asc");
    }

    [Fact]
    public async Task A_stream_reads_them_too()
    {
        var db = Db;
        var streamed = new List<Store>();
        await foreach (var store in db.Shops.Include(s => s.Clerks.OrderByDescending(c => c.No).Take(1)).Where(s => s.Id == "s1").AsAsyncEnumerable())
        {
            streamed.Add(store);
        }

        streamed.Single().Clerks.Single().No.ShouldBe(30);
    }

    private sealed record Shelf
    {
        public required string Id { get; init; }
        public List<Volume> Volumes { get; init; } = [];
    }

    private sealed record Volume
    {
        public required string ShelfId { get; init; }
        public int No { get; init; }
    }

    private sealed class ShelfTable(TableOptions<ShelfTable> options) : TableContext(options)
    {
        public EntitySet<Shelf> Shelves => Set<Shelf>();

        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasName("Shelves");
            table.Entity<Shelf>(e => e.HasKey(s => $"SHELF#{s.Id}", _ => "#SHELF").HasMany(s => s.Volumes));
            table.Entity<Volume>(e => e.HasKey(v => $"SHELF#{v.ShelfId}", v => $"VOLUME#{v.No}"));
        }
    }
}
