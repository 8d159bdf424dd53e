namespace SingleTable.Linq.Tests.Writing;

/// <summary>Lives as long as it says itself, or for ever; in the partition of its owner.</summary>
public sealed record Cart
{
    public string TenantId { get; init; } = "";
    public required string OwnerId { get; init; }
    public required string Id { get; init; }
    public string Label { get; init; } = "none";
    public TimeSpan? KeepFor { get; init; }
    public TimeSpan? Usual { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public int Version { get; init; }
    public Owner? Owner { get; init; }
}

/// <summary>Must say how long it lives.</summary>
public sealed record Lease
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public int Count { get; init; }
    public TimeSpan Length { get; init; }
    public DateTime ExpiresAt { get; init; }
}

/// <summary>Lives for eight hours after its last update.</summary>
public sealed record Login
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public int Count { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Lives for a day.</summary>
public sealed record Invite
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public int Count { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed record Owner
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public IReadOnlyList<Cart> Carts { get; init; } = [];
}

public sealed class LeaseTable(TableOptions<LeaseTable> options) : TableContext(options)
{
    public EntitySet<Cart> Carts => Set<Cart>();
    public EntitySet<Lease> Leases => Set<Lease>();
    public EntitySet<Login> Logins => Set<Login>();
    public EntitySet<Invite> Invites => Set<Invite>();
    public EntitySet<Owner> Owners => Set<Owner>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Leases").HasTenant("TenantId").HasTimeToLive("ttl").HasTypeIndex("ByType");
        table.HasIndex("ByLabel", "lpk", "lsk").HasIndex("Keys", "kpk", "ksk", IndexProjection.KeysOnly);
        table.Entity<Owner>(e =>
        {
            e.HasKey(o => $"T#{o.TenantId}#OWNER#{o.Id}", _ => "#");
            e.HasMany(o => o.Carts);
        });
        table.Entity<Cart>(e =>
        {
            e.HasKey(c => $"T#{c.TenantId}#OWNER#{c.OwnerId}", c => $"CART#{c.Id}");
            e.HasIndex("ByLabel", c => $"T#{c.TenantId}#LABEL#{c.Label}", c => $"CART#{c.Id}");
            e.HasIndex("Keys", c => $"T#{c.TenantId}#LABEL#{c.Label}", c => $"CART#{c.Id}");
            e.HasOne(c => c.Owner);
            e.HasTimeToLive(c => c.ExpiresAt, after: c => c.KeepFor);
            e.HasVersion(c => c.Version);
        });
        table.Entity<Lease>(e => e.HasKey(l => $"T#{l.TenantId}#LEASE#{l.Id}", _ => "#L").HasTimeToLive(l => l.ExpiresAt, after: l => l.Length));
        table.Entity<Login>(e => e.HasKey(l => $"T#{l.TenantId}#LOGIN#{l.Id}", _ => "#L").HasTimeToLive(l => l.ExpiresAt, TimeSpan.FromHours(8), isSliding: true));
        table.Entity<Invite>(e => e.HasKey(i => $"T#{i.TenantId}#INVITE#{i.Id}", _ => "#I").HasTimeToLive(i => i.ExpiresAt, TimeSpan.FromDays(1)));
    }
}
