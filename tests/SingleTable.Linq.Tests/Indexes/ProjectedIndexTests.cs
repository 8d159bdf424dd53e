using Amazon.DynamoDBv2;
using SingleTable.Linq.Tests.Engines;

namespace SingleTable.Linq.Tests.Indexes;

/// <summary>Indexes that do not hold everything: when they are chosen, when they are refused, and how the rest is fetched.</summary>
public abstract class ProjectedIndexTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Shelf = "tpk = SHELF#s  tsk ";
    private const string Prices = "ppk = SHELF#s  psk ";
    private readonly string _name = $"L{Guid.NewGuid():N}";
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _requests = new();

    private LibraryTable Library { get; set; } = null!;

    public override async ValueTask DisposeAsync()
    {
        if (Library is not null)
        {
            await Client.DeleteTableAsync(_name);
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task SeedAsync()
    {
        Library = new LibraryTable(new TableOptions<LibraryTable>(Client) { TableName = _name, Log = _requests.Enqueue, SensitiveLogging = true });
        await Library.EnsureTableAsync();
        await Library.Books.BatchPutAsync(new[] { 1, 2, 3, 4, 6 }.Select(i => new Book
        {
            Id = $"b{i}", Shelf = "s", Title = $"T{i}", Price = 100 - i, Text = $"text {i}",
        }));
        await Library.Dividers.PutAsync(new Divider { Id = "d5", Shelf = "s", Price = 95 });
        await Library.Cards.BatchPutAsync(Enumerable.Range(1, 230).Select(i => new Card { Id = $"c{i}", Box = "x", Text = $"card {i}", Rank = i }));
        _requests.Clear();
    }

    [Fact]
    public async Task The_table_is_created_with_what_the_indexes_hold()
    {
        var table = (await Client.DescribeTableAsync(_name, TestContext.Current.CancellationToken)).Table;
        var projections = table.GlobalSecondaryIndexes.ToDictionary(i => i.IndexName, i => i.Projection);
        projections["ByPrice"].ProjectionType.ShouldBe(ProjectionType.KEYS_ONLY);
        projections["ByTitle"].ProjectionType.ShouldBe(ProjectionType.INCLUDE);
        projections["ByTitle"].NonKeyAttributes.Order().ShouldBe(["_type", "Price", "Title", "ttl"]);
        projections["ByRank"].NonKeyAttributes.Order().ShouldBe(["_type", "Id", "Rank"]);
    }

    [Fact]
    public async Task What_the_index_holds_is_read_from_it()
    {
        (await Library.Books.Where(b => b.Shelf == "s" && b.Price > 95).Select(b => b.Title).ToListAsync()).ShouldBe(["T1", "T2", "T3", "T4"]);
        (await Library.Books.Where(b => b.Shelf == "s").AnyAsync()).ShouldBeTrue();
        (await Library.Books.Where(b => b.Shelf == "s").CountAsync()).ShouldBe(5);
        (await Library.Cards.Where(c => c.Box == "x" && c.Rank > 228).Select(c => c.Id).ToListAsync()).ShouldBe(["c229", "c230"]);
        (await Library.Cards.UsingIndex("ByPrice").Where(c => c.Box == "x").CountAsync()).ShouldBe(230);
        Requests().ShouldBe(
        [
            $"Query Table/ByTitle  {Shelf}begins_with TITLE#  asc  filter Price > 95 and not expired  select Title",
            $"Query Table/ByTitle  {Shelf}begins_with TITLE#  asc  filter not expired",
            $"Query Table/ByTitle  {Shelf}begins_with TITLE#  asc  filter not expired  count",
            "Query Table/ByRank  rpk = BOX#x  rsk > 228  asc  select Id",
            "Query Table/ByPrice  ppk = BOX#x  psk begins_with RANK#  asc  count",
        ]);
    }

    [Fact]
    public async Task The_end_of_an_open_range_is_dropped_although_it_is_not_selected()
    {
        (await Library.Books.Where(b => b.Shelf == "s" && b.Title.CompareTo("T3") < 0).Select(b => b.Price).ToListAsync()).ShouldBe([99, 98]);
        (await Library.Books.Where(b => b.Shelf == "s" && b.Title.CompareTo("T3") < 0).CountAsync()).ShouldBe(2);
        (await Library.Books.Where(b => b.Shelf == "s" && b.Price < 97).Hydrate().Select(b => b.Text).ToListAsync()).ShouldBe(["text 6", "text 4"]);
    }

    [Fact]
    public async Task Hydrate_reads_keys_then_items_in_the_order_of_the_index()
    {
        var books = await Library.Books.Where(b => b.Shelf == "s").OrderBy(b => b.Price).Hydrate().ToListAsync();
        books.Select(b => b.Text).ShouldBe(["text 6", "text 4", "text 3", "text 2", "text 1"]);
        Requests().ShouldBe(
        [
            $"Query Table/ByPrice  {Prices}begins_with PRICE#  asc  select keys",
            "BatchGetItem Table  keys (BOOK#b6, #BOOK; DIVIDER#d5, #DIVIDER; BOOK#b4, #BOOK; BOOK#b3, #BOOK; BOOK#b2, #BOOK; BOOK#b1, #BOOK)",
        ]);
    }

    [Fact]
    public async Task Hydrate_counts_what_it_finds()
    {
        // The divider is known by its item only: another round gets the second.
        (await Library.Books.Where(b => b.Shelf == "s").OrderBy(b => b.Price).Hydrate().Select(b => b.Text).Take(2).ToListAsync()).ShouldBe(["text 6", "text 4"]);
        Requests().ShouldBe(
        [
            $"Query Table/ByPrice  {Prices}begins_with PRICE#  asc  select keys  limit 2",
            "BatchGetItem Table  keys (BOOK#b6, #BOOK; DIVIDER#d5, #DIVIDER)  select Text",
            $"Query Table/ByPrice  {Prices}begins_with PRICE#  asc  select keys  limit 1  next page",
            "BatchGetItem Table  pk = BOOK#b4  sk in (#BOOK)  select Text",
        ]);
        (await Library.Books.UsingIndex("ByPrice").Where(b => b.Shelf == "s").Hydrate().CountAsync()).ShouldBe(5);
        (await Library.Books.UsingIndex("ByPrice").Where(b => b.Shelf == "s").Hydrate().AnyAsync()).ShouldBeTrue();
        (await Library.Books.UsingIndex("ByPrice").Where(b => b.Shelf == "s").Hydrate().FirstAsync()).Text.ShouldBe("text 6");
    }

    [Fact]
    public async Task Hydrate_reads_100_items_a_request()
    {
        var cards = await Library.Cards.Where(c => c.Box == "x").OrderByDescending(c => c.Rank).Hydrate().ToListAsync();
        cards.Select(c => c.Text).ShouldBe(Enumerable.Range(1, 230).Reverse().Select(i => $"card {i}"));
        Requests().Select(r => r.Split(' ')[0]).Order().ShouldBe(["BatchGetItem", "BatchGetItem", "BatchGetItem", "Query"]);
        var streamed = new List<string>();
        await foreach (var card in Library.Cards.Where(c => c.Box == "x").Hydrate().AsAsyncEnumerable())
        {
            streamed.Add(card.Text);
        }

        streamed.Count.ShouldBe(230);
    }

    [Fact]
    public async Task Hydrate_of_several_partitions()
    {
        string[] shelves = ["s", "none"];
        (await Library.Books.Where(b => shelves.Contains(b.Shelf)).OrderBy(b => b.Price).Hydrate().ToListAsync()).Select(b => b.Id)
            .ShouldBe(["b6", "b4", "b3", "b2", "b1"]);
    }

    [Fact]
    public async Task Hydrate_changes_nothing_where_nothing_is_missing()
    {
        (await Library.Books.Where(b => b.Shelf == "s").Hydrate().Select(b => b.Title).ToListAsync()).Count.ShouldBe(5);
        (await Library.Books.Hydrate().SingleAsync(b => b.Id == "b1")).Text.ShouldBe("text 1");
        Requests().ShouldBe([$"Query Table/ByTitle  {Shelf}begins_with TITLE#  asc  filter not expired  select Title", "GetItem Table  pk = BOOK#b1  sk = #BOOK"]);
    }

    [Fact]
    public void Explain_shows_both_steps() => Library.Books.Where(b => b.Shelf == "s" && b.Price >= 97).Hydrate().Select(b => b.Text).Explain()
        .Replace(_name, "Table", StringComparison.Ordinal).ShouldBe(
            $"Query Table/ByPrice  {Prices}between PRICE#000097 and PRICE$  asc  select keys  ~1 request\n"
            + "BatchGetItem Table  the keys of the index  select Text  1 request for 100");

    [Fact]
    [Trait("Fault", "28")]
    public async Task An_index_that_lacks_what_is_needed_is_not_chosen() =>
        (await Should.ThrowAsync<QueryTranslationException>(() => Library.Books.Where(b => b.Shelf == "s").ToListAsync())).Message
            .Replace(_name, "Table", StringComparison.Ordinal).ShouldBe(
                "STL1201 This query needs a Scan of table 'Table', because no predicate fixes the partition key of the table or of an index (looked for: "
                + "Book.Id; ByPrice: does not hold Id, Shelf, Title, Price, Text, ExpiresAt, _type, ttl; ByTitle: does not hold Id, Shelf, Text, "
                + "ExpiresAt). Add an equality on it, add Hydrate() to fetch what an index does not hold, or call AllowScan() to accept reading "
                + "the whole table.");

    [Fact]
    [Trait("Fault", "28")]
    public async Task An_index_that_lacks_what_is_needed_is_refused_when_named()
    {
        var query = Library.Books.UsingIndex("ByTitle").Where(b => b.Shelf == "s");
        (await Should.ThrowAsync<QueryTranslationException>(() => query.Select(b => new { b.Title, b.Text }).ToListAsync())).Message.ShouldBe(
            "STL1208 The index 'ByTitle' does not hold Text of Book, which the query needs. Add Hydrate() to read the items from the table "
            + "(BatchGetItem), Select what the index holds, or project more: IndexProjection.Of(…).");
        (await Should.ThrowAsync<QueryTranslationException>(() => query.Where(b => b.Text == "x").Hydrate().ToListAsync())).Message.ShouldBe(
            "STL1208 The index 'ByTitle' does not hold Text, Id, Shelf, ExpiresAt of Book, which the query needs: it filters by Text, and the service "
            + "filters before items can be fetched. Project more with IndexProjection.Of(…), leave UsingIndex() out, or filter in memory after "
            + "ToListAsync().");
        (await Should.ThrowAsync<QueryTranslationException>(() => query.Hydrate().ToPageAsync(2))).Message.ShouldStartWith("STL1302 ");
        Requests().ShouldBeEmpty();
    }

    private List<string> Requests()
    {
        var lines = _requests.Where(l => !l.StartsWith("Warning: ", StringComparison.Ordinal)).Select(l => l.Replace(_name, "Table", StringComparison.Ordinal)).ToList();
        _requests.Clear();
        return lines;
    }
}

public sealed class ProjectedIndexTests_Embedded : ProjectedIndexTests<Embedded>;

public sealed class ProjectedIndexTests_Wrapped : ProjectedIndexTests<Wrapped>;

public sealed class ProjectedIndexTests_Endpoint : ProjectedIndexTests<Endpoint>;
