using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>What an update needs and does not know: refused by default, read, or the item leaves the index.</summary>
[Trait("Feature", "S6")]
public class MissingValueTests
{
    private const string Line = "Documents  pk = T#acme#DOC#1  sk = #DOC";

    private static readonly Document s_document = new() { Id = "1", Title = "First", Folder = "f", Kind = "note", Priority = 5, Lines = ["a", "c"] };

    [Fact]
    public async Task Read_reads_the_item_and_guards_what_it_used()
    {
        var (world, db) = await NewAsync();
        var updated = await One(db).UpdateAsync(u => u.Set(d => d.Folder, "g").OnMissingValues(MissingValues.Read));
        (updated.Folder, updated.Title).ShouldBe(("g", "First"));
        var lines = world.TakeLines();
        lines.Count.ShouldBe(2);
        lines[0].ShouldBe($"GetItem {Line}  consistent");
        lines[1].ShouldStartWith($"UpdateItem {Line}  set Folder");
        lines[1].ShouldEndWith("index ByFolder  if exists and Title = First");
        var item = await world.ItemAsync();
        (item.Text("fpk"), item.Text("fsk")).ShouldBe(("T#acme#FOLDER#g", "TITLE#First"));
    }

    [Fact]
    public async Task Read_reads_nothing_where_nothing_is_missing()
    {
        var (world, db) = await NewAsync();
        await One(db).UpdateAsync(u => u.Set(d => d.Price, 2).OnMissingValues(MissingValues.Read));
        await One(db).UpdateAsync(u => u.Set(d => d.Folder, "g").Set(d => d.Title, "Second").OnMissingValues(MissingValues.Read));
        var loaded = (await db.Documents.FindAsync("1"))!;
        world.TakeLines().Count.ShouldBe(3);
        await db.Documents.UpdateAsync(loaded, u => u.Set(d => d.Folder, "h").OnMissingValues(MissingValues.Read));
        world.TakeLines().ShouldHaveSingleItem().ShouldStartWith("UpdateItem");
    }

    [Fact]
    public async Task Read_serves_lists_sums_and_values_that_may_be_there_already()
    {
        var (world, db) = await NewAsync();
        (await One(db).UpdateAsync(u => u.Insert(d => d.Lines, 1, "b").OnMissingValues(MissingValues.Read))).Lines.ShouldBe(["a", "b", "c"]);
        await One(db).UpdateAsync(u => u.SetIfNotExists(d => d.Folder, "other").OnMissingValues(MissingValues.Read));
        (await world.ItemAsync()).Text("fpk").ShouldBe("T#acme#FOLDER#f");
        await One(db).UpdateAsync(u => u.Remove(d => d.Folder));
        await One(db).UpdateAsync(u => u.SetIfNotExists(d => d.Folder, "other").OnMissingValues(MissingValues.Read));
        var item = await world.ItemAsync();
        (item.Text("fpk"), item.Text("fsk"), item.Text("Folder")).ShouldBe(("T#acme#FOLDER#other", "TITLE#First", "other"));
    }

