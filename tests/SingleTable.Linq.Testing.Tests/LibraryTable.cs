namespace SingleTable.Linq.Testing.Tests;

public sealed record Book
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string Shelf { get; init; }
    public string? Title { get; init; }
    public string? Text { get; init; }
    public int Loans { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed class LibraryTable(TableOptions<LibraryTable> options) : TableContext(options)
{
    public EntitySet<Book> Books => Set<Book>();

    public IQueryable<Book> On(string shelf) => Books.Where(b => b.Shelf == shelf);

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Library").HasTenant("TenantId").HasTimeToLive("ttl");
        table.HasIndex("ByTitle", "gsi1pk", "gsi1sk");
        table.Entity<Book>(e =>
        {
            e.HasKey(b => $"T#{b.TenantId}#SHELF#{b.Shelf}", b => $"BOOK#{b.Id}");
            e.HasIndex("ByTitle", b => $"T#{b.TenantId}#BOOKS", b => $"TITLE#{b.Title}");
            e.HasTimeToLive(b => b.ExpiresAt);
            e.Property(b => b.Id).OnCreate(Generate.UuidV7);
            e.Property(b => b.CreatedAt).OnCreate(Generate.Timestamp).IsSealed();
        });
    }
}
