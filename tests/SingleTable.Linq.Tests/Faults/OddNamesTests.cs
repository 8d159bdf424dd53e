using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Faults;

/// <summary>Reserved words and odd attribute names.</summary>
public class OddNamesTests
{
    private readonly OddTable _db = new(new TableOptions<OddTable>(InMemoryDynamoDb.NewClient()));

    [Fact]
    [Trait("Fault", "30")]
    public async Task Reserved_words_and_odd_attribute_names_work_everywhere()
    {
        await _db.Options.Client.CreateTableAsync(_db.CreateTableRequest());
        await _db.Items.CreateAsync(new Odd { Group = "g", Order = 1, Select = "a", Status = "b", Size = 3, Dotted = "c", Spaced = "d" });
        var found = await _db.Items
            .Where(o => o.Group == "g" && o.Select == "a" && o.Status == "b" && o.Size == 3 && o.Dotted == "c" && o.Spaced == "d")
            .Select(o => new { o.Select, o.Dotted, o.Spaced, o.Size }).SingleAsync();
        (found.Select, found.Dotted, found.Spaced, found.Size).ShouldBe(("a", "c", "d", 3));

        await _db.Items.Where(o => o.Group == "g" && o.Order == 1 && o.Status == "b")
            .UpdateAsync(u => u.Set(o => o.Dotted, "e").Set(o => o.Select, "f").Add(o => o.Size, 1).Remove(o => o.Spaced));
        var updated = await _db.Items.FindAsync("g", 1);
        (updated!.Dotted, updated.Select, updated.Size, updated.Spaced).ShouldBe(("e", "f", 4, null));
    }

    public sealed class Odd
    {
        public required string Group { get; set; }
        public int Order { get; set; }
        public string? Select { get; set; }
        public string? Status { get; set; }
        public int Size { get; set; }
        public string? Dotted { get; set; }
        public string? Spaced { get; set; }
    }

    public sealed class OddTable(TableOptions<OddTable> options) : TableContext(options)
    {
        public EntitySet<Odd> Items => Set<Odd>();

        protected override void OnModelCreating(TableModelBuilder table) => table
            .HasName("Odd").HasKeys("KEY", "value").HasTypeAttribute("type")
            .Entity<Odd>(e =>
            {
                e.HasKey(o => $"G#{o.Group}", o => $"O#{o.Order}");
                e.Property(o => o.Dotted).HasAttribute("a.b[0]");
                e.Property(o => o.Spaced).HasAttribute("with space-#:ü");
            });
    }
}
