namespace SingleTable.Linq.Tests.Models;

public sealed record Topic
{
    public required string Forum { get; init; }
    public required string Name { get; init; }
    public List<Post> Posts { get; init; } = [];
}

public sealed record Post
{
    public required string Forum { get; init; }
    public required string Topic { get; init; }
    public int No { get; init; }
}

public abstract class ForumTable(TableOptions<ForumTable> options, KeyEncoding encoding) : TableContext(options)
{
    public EntitySet<Topic> Topics => Set<Topic>();
    public EntitySet<Post> Posts => Set<Post>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Forum").HasKeys("pk", "sk");
        table.Entity<Topic>(e =>
        {
            e.HasKey(t => $"FORUM#{t.Forum}", t => $"TOPIC#{t.Name}").HasMany(t => t.Posts);
            e.Property(t => t.Name).HasKeyEncoding(encoding);
        });
        table.Entity<Post>(e =>
        {
            e.HasKey(p => $"FORUM#{p.Forum}", p => $"TOPIC#{p.Topic}#POST#{p.No}");
            e.Property(p => p.Topic).HasKeyEncoding(encoding);
        });
    }
}

public sealed class PlainForum(TableOptions<ForumTable> options) : ForumTable(options, KeyEncoding.Plain);

public sealed class RawForum(TableOptions<ForumTable> options) : ForumTable(options, KeyEncoding.Raw);
