namespace AccessPatterns.Social;

public sealed record User
{
    public required string Id { get; init; }
    public required string Handle { get; init; }
    public string Bio { get; init; } = "";
    public int Followers { get; init; }
    public int Following { get; init; }
    public int Posts { get; init; }
}

public sealed record Post
{
    /// <summary>An ULID in practice, so that posts sort by time.</summary>
    public required string Id { get; init; }

    public required string AuthorId { get; init; }
    public required string Text { get; init; }
    public int Likes { get; init; }
    public int CommentCount { get; init; }
    public User? Author { get; init; }
    public List<Comment> Comments { get; init; } = [];
}

/// <summary>A user likes a post once: the key sees to it.</summary>
public sealed record Like
{
    public required string AuthorId { get; init; }
    public required string PostId { get; init; }
    public required string UserId { get; init; }
}

public sealed record Comment
{
    public required string Id { get; init; }
    public required string AuthorId { get; init; }
    public required string PostId { get; init; }
    public required string UserId { get; init; }
    public required string Text { get; init; }
}

public sealed record Follow
{
    public required string FollowerId { get; init; }
    public required string FolloweeId { get; init; }
}

/// <summary>A post in the timeline of one of its author's followers, written when it is published.</summary>
public sealed record TimelineEntry
{
    public required string UserId { get; init; }
    public required string PostId { get; init; }
    public required string AuthorId { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public Post? Post { get; init; }
}
