namespace SingleTable.Linq.Tests.Models;

public sealed record Clinic
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public List<Ward> Wards { get; init; } = [];
    public List<Visit> Visits { get; init; } = [];
}

public sealed record Ward
{
    public required string ClinicId { get; init; }
    public int No { get; init; }
    public bool IsOpen { get; init; }
    public List<Bed> Beds { get; init; } = [];
    public List<Nurse> Nurses { get; init; } = [];
}

public sealed record Bed
{
    public required string ClinicId { get; init; }
    public int WardNo { get; init; }
    public int No { get; init; }
    public int? VisitNo { get; init; }
    public Visit? Visit { get; init; }
    public Ward? Ward { get; init; }
    public List<Sample> Samples { get; init; } = [];
}

public sealed record Nurse
{
    public required string ClinicId { get; init; }
    public int WardNo { get; init; }
    public required string Name { get; init; }
}

public sealed record Sample
{
    public required string ClinicId { get; init; }
    public int WardNo { get; init; }
    public int BedNo { get; init; }
    public int No { get; init; }
    public string Text { get; init; } = "";
}

/// <summary>In partitions of their own, one for each clinic, with the notes below.</summary>
public sealed record Visit
{
    public required string ClinicId { get; init; }
    public int No { get; init; }
    public string Patient { get; init; } = "";
    public List<Note> Notes { get; init; } = [];
}

public sealed record Note
{
    public required string ClinicId { get; init; }
    public int VisitNo { get; init; }
    public int No { get; init; }
    public string Text { get; init; } = "";
}

/// <summary>Five levels in one partition, two collections at one level, and a second partition with two levels.</summary>
public sealed class ClinicTable(TableOptions<ClinicTable> options) : TableContext(options)
{
    public EntitySet<Clinic> Clinics => Set<Clinic>();
    public EntitySet<Ward> Wards => Set<Ward>();
    public EntitySet<Bed> Beds => Set<Bed>();
    public EntitySet<Nurse> Nurses => Set<Nurse>();
    public EntitySet<Sample> Samples => Set<Sample>();
    public EntitySet<Visit> Visits => Set<Visit>();
    public EntitySet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Clinics").HasKeys("pk", "sk").HasIndex("GSI1", "gsi1pk", "gsi1sk");
        table.Entity<Clinic>(e => e.HasKey(c => $"CLINIC#{c.Id}", _ => "#METADATA").HasMany(c => c.Wards).HasMany(c => c.Visits));
        table.Entity<Ward>(e => e.HasKey(w => $"CLINIC#{w.ClinicId}", w => $"WARD#{w.No}").HasMany(w => w.Beds).HasMany(w => w.Nurses)
            .HasIndex("GSI1", w => $"OPEN#{w.IsOpen}", w => $"{w.ClinicId}#{w.No}"));
        table.Entity<Bed>(e => e.HasKey(b => $"CLINIC#{b.ClinicId}", b => $"WARD#{b.WardNo}#BED#{b.No}").HasMany(b => b.Samples)
            .HasOne(b => b.Visit, b => new { b.ClinicId, No = b.VisitNo }).HasOne(b => b.Ward, b => new { No = b.WardNo }));
        table.Entity<Nurse>(e => e.HasKey(n => $"CLINIC#{n.ClinicId}", n => $"WARD#{n.WardNo}#NURSE#{n.Name}"));
        table.Entity<Sample>(e => e.HasKey(r => $"CLINIC#{r.ClinicId}", r => $"WARD#{r.WardNo}#BED#{r.BedNo}#SAMPLE#{r.No}"));
        table.Entity<Visit>(e => e.HasKey(v => $"VISITS#{v.ClinicId}", v => $"VISIT#{v.No}").HasMany(v => v.Notes));
        table.Entity<Note>(e => e.HasKey(n => $"VISITS#{n.ClinicId}", n => $"VISIT#{n.VisitNo}#NOTE#{n.No}"));
    }
}
