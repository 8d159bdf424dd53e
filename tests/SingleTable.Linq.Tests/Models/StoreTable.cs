namespace SingleTable.Linq.Tests.Models;

public sealed record Store
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public List<Audit> Audits { get; init; } = [];
    public List<Clerk> Clerks { get; init; } = [];
    public List<Sale> Sales { get; init; } = [];
}

/// <summary>One for each shop.</summary>
public sealed record Banner
{
    public required string ShopId { get; init; }
}

public sealed record Audit
{
    public required string ShopId { get; init; }
    public int No { get; init; }
}

public sealed record Clerk
{
    public required string ShopId { get; init; }
    public int No { get; init; }
}

public sealed record Sale
{
    public required string ShopId { get; init; }
    public int No { get; init; }
    public string Note { get; init; } = "";
    public List<SaleItem> Items { get; init; } = [];
}

public sealed record SaleEvent
{
    public required string ShopId { get; init; }
    public int SaleNo { get; init; }
    public int No { get; init; }
}

public sealed record SaleItem
{
    public required string ShopId { get; init; }
    public int SaleNo { get; init; }
    public int No { get; init; }
}

/// <summary>In the order of the keys: the shop, audits of any number, one banner, clerks, and sales with events and items.</summary>
public sealed class StoreTable(TableOptions<StoreTable> options) : TableContext(options)
{
    public EntitySet<Store> Shops => Set<Store>();
    public EntitySet<Audit> Audits => Set<Audit>();
    public EntitySet<Banner> Banners => Set<Banner>();
    public EntitySet<Clerk> Clerks => Set<Clerk>();
    public EntitySet<Sale> Sales => Set<Sale>();
    public EntitySet<SaleEvent> Events => Set<SaleEvent>();
    public EntitySet<SaleItem> Items => Set<SaleItem>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Shops").HasKeys("pk", "sk");
        table.Entity<Store>(e => e.HasKey(s => $"SHOP#{s.Id}", _ => "#SHOP").HasMany(s => s.Audits).HasMany(s => s.Clerks).HasMany(s => s.Sales));
        table.Entity<Audit>(e => e.HasKey(a => $"SHOP#{a.ShopId}", a => $"AUDIT#{a.No}"));
        table.Entity<Banner>(e => e.HasKey(b => $"SHOP#{b.ShopId}", _ => "BANNER"));
        table.Entity<Clerk>(e => e.HasKey(c => $"SHOP#{c.ShopId}", c => $"CLERK#{c.No}"));
        table.Entity<Sale>(e => e.HasKey(s => $"SHOP#{s.ShopId}", s => $"SALE#{s.No}").HasMany(s => s.Items));
        table.Entity<SaleEvent>(e => e.HasKey(v => $"SHOP#{v.ShopId}", v => $"SALE#{v.SaleNo}#EVENT#{v.No}"));
        table.Entity<SaleItem>(e => e.HasKey(i => $"SHOP#{i.ShopId}", i => $"SALE#{i.SaleNo}#ITEM#{i.No}"));
    }
}
