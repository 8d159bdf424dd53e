namespace SingleTable.Linq.Tests.Indexes;

public enum SaleStatus
{
    Open,
    Paid,
    Closed,
}

public sealed record Sale
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public required string Region { get; init; }
    public SaleStatus Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public decimal Amount { get; init; }
    public required string Code { get; init; }
    public string? Channel { get; init; }
    public int Year { get; init; }
    public double? Score { get; init; }
    public string Note { get; init; } = "";
}

/// <summary>Has all that the index ByRegion takes, and so is on it, among the sales.</summary>
public sealed record Refund
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public required string Region { get; init; }
    public SaleStatus Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public decimal Amount { get; init; }
    public required string Code { get; init; }
}

/// <summary>Stores one key attribute of an index, but is on none.</summary>
public sealed record Office
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public required string Region { get; init; }
}

/// <summary>Indexes whose keys are several properties of the entities.</summary>
public sealed class ShopTable(TableOptions<ShopTable> options) : TableContext(options)
{
    public EntitySet<Sale> Sales => Set<Sale>();
    public EntitySet<Refund> Refunds => Set<Refund>();
    public EntitySet<Office> Offices => Set<Office>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Shop").HasTenant("TenantId");
        table.HasIndex("ByRegion", i => i.Partition("TenantId", "Region").Sort("Status", "CreatedAt", "Amount", "Code"));
        table.HasIndex("ByChannel", i => i.Partition("TenantId", "Channel").Sort("Score", "Amount"));
        table.HasIndex("ByYear", i => i.Partition("TenantId", "Year").Sort("Code"), IndexProjection.KeysOnly);
        table.Entity<Sale>(e =>
        {
            e.HasKey(x => $"TENANT#{x.TenantId}#SALE#{x.Id}", _ => "#SALE");
            e.HasIndex("ByRegion", x => new { x.TenantId, x.Region }, x => new { x.Status, x.CreatedAt, x.Amount, x.Code });
            e.HasIndex("ByYear", x => new { x.TenantId, x.Year }, x => x.Code);
        });
        table.Entity<Refund>(e => e.HasKey(x => $"TENANT#{x.TenantId}#REFUND#{x.Id}", _ => "#REFUND"));
        table.Entity<Office>(e => e.HasKey(x => $"TENANT#{x.TenantId}#OFFICE#{x.Id}", _ => "#OFFICE"));
    }
}

internal static class ShopData
{
    public static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly Sale[] Sales = [.. Enumerable.Range(0, 60).Select(i => new Sale
    {
        TenantId = "acme",
        Id = $"s{i:D2}",
        Region = i % 3 == 0 ? "US" : "EU",
        Status = (SaleStatus)(i % 3),
        CreatedAt = Day.AddHours(i / 6),
        Amount = ((i * 7 % 11) - 3) * 1.5m,
        Code = "abz"[i % 3] + (i % 4 == 0 ? "" : $"-{i % 5}") + (i % 10 == 9 ? "ü" : ""),
        Channel = i % 4 == 0 ? null : i % 4 == 1 ? "web" : "shop",
        Year = 2020 + (i % 3),
        Score = i % 5 == 0 ? null : i % 7 / 2.0,
        Note = $"note {i % 2}",
    })];

    public static async Task SeedAsync(ShopTable acme, ShopTable globex)
    {
        await acme.Sales.BatchPutAsync(Sales);
        await acme.Refunds.BatchPutAsync(Sales.Take(12).Select(s => new Refund
        {
            Id = $"r{s.Id}", Region = s.Region, Status = s.Status, CreatedAt = s.CreatedAt, Amount = s.Amount, Code = s.Code,
        }));
        await acme.Offices.PutAsync(new Office { Id = "o", Region = "EU" });
        await globex.Sales.BatchPutAsync(Sales.Take(20).Select(s => s with { TenantId = "", Note = "of another tenant" }));
    }
}
