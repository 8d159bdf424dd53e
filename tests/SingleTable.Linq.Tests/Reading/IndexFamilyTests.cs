using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>An index that holds children beside their parents gives both with one Query.</summary>
public abstract class IndexFamilyTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Crew1 = "Query Table/GSI1  gsi1pk = CREW#1";
    private const string Customer = "Query Table/GSI1  gsi1pk = CUSTOMER#ann";

    private readonly List<Crew> _crews = [.. from site in new[] { "a", "b" } from id in new[] { "1", "2" } select new Crew { Site = site, Id = id, Name = site + id }];
    private readonly List<Worker> _workers = [.. from site in new[] { "a", "b" } from no in Enumerable.Range(1, site == "a" ? 3 : 2) select new Worker { Site = site, CrewId = "1", No = no }];
    private readonly List<Duty> _duties = [.. from site in new[] { "a", "b" } from day in Enumerable.Range(1, 4) select new Duty { Site = site, CrewId = "1", WorkerNo = 1 + day % 2, Day = day }];
    private readonly List<Purchase> _purchases = [.. Enumerable.Range(1, 5).Select(i => new Purchase { Id = $"p{i}", Customer = i == 4 ? "bob" : "ann" })];
    private readonly List<PurchaseLine> _lines;

    protected IndexFamilyTests() => _lines = [.. _purchases.SelectMany((p, i) =>
        Enumerable.Range(1, i).Select(n => new PurchaseLine { PurchaseId = p.Id, No = n, Customer = p.Customer, Amount = n }))];

    private CrewTable Crews { get; set; } = null!;

    private IEnumerable<Purchase> Ann => _purchases.Where(p => p.Customer == "ann").Select(p => p with { Lines = [.. _lines.Where(l => l.PurchaseId == p.Id)] });

    protected override async Task SeedAsync()
    {
        Crews = new CrewTable(new TableOptions<CrewTable>(Client) { TableName = Options.TableName, Log = Options.Log, SensitiveLogging = true });
        await Crews.Crews.BatchPutAsync(_crews);
        await Crews.Workers.BatchPutAsync(_workers);
        await Crews.Duties.BatchPutAsync(_duties);
        await Crews.Purchases.BatchPutAsync(_purchases);
        await Crews.Lines.BatchPutAsync(_lines);
    }

    [Fact]
    public async Task Keys_that_are_made_of_those_of_the_table_are_trusted()
    {
        var crews = await Crews.Crews.Include(c => c.Workers).ThenInclude(w => w.Duties).Where(c => c.Id == "1").ToListAsync();

        TakeRequests().ShouldBe([$"{Crew1}  asc"]);
        crews.OrderBy(c => c.Site).Select(Text).ShouldBe(_crews.Where(c => c.Id == "1").Select(c => Text(c with
        {
            Workers = [.. _workers.Where(w => w.Site == c.Site).Select(w => w with { Duties = [.. _duties.Where(s => s.Site == w.Site && s.WorkerNo == w.No)] })],
        })));
    }

    [Fact]
    public async Task What_is_said_of_children_holds_there_too()
    {
        var crews = await Crews.Crews.Include(c => c.Workers.Where(w => w.No > 1).OrderByDescending(w => w.No).Take(1)).Where(c => c.Id == "1" && c.Name == "a1").ToListAsync();

        crews.Single().Workers.Select(w => w.No).ShouldBe([3]);
        TakeRequests().ShouldBe([$"{Crew1}  gsi1sk between ATWORK#0000000001$ and CREW  asc  filter (type = Crew and Name = a1) or (type = Worker and No > 1)"]);
    }

    [Fact]
    public async Task Parents_with_one_key_keep_their_own_children_in_streams_and_limits()
    {
        var seen = new List<string>();
        await foreach (var crew in Crews.Crews.Include(c => c.Workers).Where(c => c.Id == "1").AsAsyncEnumerable())
        {
            seen.Add($"{crew.Site}:{crew.Workers.Count}");
        }

        seen.ShouldBe(["a:3", "b:2"], ignoreOrder: true);
        var first = await Crews.Crews.Include(c => c.Workers).Where(c => c.Id == "1").FirstAsync();
        first.Workers.Count.ShouldBe(first.Site == "a" ? 3 : 2);
        (await Should.ThrowAsync<QueryTranslationException>(() => Crews.Crews.Include(c => c.Workers).Where(c => c.Id == "1").ToPageAsync(1))).Code.ShouldBe("STL1302");
    }

    [Fact]
    public async Task The_table_is_preferred_where_its_partition_is_known()
    {
        (await Crews.Crews.Include(c => c.Workers).SingleAsync(c => c.Id == "1" && c.Site == "b")).Workers.Count.ShouldBe(2);
        TakeRequests().ShouldBe(["Query Table  pk = SITE#b  sk = CREW#1  asc", "Query Table  pk = SITE#b  sk begins_with CREW#1#WORKER#  asc  filter type = Worker"], ignoreOrder: true);
    }

    [Fact]
    public async Task Children_that_are_not_on_the_index_are_read_from_the_table()
    {
        var query = Crews.Crews.Include(c => c.Workers).Include(c => c.Tools).Where(c => c.Id == "2");
        (await Should.ThrowAsync<QueryTranslationException>(() => query.ToListAsync())).Message.ShouldContain("GSI1, where the children are not");
        (await query.AcrossPartitions().ToListAsync()).Count.ShouldBe(2);
        TakeRequests().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Copies_are_trusted_when_the_index_is_named()
    {
        var query = Crews.Purchases.Include(p => p.Lines).Where(p => p.Customer == "ann");
        var error = await Should.ThrowAsync<QueryTranslationException>(() => query.ToListAsync());
        (error.Code, error.Message.Contains("UsingIndex(\"GSI1\")", StringComparison.Ordinal)).ShouldBe(("STL1205", true));

        (await query.UsingIndex("GSI1").ToListAsync()).Select(Text).ShouldBe(Ann.Select(Text));
        (await query.UsingIndex("GSI1").OrderByDescending(p => p.Id).Take(2).ToListAsync()).Select(Text).ShouldBe(Ann.Reverse().Take(2).Select(Text));
        (await query.UsingIndex("GSI1").Where(p => p.Id.CompareTo("p2") >= 0 && p.Id.CompareTo("p3") <= 0).ToListAsync()).Select(Text).ShouldBe(Ann.Skip(1).Take(2).Select(Text));
        (await query.UsingIndex("GSI1").SingleAsync(p => p.Id == "p3")).Lines.Count.ShouldBe(2);
        TakeRequests().ShouldBe(
        [
            $"{Customer}  gsi1sk begins_with PURCHASE#  asc",
            $"{Customer}  gsi1sk begins_with PURCHASE#  desc",
            $"{Customer}  gsi1sk between PURCHASE#p2 and PURCHASE#p3$  asc",
            $"{Customer}  gsi1sk between PURCHASE#p3 and PURCHASE#p3#LINE$  asc",
        ]);
    }

    [Fact]
    public async Task With_AcrossPartitions_each_result_is_read_with_what_is_its_own()
    {
        (await Crews.Purchases.Include(p => p.Lines).Where(p => p.Customer == "ann").UsingIndex("GSI1").AcrossPartitions().ToListAsync()).Select(Text).ShouldBe(Ann.Select(Text));
        TakeRequests().Count.ShouldBe(5);
    }

    [Fact]
    public async Task Streams_and_pages_of_an_index()
    {
        var query = Crews.Purchases.Include(p => p.Lines).Where(p => p.Customer == "ann").UsingIndex("GSI1");
        var seen = new List<string>();
        await foreach (var purchase in query.AsAsyncEnumerable())
        {
            seen.Add(Text(purchase));
        }

        seen.ShouldBe(Ann.Select(Text));
        var (paged, token, first) = (new List<string>(), (string?)null, (Page<Purchase>?)null);
        do
        {
            var page = await query.ToPageAsync(2, token);
            first ??= page;
            paged.AddRange(page.Items.Select(Text));
            token = page.Next;
            if (token is null)
            {
                (await query.ToPageAsync(2, page.Previous)).Items.Select(Text).ShouldBe(first.Items.Select(Text));
            }
        }
        while (token is not null);

        paged.ShouldBe(Ann.Select(Text));
    }

    private static string Text(Crew crew) => $"{crew.Site}{crew.Id}: {string.Join(' ', crew.Workers.Select(w => $"{w.No}({string.Join(',', w.Duties.Select(s => s.Day))})"))}";

    private static string Text(Purchase purchase) => $"{purchase.Id}: {string.Join(' ', purchase.Lines.Select(l => l.No))}";
}

public sealed class IndexFamilyTests_Embedded : IndexFamilyTests<Embedded>;

public sealed class IndexFamilyTests_Wrapped : IndexFamilyTests<Wrapped>;

public sealed class IndexFamilyTests_Endpoint : IndexFamilyTests<Endpoint>;

public sealed class IndexFamilyTests_Container : IndexFamilyTests<Container>;
