namespace AccessPatterns.Social;

/// <summary>Edges are items, and the inverted index reads them from their other end.</summary>
public sealed class SocialTable(TableOptions<SocialTable> options) : TableContext(options)
{
    public EntitySet<User> Users => Set<User>();
    public EntitySet<Post> Posts => Set<Post>();
    public EntitySet<Like> Likes => Set<Like>();
    public EntitySet<Comment> Comments => Set<Comment>();
    public EntitySet<Follow> Follows => Set<Follow>();
    public EntitySet<TimelineEntry> Timelines => Set<TimelineEntry>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Social").HasTimeToLive("ttl").HasIndex("Inverted", "sk", "pk").HasIndex("ByHandle", "handlepk", null);
        table.Entity<User>(e =>
        {
            e.HasKey(u => $"USER#{u.Id}", _ => "#PROFILE");
            e.HasIndex("ByHandle", u => $"HANDLE#{u.Handle}");
            e.HasUnique(u => u.Handle, normalize: text => text.ToLowerInvariant());
            e.Counts<Post>(u => u.Posts);
        });
        table.Entity<Post>(e =>
        {
            e.HasKey(p => $"USER#{p.AuthorId}#POSTS", p => $"POST#{p.Id}");
            e.HasOne(p => p.Author, p => new { Id = p.AuthorId });
            e.Counts<Like>(p => p.Likes);
            e.Counts<Comment>(p => p.CommentCount);
            e.HasMany(p => p.Comments);
        });
        table.Entity<Like>(e => e.HasKey(l => $"POST#{l.PostId}", l => $"LIKE#{l.UserId}"));
        table.Entity<Comment>(e => e.HasKey(c => $"POST#{c.PostId}", c => $"COMMENT#{c.Id}"));
        table.Entity<Follow>(e => e.HasKey(f => $"USER#{f.FollowerId}", f => $"FOLLOWS#{f.FolloweeId}"));
        table.Entity<TimelineEntry>(e =>
        {
            e.HasKey(t => $"TIMELINE#{t.UserId}", t => $"POST#{t.PostId}");
            e.HasOne(t => t.Post, t => new { t.AuthorId, Id = t.PostId });
            e.HasTimeToLive(t => t.ExpiresAt, TimeSpan.FromDays(30));
        });
    }
}
