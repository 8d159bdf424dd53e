namespace SingleTable.Linq.Tests.Indexes;

public sealed record Book
{
    public required string Id { get; init; }
    public required string Shelf { get; init; }
    public required string Title { get; init; }
    public int Price { get; init; }
    public string? Text { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Stands among the books of a shelf, on an index that does not tell the types apart.</summary>
public sealed record Divider
{
    public required string Id { get; init; }
    public required string Shelf { get; init; }
    public int Price { get; init; }
}

public sealed record Card
{
    public required string Id { get; init; }
    public required string Box { get; init; }
    public required string Text { get; init; }
    public int Rank { get; init; }
}

/// <summary>Entities that only indexes can list, on indexes that do not hold everything.</summary>
public sealed class LibraryTable(TableOptions<LibraryTable> options) : TableContext(options)
{
    public EntitySet<Book> Books => Set<Book>();
    public EntitySet<Divider> Dividers => Set<Divider>();
    public EntitySet<Card> Cards => Set<Card>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Library").HasTimeToLive("ttl");
        table.HasIndex("ByPrice", "ppk", "psk", IndexProjection.KeysOnly);
        table.HasIndex("ByTitle", "tpk", "tsk", IndexProjection.Of("Title", "Price"));
        table.HasNumericIndex("ByRank", "rpk", "rsk", IndexProjection.Of("Rank", "Id"));
        table.Entity<Book>(e =>
        {
            e.HasKey(b => $"BOOK#{b.Id}", _ => "#BOOK");
            e.HasIndex("ByPrice", b => $"SHELF#{b.Shelf}", b => $"PRICE#{b.Price:D6}");
            e.HasIndex("ByTitle", b => $"SHELF#{b.Shelf}", b => $"TITLE#{b.Title}");
            e.HasTimeToLive(b => b.ExpiresAt);
        });
        table.Entity<Divider>(e =>
        {
            e.HasKey(d => $"DIVIDER#{d.Id}", _ => "#DIVIDER");
            e.HasIndex("ByPrice", d => $"SHELF#{d.Shelf}", d => $"PRICE#{d.Price:D6}");
        });
        table.Entity<Card>(e =>
        {
            e.HasKey(c => $"CARD#{c.Id}", _ => "#CARD");
            e.HasIndex("ByPrice", c => $"BOX#{c.Box}", c => $"RANK#{c.Rank:D3}");
            e.HasIndex("ByRank", c => $"BOX#{c.Box}", c => c.Rank);
        });
    }
}
