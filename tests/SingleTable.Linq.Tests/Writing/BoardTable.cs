namespace SingleTable.Linq.Tests.Writing;

/// <summary>Counts what names it by two properties.</summary>
public sealed record Field
{
    public string TenantId { get; init; } = "";
    public required string Row { get; init; }
    public required string Column { get; init; }
    public int PieceCount { get; init; }
}

public sealed record Piece
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string? Row { get; init; }
    public string? Column { get; init; }
    public string? Name { get; init; }
    public int Version { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>Of several types, with a trail.</summary>
public abstract record Leaflet
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

public sealed record Postcard : Leaflet
{
    public string? To { get; init; }
}

public sealed record Coupon : Leaflet
{
    public int Amount { get; init; }
    public string? Payer { get; init; }
    public List<string> Lines { get; init; } = [];
}

public sealed class BoardTable(TableOptions<BoardTable> options) : TableContext(options)
{
    public EntitySet<Field> Fields => Set<Field>();
    public EntitySet<Piece> Pieces => Set<Piece>();
    public EntitySet<Leaflet> Leaflets => Set<Leaflet>();
    public EntitySet<Postcard> Postcards => Set<Postcard>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Board").HasTenant("TenantId").HasTypeIndex("ByType");
        table.Entity<Field>(e =>
        {
            e.HasKey(f => $"T#{f.TenantId}#ROW#{f.Row}", f => $"COLUMN#{f.Column}");
            e.Counts<Piece>(f => f.PieceCount);
        });
        table.Entity<Piece>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#PIECE#{p.Id}", _ => "#");
            e.HasSoftDelete(p => p.DeletedAt);
            e.HasVersion(p => p.Version);
        });
        table.Entity<Leaflet>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#PAPERS", p => $"PAPER#{p.Id}");
            e.HasAudit();
            e.HasSoftDelete(p => p.DeletedAt);
            e.HasDerived<Postcard>().HasDerived<Coupon>();
        });
    }
}
