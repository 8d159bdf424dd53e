namespace AccessPatterns.Sessions;

public sealed record Session
{
    /// <summary>What the cookie holds: random, so that the partitions are even.</summary>
    public required string Token { get; init; }

    public required string User { get; init; }
    public string Device { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>One item for each session; an index by user, which holds only keys.</summary>
public sealed class SessionTable(TableOptions<SessionTable> options) : TableContext(options)
{
    public EntitySet<Session> Sessions => Set<Session>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Sessions").HasTimeToLive("ttl").HasIndex("ByUser", "userpk", "usersk", IndexProjection.Of("Token", "User", "CreatedAt", "ExpiresAt"));
        table.Entity<Session>(e =>
        {
            e.HasKey(s => $"SESSION#{s.Token}", _ => "#SESSION");
            e.HasIndex("ByUser", s => $"USER#{s.User}", s => $"CREATED#{s.CreatedAt}");
            e.Property(s => s.CreatedAt).OnCreate(Generate.Timestamp);
            e.HasTimeToLive(s => s.ExpiresAt, TimeSpan.FromHours(8), isSliding: true);
        });
    }
}
