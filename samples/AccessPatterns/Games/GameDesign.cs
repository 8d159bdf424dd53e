namespace AccessPatterns.Games;

internal sealed class GameDesign() : TableDesign<GameTable>("games", "Game sessions", """
    Matchmaking, turns and a leaderboard. A sparse index holds the games that wait for players, oldest first; the one who joins last fills a game, and nobody joins a full one, because
    the count and its limit are in the same transaction. A version keeps two moves at once from being both done. Scores are ranked by a number
    in the key of an index.
    """, options => new GameTable(options))
{
    protected override Task SeedAsync(TestTable<GameTable> table) => table.SeedAsync(null, async db =>
    {
        foreach (var id in new[] { "g1", "g2", "g3" })
        {
            await db.Games.CreateAsync(new Game { Id = id, Map = id == "g3" ? "moon" : "mars", MaxPlayers = 2 });
            await db.Players.CreateAsync(new Player { GameId = id, UserId = "ada" });
            table.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await db.Scores.BatchPutAsync([.. new[] { ("ada", 300), ("bob", 90), ("cat", 120) }.Select(s => new Score { Season = "2026", UserId = s.Item1, Points = s.Item2 })]);
    });

    protected override IEnumerable<AccessPattern<GameTable>> Patterns(TestTable<GameTable> table) =>
    [
        Pattern.Of(
            "Games on a map that wait for players, oldest first",
            (GameTable db) => db.Games.UsingIndex("Open").Where(g => g.Map == "mars").Take(5).ToListAsync(),
            all => all.Select(g => g.Id).SequenceEqual(["g1", "g2"])),
        Pattern.Of(
            "Join one: the player, and a place that is left",
            (GameTable db) => db.Players.CreateAsync(new Player { GameId = "g1", UserId = "bob" }),
            p => p.JoinedAt == table.Clock.GetUtcNow()),
        Pattern.Refused(
            "Join a full one",
            (GameTable db) => db.Players.CreateAsync(new Player { GameId = "g1", UserId = "cat" }),
            (CounterLimitException e) => e.Parent is Game { PlayerCount: 2 }),
        Pattern.Of(
            "Start it: it leaves the index",
            (GameTable db) => db.Games.Where(g => g.Id == "g1")
                .UpdateAsync(u => u.Set(g => g.StartedAt, table.Clock.GetUtcNow()).Set(g => g.Board, "--"), when: g => g.StartedAt == null && g.PlayerCount == g.MaxPlayers),
            g => g is { Board: "--", Version: 2 }),
        Pattern.Of(
            "A game with its players",
            (GameTable db) => db.Games.Include(g => g.Players).SingleAsync(g => g.Id == "g1"),
            g => g.Players.Select(p => p.UserId).SequenceEqual(["ada", "bob"])),
        Pattern.Of(
            "Make a move",
            (GameTable db) => db.Games.UpdateAsync(Read(2), u => u.Set(g => g.Board, "x-")),
            g => g is { Board: "x-", Version: 3 }),
        Pattern.Refused(
            "The other moves at the same time",
            (GameTable db) => db.Games.UpdateAsync(Read(2), u => u.Set(g => g.Board, "-o")),
            (VersionConflictException e) => e.Current is Game { Board: "x-" }),
        Pattern.Of(
            "Games of a player",
            (GameTable db) => db.Players.Where(p => p.UserId == "ada").ToListAsync(),
            all => all.Select(p => p.GameId).SequenceEqual(["g1", "g2", "g3"])),
        Pattern.Of(
            "The best of a season",
            (GameTable db) => db.Scores.Where(s => s.Season == "2026").OrderByDescending(s => s.Points).Take(2).ToListAsync(),
            all => all.Select(s => s.UserId).SequenceEqual(["ada", "cat"])),
        Pattern.Of(
            "A better score replaces the old one",
            (GameTable db) => db.Scores.Where(s => s.Season == "2026" && s.UserId == "bob").UpdateAsync(u => u.Set(s => s.Points, 200), when: s => s.Points < 200),
            s => s.Points == 200),
        Pattern.Of("The rank of a score", (GameTable db) => db.Scores.CountAsync(s => s.Season == "2026" && s.Points > 200), better => better == 1),
    ];

    private static Game Read(int version) => new() { Id = "g1", Map = "mars", Version = version };
}
