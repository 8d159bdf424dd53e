namespace SingleTable.Linq.Tests.Writing;

/// <summary>Counts its notes, and can be deleted softly itself.</summary>
public sealed record Binder
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public int NoteCount { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public IReadOnlyList<Memo> Notes { get; init; } = [];
}

/// <summary>With all that the model can promise.</summary>
public sealed record Memo
{
    public string TenantId { get; init; } = "";
    public required string BinderId { get; init; }
    public required string Id { get; init; }
    public string? Slug { get; init; }
    public string Text { get; init; } = "";
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>With a version, a time after which a deleted one is gone, and an index of the deleted ones.</summary>
public sealed record Sheet
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string Title { get; init; } = "t";
    public int Version { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>With nothing but that.</summary>
public sealed record Scrap
{
    public string TenantId { get; init; } = "";
    public required string Box { get; init; }
    public required string Id { get; init; }
    public string Label { get; init; } = "x";
    public int Count { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>Of several types.</summary>
public abstract record Shape
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

public sealed record Circle : Shape
{
    public int Radius { get; init; }
}

public sealed record Square : Shape
{
    public int Side { get; init; }
}

public sealed class TrashTable(TableOptions<TrashTable> options) : TableContext(options)
{
    public EntitySet<Binder> Binders => Set<Binder>();
    public EntitySet<Memo> Notes => Set<Memo>();
    public EntitySet<Sheet> Sheets => Set<Sheet>();
    public EntitySet<Scrap> Scraps => Set<Scrap>();
    public EntitySet<Shape> Shapes => Set<Shape>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Trash").HasTenant("TenantId").HasTimeToLive("ttl").HasTypeIndex("ByType");
        table.HasIndex("Deleted", "dpk", "dsk").HasIndex("ByLabel", "lpk", "lsk").HasIndex("Keys", "kpk", "ksk", IndexProjection.KeysOnly)
            .HasIndex("Part", "ppk", "psk", IndexProjection.Of("Count"));
        table.Entity<Binder>(e =>
        {
            e.HasKey(b => $"T#{b.TenantId}#BINDER#{b.Id}", _ => "#");
            e.HasMany(b => b.Notes);
            e.Counts<Memo>(b => b.NoteCount, max: 2);
            e.HasSoftDelete(b => b.DeletedAt);
        });
        table.Entity<Memo>(e =>
        {
            e.HasKey(n => $"T#{n.TenantId}#BINDER#{n.BinderId}", n => $"NOTE#{n.Id}");
            e.HasUnique(n => n.Slug);
            e.HasAudit();
            e.HasSoftDelete(n => n.DeletedAt);
        });
        table.Entity<Sheet>(e =>
        {
            e.HasKey(s => $"T#{s.TenantId}#SHEET#{s.Id}", _ => "#");
            e.HasIndex("Deleted", s => $"T#{s.TenantId}#DELETED", s => $"AT#{s.DeletedAt}");
            e.HasVersion(s => s.Version);
            e.Property(s => s.UpdatedAt).OnUpdate(Generate.Timestamp);
            e.HasSoftDelete(s => s.DeletedAt, keepFor: TimeSpan.FromDays(30));
        });
        table.Entity<Scrap>(e =>
        {
            e.HasKey(s => $"T#{s.TenantId}#BOX#{s.Box}", s => $"SCRAP#{s.Id}");
            e.HasIndex("ByLabel", s => $"T#{s.TenantId}#LABEL#{s.Label}", s => $"SCRAP#{s.Id}");
            e.HasIndex("Keys", s => $"T#{s.TenantId}#LABEL#{s.Label}", s => $"SCRAP#{s.Id}");
            e.HasIndex("Part", s => $"T#{s.TenantId}#LABEL#{s.Label}", s => $"SCRAP#{s.Id}");
            e.HasSoftDelete(s => s.DeletedAt);
        });
        table.Entity<Shape>(e =>
        {
            e.HasKey(s => $"T#{s.TenantId}#SHAPE", s => $"SHAPE#{s.Id}");
            e.HasSoftDelete(s => s.DeletedAt);
            e.HasDerived<Circle>();
            e.HasDerived<Square>();
        });
    }
}
