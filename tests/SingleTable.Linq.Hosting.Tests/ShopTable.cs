namespace SingleTable.Linq.Hosting.Tests;

public sealed record Order
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string Customer { get; init; }
    public int Total { get; init; }
    public DateTimeOffset PlacedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Belongs to no tenant.</summary>
public sealed record Currency
{
    public required string Code { get; init; }
    public required string Name { get; init; }
}

/// <summary>One kind of index each: by the library's texts, a native one, and one that holds less than the items.</summary>
public sealed class ShopTable(TableOptions<ShopTable> options) : TableContext(options)
{
    public EntitySet<Order> Orders => Set<Order>();
    public EntitySet<Currency> Currencies => Set<Currency>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Shop").HasKeys("pk", "sk").HasTenant("TenantId").HasTimeToLive("ttl");
        table.HasIndex("ByCustomer", "gsi1pk", "gsi1sk");
        table.HasIndex("ByTotal", i => i.Partition("TenantId", "Customer").Sort("Total"), IndexProjection.Of("PlacedAt"));
        table.Entity<Order>(e =>
        {
            e.HasKey(o => $"T#{o.TenantId}#ORDER#{o.Id}", _ => "#ORDER");
            e.HasIndex("ByCustomer", o => $"T#{o.TenantId}#CUSTOMER#{o.Customer}", o => $"{o.PlacedAt}#{o.Id}");
            e.Property(o => o.Id).OnCreate(Generate.UuidV7);
            e.Property(o => o.PlacedAt).OnCreate(Generate.Timestamp);
            e.HasTimeToLive(o => o.ExpiresAt);
            e.HasAudit();
        });
        table.Entity<Currency>(e => e.HasKey(c => $"CURRENCY#{c.Code}", _ => "#CURRENCY").IsSharedByTenants());
    }
}
