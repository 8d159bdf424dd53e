using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>One Query reads a root and its children, or one for each range of the sort key, where any number of other items may lie between.</summary>
public abstract class SplitIncludeTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Shop1 = "Query Table  pk = SHOP#s1";

    private readonly List<Audit> _audits = [.. Enumerable.Range(1, 6).Select(i => new Audit { ShopId = "s1", No = i })];
    private readonly List<Clerk> _clerks = [.. Enumerable.Range(1, 3).Select(i => new Clerk { ShopId = "s1", No = i })];
    private readonly List<Sale> _sales = [.. Enumerable.Range(1, 5).Select(i => new Sale { ShopId = "s1", No = i, Note = i % 2 == 0 ? "even" : "odd" })];
    private readonly List<SaleItem> _items = [.. Enumerable.Range(1, 9).Select(i => new SaleItem { ShopId = "s1", SaleNo = 1 + i / 3, No = i })];

    private StoreTable Shops { get; set; } = null!;

    protected override async Task SeedAsync()
    {
        Shops = new StoreTable(new TableOptions<StoreTable>(Client) { TableName = Options.TableName, Log = Options.Log, SensitiveLogging = true });
        await Shops.Shops.BatchPutAsync([new Store { Id = "s1", Name = "One" }, new Store { Id = "s2", Name = "Two" }]);
        await Shops.Banners.CreateAsync(new Banner { ShopId = "s1" });
        await Shops.Audits.BatchPutAsync(_audits);
        await Shops.Clerks.BatchPutAsync(_clerks);
        await Shops.Sales.BatchPutAsync(_sales.Append(new Sale { ShopId = "s2", No = 1 }));
        await Shops.Items.BatchPutAsync(_items);
        await Shops.Events.BatchPutAsync(Enumerable.Range(1, 4).Select(i => new SaleEvent { ShopId = "s1", SaleNo = 2, No = i }));
    }

    [Fact]
    public async Task Ranges_are_read_by_themselves_where_any_number_of_items_lies_between()
    {
        var query = Shops.Shops.Include(s => s.Sales.Where(x => x.Note == "even")).Where(s => s.Id == "s1");
        string[] expected = [$"{Shop1}  sk = #SHOP  asc", $"{Shop1}  sk begins_with SALE#  asc  filter type = Sale and Note = even"];

        (await query.SingleAsync()).Sales.Select(s => s.No).ShouldBe(_sales.Where(s => s.Note == "even").Select(s => s.No));
        TakeRequests().ShouldBe(expected, ignoreOrder: true);
        Normalize(query.Explain()).Split('\n').ShouldBe(expected.Select(l => $"{l}  ~1 request, at once with the others"));
        query.ExplainPlan().Requests.Count.ShouldBe(2);
        query.ExplainPlan().InMemory.ShouldContain(t => t.Contains("AsSingleQuery()", StringComparison.Ordinal));

        (await query.AsSingleQuery().SingleAsync()).Sales.Count.ShouldBe(2);
        TakeRequests().ShouldBe([$"{Shop1}  sk between #SHOP and SALE$  asc  filter type = Store or (type = Sale and Note = even)"]);
    }

    [Fact]
    public async Task One_item_between_is_no_reason_and_neighbours_stay_together()
    {
        var shop = await Shops.Shops.Include(s => s.Audits).Include(s => s.Clerks).SingleAsync(s => s.Id == "s1");
        (shop.Audits.Count, shop.Clerks.Count).ShouldBe((6, 3));
        TakeRequests().ShouldBe([$"{Shop1}  sk between #SHOP and CLERK$  asc  filter type = Store or type = Audit or type = Clerk"]);

        shop = await Shops.Shops.Include(s => s.Clerks).Include(s => s.Sales).ThenInclude(s => s.Items).SingleAsync(s => s.Id == "s1");
        (shop.Clerks.Count, shop.Sales.Count).ShouldBe((3, 5));
        shop.Sales.Select(s => s.Items.Count).ShouldBe(_sales.Select(s => _items.Count(i => i.SaleNo == s.No)));
        TakeRequests().ShouldBe([$"{Shop1}  sk = #SHOP  asc", $"{Shop1}  sk between CLERK# and SALE$  asc  filter type = Clerk or type = Sale or type = SaleItem"], ignoreOrder: true);
    }

    [Fact]
    public async Task AsSplitQuery_divides_wherever_ranges_do_not_overlap()
    {
        var shop = await Shops.Shops.Include(s => s.Audits).Include(s => s.Sales).ThenInclude(s => s.Items.OrderByDescending(i => i.No).Take(1)).AsSplitQuery().SingleAsync(s => s.Id == "s1");

        shop.Audits.Select(a => a.No).ShouldBe(_audits.Select(a => a.No));
        shop.Sales.SelectMany(s => s.Items).Select(i => i.No).ShouldBe(_items.GroupBy(i => i.SaleNo).Select(g => g.Max(i => i.No)));
        TakeRequests().ShouldBe(
        [
            $"{Shop1}  sk = #SHOP  asc",
            $"{Shop1}  sk begins_with AUDIT#  asc",
            $"{Shop1}  sk begins_with SALE#  asc  filter type = Sale or type = SaleItem",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task What_lies_between_one_parent_and_its_children_counts_too()
    {
        var sale = await Shops.Sales.Include(s => s.Items).SingleAsync(s => s.ShopId == "s1" && s.No == 2);
        sale.Items.Select(i => i.No).ShouldBe([3, 4, 5]);
        TakeRequests().ShouldBe([$"{Shop1}  sk = SALE#0000000002  asc", $"{Shop1}  sk begins_with SALE#0000000002#ITEM#  asc"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_condition_on_the_childrens_key_is_a_range()
    {
        var (from, to) = (2, 4);
        (await Shops.Shops.Include(s => s.Audits.Where(a => a.No <= to)).SingleAsync(s => s.Id == "s1")).Audits.Select(a => a.No).ShouldBe([1, 2, 3, 4]);
        (await Shops.Shops.Include(s => s.Sales.Where(x => x.No > from && x.No < to)).SingleAsync(s => s.Id == "s1")).Sales.Select(s => s.No).ShouldBe([3]);
        (await Shops.Shops.Include(s => s.Sales.Where(x => x.No == to)).SingleAsync(s => s.Id == "s1")).Sales.Select(s => s.No).ShouldBe([4]);
        (await Shops.Shops.Include(s => s.Sales.Where(x => x.No > to && x.No < from)).SingleAsync(s => s.Id == "s1")).Sales.ShouldBeEmpty();
        var requests = TakeRequests();
        requests[0].ShouldBe($"{Shop1}  sk between #SHOP and AUDIT#0000000004$  asc  filter type = Store or (type = Audit and No <= 4)");
        requests.Skip(1).ShouldBe(
        [
            $"{Shop1}  sk = #SHOP  asc", $"{Shop1}  sk between SALE#0000000002$ and SALE#0000000004  asc  filter type = Sale and No > 2 and No < 4",
            $"{Shop1}  sk = #SHOP  asc", $"{Shop1}  sk = SALE#0000000004  asc  filter type = Sale and No = 4",
            $"{Shop1}  sk = #SHOP  asc",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Streams_pages_lists_of_partitions_and_no_root()
    {
        var seen = new List<string>();
        await foreach (var shop in Shops.Shops.Include(s => s.Sales).Where(s => s.Id == "s1").AsAsyncEnumerable())
        {
            seen.Add($"{shop.Name}:{shop.Sales.Count}");
        }

        seen.ShouldBe(["One:5"]);
        (await Shops.Shops.Include(s => s.Sales).Where(s => s.Id == "s1").ToPageAsync(5)).Items.Single().Sales.Count.ShouldBe(5);
        (await Shops.Shops.Include(s => s.Sales).SingleOrDefaultAsync(s => s.Id == "none")).ShouldBeNull();
        (await Shops.Shops.Include(s => s.Sales).Where(s => s.Id == "s1" && s.Name == "Two").ToListAsync()).ShouldBeEmpty();

        string[] ids = ["s2", "s1"];
        var several = Shops.Shops.Include(s => s.Sales).Where(s => ids.Contains(s.Id));
        TakeRequests();
        (await several.ToListAsync()).Select(s => $"{s.Name}:{s.Sales.Count}").ShouldBe(["Two:1", "One:5"]);
        TakeRequests().Count.ShouldBe(4);
        several.Explain().Split('\n').Length.ShouldBe(4);
        seen.Clear();
        await foreach (var shop in several.Select(s => $"{s.Name}:{s.Sales.Count}").AsAsyncEnumerable())
        {
            seen.Add(shop);
        }

        seen.ShouldBe(["Two:1", "One:5"]);
    }

    [Fact]
    public async Task Several_parents_are_not_divided()
    {
        (await Shops.Sales.Include(s => s.Items).Where(s => s.ShopId == "s1").ToListAsync()).Count.ShouldBe(5);
        TakeRequests().Count.ShouldBe(1);
        var error = await Should.ThrowAsync<QueryTranslationException>(() => Shops.Sales.Include(s => s.Items).AsSplitQuery().Where(s => s.ShopId == "s1").ToListAsync());
        (error.Code, error.Message.Contains("whole key", StringComparison.Ordinal)).ShouldBe(("STL1205", true));
        TakeRequests().ShouldBeEmpty();
    }
}

public sealed class SplitIncludeTests_Embedded : SplitIncludeTests<Embedded>;

public sealed class SplitIncludeTests_Wrapped : SplitIncludeTests<Wrapped>;

public sealed class SplitIncludeTests_Endpoint : SplitIncludeTests<Endpoint>;

public sealed class SplitIncludeTests_Container : SplitIncludeTests<Container>;
