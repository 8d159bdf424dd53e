namespace SingleTable.Linq.Tests.Writing;

/// <summary>An entity with a version.</summary>
public sealed record Account
{
    public string TenantId { get; init; } = "";
    public string Id { get; init; } = "";
    public string? Owner { get; init; }
    public int Balance { get; init; }
    public int Version { get; init; }
}

/// <summary>One with a version, and promises that other items keep.</summary>
public sealed record Holder
{
    public string TenantId { get; init; } = "";
    public string Id { get; init; } = "";
    public string? Email { get; init; }
    public long Version { get; init; }
}

/// <summary>One that only counts.</summary>
public sealed record Tally
{
    public string TenantId { get; init; } = "";
    public string Id { get; init; } = "";
    public string? Label { get; init; }
    public int Count { get; init; }
}

public sealed class LedgerTable(TableOptions<LedgerTable> options) : TableContext(options)
{
    public EntitySet<Account> Accounts => Set<Account>();
    public EntitySet<Holder> Holders => Set<Holder>();
    public EntitySet<Tally> Tallies => Set<Tally>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Ledger").HasTenant("TenantId");
        table.Entity<Account>(e =>
        {
            e.HasKey(a => $"T#{a.TenantId}#ACCOUNT#{a.Id}", _ => "#A");
            e.HasVersion(a => a.Version);
        });
        table.Entity<Holder>(e =>
        {
            e.HasKey(h => $"T#{h.TenantId}#HOLDER#{h.Id}", _ => "#H");
            e.HasVersion(h => h.Version);
            e.HasUnique(h => h.Email);
            e.HasAudit();
        });
        table.Entity<Tally>(e => e.HasKey(t => $"T#{t.TenantId}#TALLY#{t.Id}", _ => "#T"));
    }
}
