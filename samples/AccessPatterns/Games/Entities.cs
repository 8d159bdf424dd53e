namespace AccessPatterns.Games;

public sealed record Game
{
    public required string Id { get; init; }
    public required string Map { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while players may join: only then is it on the index of open games.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public int PlayerCount { get; init; }
    public int MaxPlayers { get; init; } = 4;
    public string Board { get; init; } = "";
    public int Version { get; init; }
    public List<Player> Players { get; init; } = [];
}

public sealed record Player
{
    public required string GameId { get; init; }
    public required string UserId { get; init; }
    public DateTimeOffset JoinedAt { get; init; }
}

public sealed record Score
{
    public required string Season { get; init; }
    public required string UserId { get; init; }
    public int Points { get; init; }
}