    [Fact]
    public async Task Read_begins_again_from_the_failure_when_somebody_was_faster()
    {
        var (world, db) = await NewAsync();
        var other = world.For("acme");
        var interfering = 1;
        var slow = world.With(o => o with
        {
            Log = line =>
            {
                world.Lines.Add(line);
                if (line.StartsWith("UpdateItem", StringComparison.Ordinal) && interfering-- > 0)
                {
                    One(other).UpdateAsync(u => u.Set(d => d.Title, $"T{interfering}").Set(d => d.Folder, "x")).GetAwaiter().GetResult();
                }
            },
        });
        world.Forget();
        await One(slow).UpdateAsync(u => u.Set(d => d.Folder, "g").OnMissingValues(MissingValues.Read));
        var item = await world.ItemAsync();
        (item.Text("fpk"), item.Text("fsk"), item.Text("Title")).ShouldBe(("T#acme#FOLDER#g", "TITLE#T0", "T0"));
        world.Lines.Count(l => l.StartsWith("GetItem", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Read_does_not_hide_a_condition_that_fails_or_an_item_that_is_absent()
    {
        var (world, db) = await NewAsync();
        var error = await Should.ThrowAsync<ConditionFailedException>(
            () => One(db).UpdateAsync(u => u.Set(d => d.Folder, "g").OnMissingValues(MissingValues.Read), when: d => d.Priority == 6));
        ((Document)error.Current!).Priority.ShouldBe(5);
        world.TakeLines().Count.ShouldBe(2);
        await Should.ThrowAsync<ItemNotFoundException>(
            () => db.Documents.Where(d => d.Id == "none").UpdateAsync(u => u.Set(d => d.Folder, "g").OnMissingValues(MissingValues.Read)));
        world.TakeLines().ShouldHaveSingleItem().ShouldStartWith("GetItem");
    }

    [Fact]
    public async Task A_transaction_reads_nothing_and_says_what_is_missing()
    {
        var (world, db) = await NewAsync();
        var error = await Should.ThrowAsync<WriteException>(() => db.Transaction()
            .Update(One(db), u => u.Set(d => d.Folder, "g").OnMissingValues(MissingValues.Read)).CommitAsync());
        (error.Code, error.Entity, error.Property).ShouldBe(("STL3110", "Document", "Title"));
        world.SentNothing();
    }

    [Fact]
    public async Task LeaveIndex_takes_the_item_off_the_index_until_the_values_are_known()
    {
        var (world, db) = await NewAsync();
        await One(db).UpdateAsync(u => u.Set(d => d.Folder, "g").Set(d => d.Kind, "memo").OnMissingValues(MissingValues.LeaveIndex));
        world.TakeLines().ShouldHaveSingleItem().ShouldContain("leave ByFolder");
        (await world.ItemAsync()).ShouldLack("fpk", "fsk");
        (await world.ItemAsync()).Text("kpk").ShouldBe("T#acme#KIND#memo");
        (await db.Documents.Where(d => d.Folder == "g").ToListAsync()).ShouldBeEmpty();

        await One(db).UpdateAsync(u => u.Set(d => d.Folder, "g").OnMissingValues(MissingValues.Read));
        (await db.Documents.Where(d => d.Folder == "g").ToListAsync()).ShouldHaveSingleItem().Kind.ShouldBe("memo");
    }

    [Fact]
    public async Task LeaveIndex_is_for_indexes_only()
    {
        var (world, db) = await NewAsync();
        (await Should.ThrowAsync<WriteException>(() => One(db).UpdateAsync(u => u.Insert(d => d.Lines, 1, "b").OnMissingValues(MissingValues.LeaveIndex)))).Code.ShouldBe("STL3132");
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => One(db).UpdateAsync(u => u.Set(d => d.Folder, "g").OnMissingValues((MissingValues)9)));
        world.SentNothing();
    }

    [Fact]
    public async Task The_model_says_it_for_all_updates_and_one_update_says_otherwise()
    {
        var database = new InMemoryDynamoDb();
        var lines = new List<string>();
        var db = new PolicyTable(new TableOptions<PolicyTable>(database.CreateClient()) { Log = lines.Add });
        await db.Client().CreateTableAsync(db.CreateTableRequest());
        await db.Ranks.CreateAsync(new Rank { Id = "r", Group = "g", Points = 1 });
        lines.Clear();
        await db.Ranks.Where(r => r.Id == "r").UpdateAsync(u => u.Set(r => r.Points, 7));
        lines.Count.ShouldBe(2);
        (await db.Ranks.Where(r => r.Group == "g").ToListAsync()).ShouldHaveSingleItem().Points.ShouldBe(7);
        (await Should.ThrowAsync<WriteException>(
            () => db.Ranks.Where(r => r.Id == "r").UpdateAsync(u => u.Set(r => r.Points, 8).OnMissingValues(MissingValues.Refuse)))).Code.ShouldBe("STL3110");
        await db.Ranks.Where(r => r.Id == "r").UpdateAsync(u => u.Set(r => r.Points, 9).OnMissingValues(MissingValues.LeaveIndex));
        (await db.Ranks.Where(r => r.Group == "g").ToListAsync()).ShouldBeEmpty();
    }

    private static IQueryable<Document> One(DocumentTable db) => db.Documents.Where(d => d.Id == "1");

    private static async Task<(WritingWorld<DocumentTable> World, DocumentTable Db)> NewAsync()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.CreateAsync(s_document);
        world.Forget();
        return (world, db);
    }

    public sealed record Rank
    {
        public string Id { get; init; } = "";
        public string Group { get; init; } = "";
        public int Points { get; init; }
    }

    public sealed class PolicyTable(TableOptions<PolicyTable> options) : TableContext(options)
    {
        public EntitySet<Rank> Ranks => Set<Rank>();

        public Amazon.DynamoDBv2.IAmazonDynamoDB Client() => Options.Client;

        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasName("Policies").HasIndex("ByPoints", "gpk", "gsk");
            table.Entity<Rank>(e =>
            {
                e.HasKey(r => $"RANK#{r.Id}", _ => "#R");
                e.HasIndex("ByPoints", r => $"GROUP#{r.Group}", r => $"POINTS#{r.Group}#{r.Points}");
                e.OnMissingValues(MissingValues.Read);
            });
        }
    }
}
