namespace SingleTable.Linq.Tests.Models;

public sealed record Folder
{
    public required string Drive { get; init; }
    public required string Path { get; init; }
    public string Title { get; init; } = "";
    public List<Folder> Children { get; init; } = [];
    public Document[] Documents { get; init; } = [];
}

public sealed record Document
{
    public required string Drive { get; init; }
    public required string Folder { get; init; }
    public required string Name { get; init; }
}

/// <summary>A tree that is stored by path, with the documents of each folder between.</summary>
public sealed class DriveTable(TableOptions<DriveTable> options) : TableContext(options)
{
    public EntitySet<Folder> Folders => Set<Folder>();
    public EntitySet<Document> Documents => Set<Document>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Drives").HasKeys("pk", "sk");
        table.Entity<Folder>(e => e.HasKey(f => $"DRIVE#{f.Drive}", f => $"FOLDER#{f.Path}").HasTree(f => f.Path, f => f.Children).HasMany(f => f.Documents));
        table.Entity<Document>(e => e.HasKey(d => $"DRIVE#{d.Drive}", d => $"FOLDER#{d.Folder}#DOC#{d.Name}"));
    }
}
