namespace AccessPatterns.Games;

/// <summary>A game and its players share a partition; the inverted index lists the games of a player, a numeric one the best of a season.</summary>
public sealed class GameTable(TableOptions<GameTable> options) : TableContext(options)
{
    public EntitySet<Game> Games => Set<Game>();
    public EntitySet<Player> Players => Set<Player>();
    public EntitySet<Score> Scores => Set<Score>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Games").HasIndex("Inverted", "sk", "pk").HasIndex("Open", "openpk", "opensk").HasNumericIndex("Ranking", "rankpk", "points");
        table.Entity<Game>(e =>
        {
            e.HasKey(g => $"GAME#{g.Id}", _ => "#GAME");
            e.HasIndex("Open", g => $"MAP#{g.Map}", g => $"CREATED#{g.CreatedAt}#{g.Id}");
            e.HasIndexFilter("Open", g => g.StartedAt == null);
            e.Property(g => g.CreatedAt).OnCreate(Generate.Timestamp);
            e.HasVersion(g => g.Version);
            e.HasMany(g => g.Players);
            // The limit is part of the transaction that lets a player in.
            e.Counts<Player>(g => g.PlayerCount, max: g => g.MaxPlayers);
        });
        table.Entity<Player>(e =>
        {
            e.HasKey(p => $"GAME#{p.GameId}", p => $"PLAYER#{p.UserId}");
            e.Property(p => p.JoinedAt).OnCreate(Generate.Timestamp);
        });
        table.Entity<Score>(e =>
        {
            e.HasKey(s => $"SEASON#{s.Season}", s => $"SCORE#{s.UserId}");
            e.HasIndex("Ranking", s => $"SEASON#{s.Season}", s => s.Points);
        });
    }
}
