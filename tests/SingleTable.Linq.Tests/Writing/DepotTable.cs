namespace SingleTable.Linq.Tests.Writing;

public sealed record Depot
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public long Version { get; init; }
    public int CrateCount { get; init; }
    public List<Crate> Crates { get; init; } = [];
}

public record Crate
{
    public required string DepotId { get; init; }
    public required string Id { get; init; }
    public int Weight { get; init; }
}

public sealed record CoolCrate : Crate
{
    public int Degrees { get; init; }
}

public sealed record Yard
{
    public required string Id { get; init; }
    public List<Bay> Bays { get; init; } = [];
}

public sealed record Bay
{
    public required string YardId { get; init; }
    public required string Id { get; init; }
    public List<Place> Places { get; init; } = [];
}

/// <summary>In a partition that the yard's key alone does not name.</summary>
public sealed record Place
{
    public required string YardId { get; init; }
    public required string BayId { get; init; }
    public int No { get; init; }
}

/// <summary>A parent with a version that counts children of two types of one hierarchy; and children of children in partitions of their own.</summary>
public sealed class DepotTable(TableOptions<DepotTable> options) : TableContext(options)
{
    public EntitySet<Depot> Depots => Set<Depot>();
    public EntitySet<Crate> Crates => Set<Crate>();
    public EntitySet<Yard> Yards => Set<Yard>();
    public EntitySet<Bay> Bays => Set<Bay>();
    public EntitySet<Place> Places => Set<Place>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Depots");
        table.Entity<Depot>(e => e.HasKey(d => $"DEPOT#{d.Id}", _ => "#DEPOT").HasVersion(d => d.Version).HasMany(d => d.Crates).Counts<Crate>(d => d.CrateCount, max: 3));
        table.Entity<Crate>(e => e.HasKey(c => $"DEPOT#{c.DepotId}", c => $"CRATE#{c.Id}").HasDerived<CoolCrate>());
        table.Entity<Yard>(e => e.HasKey(y => $"YARD#{y.Id}", _ => "#YARD").HasMany(y => y.Bays));
        table.Entity<Bay>(e => e.HasKey(b => $"YARD#{b.YardId}", b => $"BAY#{b.Id}").HasMany(b => b.Places));
        table.Entity<Place>(e => e.HasKey(p => $"PLACES#{p.YardId}#{p.BayId}", p => $"PLACE#{p.No}"));
    }
}
