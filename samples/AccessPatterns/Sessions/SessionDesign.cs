namespace AccessPatterns.Sessions;

internal sealed class SessionDesign() : TableDesign<SessionTable>("sessions", "Session store", """
    A session is one item, read by its token at each request. It expires eight hours after it was last used: the date slides with each update. What has expired is gone at
    once, although DynamoDB may take days to delete it. An index by user, which does not hold all of a session, serves "log out everywhere".
    """, options => new SessionTable(options))
{
    protected override async Task SeedAsync(TestTable<SessionTable> table)
    {
        var now = table.Clock.GetUtcNow();
        await table.SeedAsync(
            null,
            new Session { Token = "t-old", User = "ada", CreatedAt = now.AddHours(-9), ExpiresAt = now.AddHours(-1) },
            new Session { Token = "t-phone", User = "ada", Device = "phone", CreatedAt = now.AddHours(-2), ExpiresAt = now.AddHours(6) },
            new Session { Token = "t-bob", User = "bob", CreatedAt = now, ExpiresAt = now.AddHours(8) });
    }

    protected override IEnumerable<AccessPattern<SessionTable>> Patterns(TestTable<SessionTable> table) =>
    [
        Pattern.Of(
            "Log in",
            (SessionTable db) => db.Sessions.CreateAsync(new Session { Token = "t-laptop", User = "ada", Device = "laptop" }),
            s => s.ExpiresAt == table.Clock.GetUtcNow().AddHours(8)),
        Pattern.Of("The session of a request", (SessionTable db) => db.Sessions.FindAsync("t-phone"), s => s is { User: "ada", Device: "phone" }),
        Pattern.Of("One that has expired, and is not deleted yet", (SessionTable db) => db.Sessions.FindAsync("t-old"), s => s is null),
        Pattern.Of(
            "Keep it alive: the expiry slides with each update",
            (SessionTable db) => db.Sessions.Where(s => s.Token == "t-phone").UpdateAsync(u => u.Touch()),
            s => s.ExpiresAt == table.Clock.GetUtcNow().AddHours(8)),
        Pattern.Of(
            "Sessions of a user, newest first",
            (SessionTable db) => db.Sessions.Where(s => s.User == "ada").OrderByDescending(s => s.CreatedAt).Select(s => new { s.Token, s.CreatedAt }).ToListAsync(),
            all => all.Select(s => s.Token).SequenceEqual(["t-laptop", "t-phone"])),
        Pattern.Of(
            "The same with what the index does not hold",
            (SessionTable db) => db.Sessions.Where(s => s.User == "ada").OrderByDescending(s => s.CreatedAt).Hydrate().ToListAsync(),
            all => all.Select(s => s.Device).SequenceEqual(["laptop", "phone"])),
        Pattern.Of("How many are logged in as a user", (SessionTable db) => db.Sessions.CountAsync(s => s.User == "ada"), count => count == 2),
        Pattern.Done(
            "Log out",
            (SessionTable db) => db.Sessions.Where(s => s.Token == "t-laptop").DeleteAsync(),
            async db => await db.Sessions.FindAsync("t-laptop") is null),
        Pattern.Of(
            "Log out everywhere",
            (SessionTable db) => db.Sessions.Where(s => s.User == "ada").DeleteAllAsync(),
            result => result.Changed == 1),
        Pattern.Of("Nobody else was logged out", (SessionTable db) => db.Sessions.FindAsync("t-bob"), s => s is not null),
    ];
}
