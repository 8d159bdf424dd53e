namespace SingleTable.Linq.Tests.Models;

public sealed record Crew
{
    public required string Site { get; init; }
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public List<Worker> Workers { get; init; } = [];
    public List<Tool> Tools { get; init; } = [];
}

public sealed record Worker
{
    public required string Site { get; init; }
    public required string CrewId { get; init; }
    public int No { get; init; }
    public List<Duty> Duties { get; init; } = [];
}

public sealed record Duty
{
    public required string Site { get; init; }
    public required string CrewId { get; init; }
    public int WorkerNo { get; init; }
    public int Day { get; init; }
}

/// <summary>Not on the index.</summary>
public sealed record Tool
{
    public required string Site { get; init; }
    public required string CrewId { get; init; }
    public int No { get; init; }
}

public sealed record Purchase
{
    public required string Id { get; init; }
    public string Customer { get; init; } = "";
    public List<PurchaseLine> Lines { get; init; } = [];
}

public sealed record PurchaseLine
{
    public required string PurchaseId { get; init; }
    public int No { get; init; }
    public string Customer { get; init; } = "";
    public int Amount { get; init; }
}

/// <summary>
/// The index holds crews with their workers by what is in their own keys, crews of one name at several sites in one partition; and purchases with their
/// lines by a property that the lines repeat.
/// </summary>
public sealed class CrewTable(TableOptions<CrewTable> options) : TableContext(options)
{
    public EntitySet<Crew> Crews => Set<Crew>();
    public EntitySet<Worker> Workers => Set<Worker>();
    public EntitySet<Duty> Duties => Set<Duty>();
    public EntitySet<Tool> Tools => Set<Tool>();
    public EntitySet<Purchase> Purchases => Set<Purchase>();
    public EntitySet<PurchaseLine> Lines => Set<PurchaseLine>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Crews").HasKeys("pk", "sk").HasIndex("GSI1", "gsi1pk", "gsi1sk");
        table.Entity<Crew>(e => e.HasKey(c => $"SITE#{c.Site}", c => $"CREW#{c.Id}").HasMany(c => c.Workers).HasMany(c => c.Tools)
            .HasIndex("GSI1", c => $"CREW#{c.Id}", _ => "CREW"));
        table.Entity<Worker>(e => e.HasKey(w => $"SITE#{w.Site}", w => $"CREW#{w.CrewId}#WORKER#{w.No}").HasMany(w => w.Duties)
            .HasIndex("GSI1", w => $"CREW#{w.CrewId}", w => $"ATWORK#{w.No}"));
        table.Entity<Duty>(e => e.HasKey(s => $"SITE#{s.Site}", s => $"CREW#{s.CrewId}#WORKER#{s.WorkerNo}#DUTY#{s.Day}")
            .HasIndex("GSI1", s => $"CREW#{s.CrewId}", s => $"ATWORK#{s.WorkerNo}#DUTY#{s.Day}"));
        table.Entity<Tool>(e => e.HasKey(t => $"SITE#{t.Site}", t => $"CREW#{t.CrewId}#TOOL#{t.No}"));
        table.Entity<Purchase>(e => e.HasKey(p => $"PURCHASE#{p.Id}", _ => "PURCHASE").HasMany(p => p.Lines)
            .HasIndex("GSI1", p => $"CUSTOMER#{p.Customer}", p => $"PURCHASE#{p.Id}"));
        table.Entity<PurchaseLine>(e => e.HasKey(l => $"PURCHASE#{l.PurchaseId}", l => $"LINE#{l.No}")
            .HasIndex("GSI1", l => $"CUSTOMER#{l.Customer}", l => $"PURCHASE#{l.PurchaseId}#LINE#{l.No}"));
    }
}
