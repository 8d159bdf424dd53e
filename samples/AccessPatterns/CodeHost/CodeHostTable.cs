namespace AccessPatterns.CodeHost;

/// <summary>Two hierarchies (accounts and tickets), edges with an inverted index, and lists by status and time on GSI1.</summary>
public sealed class CodeHostTable(TableOptions<CodeHostTable> options) : TableContext(options)
{
    public EntitySet<Account> Accounts => Set<Account>();
    public EntitySet<Membership> Memberships => Set<Membership>();
    public EntitySet<Repository> Repositories => Set<Repository>();
    public EntitySet<Ticket> Tickets => Set<Ticket>();
    public EntitySet<Issue> Issues => Set<Issue>();
    public EntitySet<Star> Stars => Set<Star>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("CodeHost").HasIndex("Inverted", "sk", "pk").HasIndex("GSI1", "gsi1pk", "gsi1sk").HasIndex("Forks", "forkpk", "forksk");
        table.Entity<Account>(e =>
        {
            e.HasKey(a => $"ACCOUNT#{a.Name}", _ => "#ACCOUNT");
            e.HasDerived<Person>().HasDerived<Organization>();
        });
        table.Entity<Membership>(e => e.HasKey(m => $"ACCOUNT#{m.Organization}", m => $"MEMBER#{m.Person}"));
        table.Entity<Repository>(e =>
        {
            e.HasKey(r => $"REPO#{r.Owner}#{r.Name}", _ => "#REPO");
            e.HasIndex("GSI1", r => $"ACCOUNT#{r.Owner}", r => $"UPDATED#{r.UpdatedAt}");
            // Sparse by itself: most repositories are no forks, and null keeps them off.
            e.HasIndex("Forks", r => $"FORKS#{r.ForkOf}", r => $"REPO#{r.Owner}#{r.Name}");
            e.Property(r => r.UpdatedAt).OnCreate(Generate.Timestamp).OnUpdate(Generate.Timestamp);
            e.Counts<Star>(r => r.Stars);
        });
        table.Entity<Ticket>(e =>
        {
            e.HasKey(t => $"REPO#{t.Owner}#{t.Repository}", t => $"TICKET#{t.Number:D8}");
            e.HasIndex("GSI1", t => $"TICKETS#{t.Owner}#{t.Repository}", t => $"{t.Status}#{t.Number:D8}");
            e.HasVersion(t => t.Version);
            e.HasDerived<Issue>().HasDerived<PullRequest>();
        });
        table.Entity<Star>(e => e.HasKey(s => $"REPO#{s.Owner}#{s.Repository}", s => $"STAR#{s.Person}"));
    }
}
