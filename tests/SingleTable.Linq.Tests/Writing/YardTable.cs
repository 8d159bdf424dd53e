using System.ComponentModel.DataAnnotations;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Everything at once: soft delete, version, trail, unique value, count, filtered index, generators that wait, rules.</summary>
public sealed record Ticket
{
    public string TenantId { get; init; } = "";
    public required string QueueId { get; init; }
    public required string Id { get; init; }
    public string? Code { get; init; }
    public string Assignee { get; init; } = "nobody";

    [StringLength(10, ErrorMessage = "At most ten letters")]
    public string Status { get; init; } = "open";
    public int Priority { get; init; }
    public string? ChangedBy { get; init; }
    public int Version { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

public sealed record Line
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public int TicketCount { get; init; }
    public int Version { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public IReadOnlyList<Ticket> Tickets { get; init; } = [];
}

/// <summary>Without promises: soft delete, version, an index of what is not deleted and open, and one of versions.</summary>
public sealed record Parcel
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string Label { get; init; } = "none";
    public string? Shelf { get; init; }
    public string? Note { get; init; }
    public string Status { get; init; } = "open";
    public int Version { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>Lives for a time after each update, can be deleted softly, and says who changed it.</summary>
public sealed record Seat
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string Label { get; init; } = "none";
    public int Rank { get; init; }
    public string? ChangedBy { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>Lives for a generated time.</summary>
public sealed record Pass
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string Label { get; init; } = "none";
    public TimeSpan? KeepFor { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Of two types, with a rule of one of them and a trail of the other.</summary>
public abstract record Tool
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string Name { get; init; } = "x";
    public int Version { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

public sealed record Saw : Tool
{
    public int Teeth { get; init; }
}

public sealed record Drill : Tool
{
    public int Watts { get; init; }
}

/// <summary>Expires, and counts what does not.</summary>
public sealed record Desk
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public int NoteCount { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed record Sticker
{
    public string TenantId { get; init; } = "";
    public required string DeskId { get; init; }
    public required string Id { get; init; }
    public int Height { get; init; }
    public string? Author { get; init; }
}

public sealed class YardTable(TableOptions<YardTable> options) : TableContext(options)
{
    public EntitySet<Line> Lines => Set<Line>();
    public EntitySet<Ticket> Tickets => Set<Ticket>();
    public EntitySet<Parcel> Parcels => Set<Parcel>();
    public EntitySet<Desk> Desks => Set<Desk>();
    public EntitySet<Sticker> Stickers => Set<Sticker>();
    public EntitySet<Seat> Seats => Set<Seat>();
    public EntitySet<Pass> Passes => Set<Pass>();
    public EntitySet<Tool> Tools => Set<Tool>();
    public EntitySet<Saw> Saws => Set<Saw>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Yard").HasTenant("TenantId").HasTimeToLive("ttl").HasTypeIndex("ByType");
        table.HasIndex("Open", "opk", "osk").HasIndex("ByLabel", "lpk", "lsk").HasIndex("ByExpiry", "epk", "esk").HasNumericIndex("ByVersion", "vpk", "vsk");
        table.HasIndex("ByVersionText", "tpk", "tsk").HasNumericIndex("ByRank", "rpk", "rsk");
        table.Entity<Line>(e =>
        {
            e.HasKey(l => $"T#{l.TenantId}#LINE#{l.Id}", _ => "#");
            e.HasMany(l => l.Tickets);
            e.Counts<Ticket>(l => l.TicketCount, max: 3);
            e.HasVersion(l => l.Version);
            e.HasSoftDelete(l => l.DeletedAt);
        });
        table.Entity<Desk>(e =>
        {
            e.HasKey(d => $"T#{d.TenantId}#DESK#{d.Id}", _ => "#");
            e.HasTimeToLive(d => d.ExpiresAt);
            e.Counts<Sticker>(d => d.NoteCount);
        });
        table.Entity<Sticker>(e =>
        {
            e.HasKey(s => $"T#{s.TenantId}#DESK#{s.DeskId}", s => $"STICKER#{s.Id}");
            e.Property(s => s.Author).OnUpdate(async (c, token) =>
            {
                await Task.Yield();
                return $"by {c.Tenant}";
            });
            e.HasUpdateValidator(u => u.IsChanged(s => s.Author) ? [] : [new("Author", "Nobody did it")]);
        });
        table.Entity<Ticket>(e =>
        {
            e.HasKey(t => $"T#{t.TenantId}#LINE#{t.QueueId}", t => $"TICKET#{t.Id}");
            e.HasIndex("Open", t => $"T#{t.TenantId}#BY#{t.Assignee}", t => $"P#{t.Priority}");
            e.HasIndexFilter("Open", t => t.DeletedAt == null && t.Status == "open");
            e.HasUnique(t => t.Code);
            e.HasAudit();
            e.HasVersion(t => t.Version);
            e.HasSoftDelete(t => t.DeletedAt);
            e.Property(t => t.ChangedBy).OnUpdate(async (c, token) =>
            {
                await Task.Yield();
                return $"by {c.Tenant}";
            });
            e.HasUpdateValidator(u => u.TryGetValue(t => t.Status, out var status) && status == "bad" ? [new("Status", "Not so")] : []);
        });
        table.Entity<Parcel>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#PARCEL#{p.Id}", _ => "#");
            e.HasIndex("Open", p => $"T#{p.TenantId}#LABEL#{p.Label}", p => $"SHELF#{p.Shelf}");
            e.HasIndexFilter("Open", p => p.DeletedAt == null && p.Status == "open");
            e.HasIndex("ByVersion", p => $"T#{p.TenantId}#PARCELS", p => p.Version);
            e.HasIndex("ByVersionText", p => $"T#{p.TenantId}#PARCELS", p => $"V#{p.Version:D5}");
            e.HasVersion(p => p.Version);
            e.HasSoftDelete(p => p.DeletedAt, keepFor: TimeSpan.FromDays(1));
        });
        table.Entity<Seat>(e =>
        {
            e.HasKey(s => $"T#{s.TenantId}#SEAT#{s.Id}", _ => "#");
            e.HasIndex("ByExpiry", s => $"T#{s.TenantId}#SEATS", s => $"AT#{s.ExpiresAt}");
            e.HasIndex("ByRank", s => $"T#{s.TenantId}#SEATS", s => s.Rank);
            e.HasIndexFilter("ByRank", s => s.DeletedAt == null && s.Label != "off");
            e.HasTimeToLive(s => s.ExpiresAt, TimeSpan.FromHours(8), isSliding: true);
            e.HasSoftDelete(s => s.DeletedAt);
            e.Property(s => s.ChangedBy).OnUpdate(async (c, token) =>
            {
                await Task.Yield();
                return $"by {c.Tenant}";
            });
        });
        table.Entity<Pass>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#PASS#{p.Id}", _ => "#");
            e.HasTimeToLive(p => p.ExpiresAt, after: p => p.KeepFor);
            e.Property(p => p.KeepFor).OnCreate(_ => TimeSpan.FromHours(8));
        });
        table.Entity<Tool>(e =>
        {
            e.HasKey(t => $"T#{t.TenantId}#TOOLS", t => $"TOOL#{t.Id}");
            e.HasIndex("ByLabel", t => $"T#{t.TenantId}#NAME#{t.Name}", t => $"TOOL#{t.Id}");
            e.HasIndexFilter("ByLabel", t => t.DeletedAt == null);
            e.HasVersion(t => t.Version);
            e.HasSoftDelete(t => t.DeletedAt);
            e.HasDerived<Saw>().HasDerived<Drill>();
        });
    }
}
