namespace SingleTable.Linq.Tests.Simulation;

/// <summary>The parent: it counts its clients, up to a limit.</summary>
public sealed record Branch
{
    public string TenantId { get; init; } = "";
    public string Id { get; init; } = "";
    public int ClientCount { get; init; }
    public int MaxClients { get; init; }
}

/// <summary>All promises at once: a version, unique values, a count, a trail, a sparse index.</summary>
public sealed record Client
{
    public string TenantId { get; init; } = "";
    public string BranchId { get; init; } = "";
    public string Id { get; init; } = "";
    public string? Email { get; init; }
    public string? Rank { get; init; }
    public int Points { get; init; }
    public int Version { get; init; }
}

/// <summary>A version and an index, and nothing that takes a transaction.</summary>
public sealed record Deposit
{
    public string TenantId { get; init; } = "";
    public string Id { get; init; } = "";
    public int Amount { get; init; }
    public long Version { get; init; }
}

/// <summary>A number that everybody adds to.</summary>
public sealed record Meter
{
    public string TenantId { get; init; } = "";
    public string Id { get; init; } = "";
    public long Total { get; init; }
}

public sealed class BankTable(TableOptions<BankTable> options) : TableContext(options)
{
    public EntitySet<Branch> Branches => Set<Branch>();
    public EntitySet<Client> Clients => Set<Client>();
    public EntitySet<Deposit> Deposits => Set<Deposit>();
    public EntitySet<Meter> Meters => Set<Meter>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Bank").HasTenant("TenantId").HasIndex("ByRank", "rpk", "rsk").HasIndex("ByAmount", "apk", "ask");
        table.Entity<Branch>(e =>
        {
            e.HasKey(b => $"T#{b.TenantId}#BRANCH#{b.Id}", _ => "#BRANCH");
            e.Counts<Client>(b => b.ClientCount, max: b => b.MaxClients);
        });
        table.Entity<Client>(e =>
        {
            e.HasKey(c => $"T#{c.TenantId}#BRANCH#{c.BranchId}", c => $"CLIENT#{c.Id}");
            e.HasIndex("ByRank", c => $"T#{c.TenantId}#RANK#{c.Rank}", c => $"CLIENT#{c.BranchId}#{c.Id}");
            e.HasVersion(c => c.Version);
            e.HasUnique(c => c.Email);
            e.HasAudit();
        });
        table.Entity<Deposit>(e =>
        {
            e.HasKey(d => $"T#{d.TenantId}#DEPOSIT#{d.Id}", _ => "#D");
            e.HasIndex("ByAmount", d => $"T#{d.TenantId}#DEPOSITS", d => $"AMOUNT#{d.Amount}#{d.Id}");
            e.HasVersion(d => d.Version);
        });
        table.Entity<Meter>(e => e.HasKey(m => $"T#{m.TenantId}#METER#{m.Id}", _ => "#M"));
    }
}
