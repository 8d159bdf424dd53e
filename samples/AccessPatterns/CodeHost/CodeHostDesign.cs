namespace AccessPatterns.CodeHost;

internal sealed class CodeHostDesign() : TableDesign<CodeHostTable>("code-host", "GitHub clone", """
    Accounts, repositories, issues, pull requests, stars, members and forks. People and organizations share a name space, issues and pull requests a sequence of numbers: each
    pair is a hierarchy, stored and read as what it is. Stars and memberships are read from both ends by the inverted index; forks have a sparse one, which a null keeps
    other repositories off. Numbers of fixed width sort in keys, and a version keeps two editors of an issue apart.
    """, options => new CodeHostTable(options))
{
    protected override Task SeedAsync(TestTable<CodeHostTable> table) => table.SeedAsync(null, async db =>
    {
        await db.Accounts.CreateAsync(new Person { Name = "ada", Email = "ada@mail.com" });
        await db.Accounts.CreateAsync(new Organization { Name = "acme" });
        await db.Memberships.CreateAsync(new Membership { Organization = "acme", Person = "ada", Role = "owner" });
        foreach (var name in new[] { "engine", "site" })
        {
            await db.Repositories.CreateAsync(new Repository { Owner = "acme", Name = name, LastNumber = 3 });
            table.Clock.Advance(TimeSpan.FromHours(1));
        }

        await db.Repositories.CreateAsync(new Repository { Owner = "ada", Name = "engine", ForkOf = "acme/engine" });
        await db.Tickets.CreateAsync(new Issue { Owner = "acme", Repository = "engine", Number = 1, Title = "It leaks", Status = Status.Closed });
        await db.Tickets.CreateAsync(new PullRequest { Owner = "acme", Repository = "engine", Number = 2, Title = "Stop the leak", Branch = "no-leak" });
        await db.Tickets.CreateAsync(new Issue { Owner = "acme", Repository = "engine", Number = 3, Title = "It is slow" });
        await db.Stars.CreateAsync(new Star { Owner = "acme", Repository = "engine", Person = "bob" });
    });

    protected override IEnumerable<AccessPattern<CodeHostTable>> Patterns(TestTable<CodeHostTable> table) =>
    [
        Pattern.Refused(
            "Sign up under a name that an organization has",
            (CodeHostTable db) => db.Accounts.CreateAsync(new Person { Name = "acme" }),
            (ItemExistsException _) => true),
        Pattern.Of("An account, whatever it is", (CodeHostTable db) => db.Accounts.FindAsync("acme"), a => a is Organization { Plan: "free" }),
        Pattern.Of(
            "Repositories of an account, latest change first",
            (CodeHostTable db) => db.Repositories.Where(r => r.Owner == "acme").OrderByDescending(r => r.UpdatedAt).Take(10).ToListAsync(),
            all => all.Select(r => r.Name).SequenceEqual(["site", "engine"])),
        Pattern.Of(
            "A repository",
            (CodeHostTable db) => db.Repositories.FindAsync("acme", "engine"),
            r => r is { Stars: 1, LastNumber: 3 }),
        Pattern.Of(
            "Forks of a repository",
            (CodeHostTable db) => db.Repositories.Where(r => r.ForkOf == "acme/engine").ToListAsync(),
            all => all is [{ Owner: "ada" }]),
        Pattern.Of(
            "The next number of a repository",
            (CodeHostTable db) => db.Repositories.Where(r => r.Owner == "acme" && r.Name == "engine").UpdateAsync(u => u.Add(r => r.LastNumber, 1).AtLeastOnce()),
            r => r.LastNumber == 4),
        Pattern.Of(
            "An issue with that number",
            (CodeHostTable db) => db.Tickets.CreateAsync(new Issue { Owner = "acme", Repository = "engine", Number = 4, Title = "It is loud" }),
            t => t is Issue { Version: 1 }),
        Pattern.Of(
            "An issue or pull request by its number",
            (CodeHostTable db) => db.Tickets.FindAsync("acme", "engine", 2),
            t => t is PullRequest { Branch: "no-leak" }),
        Pattern.Of(
            "Open tickets of a repository, newest first, in pages",
            (CodeHostTable db) => db.Tickets.Where(t => t.Owner == "acme" && t.Repository == "engine" && t.Status == Status.Open).OrderByDescending(t => t.Number).ToPageAsync(2),
            page => page.Items.Select(t => t.Number).SequenceEqual([4, 3]) && page.Next is not null),
        Pattern.Of(
            "Open issues only",
            (CodeHostTable db) => db.Issues.Where(t => t.Owner == "acme" && t.Repository == "engine" && t.Status == Status.Open).ToListAsync(),
            all => all.Select(t => t.Number).SequenceEqual([3, 4])),
        Pattern.Of(
            "Close an issue as it was read: its place on GSI1 follows",
            (CodeHostTable db) => db.Tickets.UpdateAsync(s_slow, s_slow with { Status = Status.Closed }),
            t => t is { Status: Status.Closed, Version: 2 }),
        Pattern.Refused(
            "Somebody else closes it too, who has not seen that",
            (CodeHostTable db) => db.Tickets.UpdateAsync(s_slow, s_slow with { Title = "It is very slow" }),
            (VersionConflictException e) => e is { ExpectedVersion: 1, CurrentVersion: 2 }),
        Pattern.Done(
            "Star a repository",
            (CodeHostTable db) => db.Stars.CreateAsync(new Star { Owner = "acme", Repository = "engine", Person = "ada" }),
            async db => await db.Repositories.FindAsync("acme", "engine") is { Stars: 2 }),
        Pattern.Of(
            "Who starred a repository",
            (CodeHostTable db) => db.Stars.Where(s => s.Owner == "acme" && s.Repository == "engine").ToListAsync(),
            all => all.Select(s => s.Person).SequenceEqual(["ada", "bob"])),
        Pattern.Of("What somebody starred", (CodeHostTable db) => db.Stars.Where(s => s.Person == "ada").ToListAsync(), all => all is [{ Repository: "engine" }]),
        Pattern.Of(
            "Members of an organization",
            (CodeHostTable db) => db.Memberships.Where(m => m.Organization == "acme").ToListAsync(),
            all => all is [{ Person: "ada", Role: "owner" }]),
        Pattern.Of("Organizations of a person", (CodeHostTable db) => db.Memberships.Where(m => m.Person == "ada").ToListAsync(), all => all is [{ Organization: "acme" }]),
    ];

    private static readonly Ticket s_slow = new Issue { Owner = "acme", Repository = "engine", Number = 3, Title = "It is slow", Version = 1 };
}
