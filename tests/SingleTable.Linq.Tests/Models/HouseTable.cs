namespace SingleTable.Linq.Tests.Models;

public sealed record House
{
    public required string Id { get; init; }
    public List<Floor> Floors { get; init; } = [];
    public List<Guest> Guests { get; init; } = [];
}

public sealed record Floor
{
    public required string House { get; init; }
    public int No { get; init; }
    public List<Room> Rooms { get; init; } = [];
}

public sealed record Room
{
    public required string House { get; init; }
    public int Floor { get; init; }
    public int No { get; init; }
}

public sealed record Guest
{
    public required string House { get; init; }
    public required string Name { get; init; }
}

public sealed class HouseTable(TableOptions<HouseTable> options) : TableContext(options)
{
    public EntitySet<House> Houses => Set<House>();
    public EntitySet<Floor> Floors => Set<Floor>();
    public EntitySet<Room> Rooms => Set<Room>();
    public EntitySet<Guest> Guests => Set<Guest>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Houses").HasKeys("pk", "sk");
        table.Entity<House>(e => e.HasKey(h => $"HOUSE#{h.Id}", _ => "HOUSE").HasMany(h => h.Floors).HasMany(h => h.Guests));
        table.Entity<Floor>(e => e.HasKey(f => $"HOUSE#{f.House}", f => $"FLOOR#{f.No}").HasMany(f => f.Rooms));
        table.Entity<Room>(e => e.HasKey(r => $"HOUSE#{r.House}", r => $"FLOOR#{r.Floor}#ROOM#{r.No}"));
        table.Entity<Guest>(e => e.HasKey(g => $"HOUSE#{g.House}", g => $"GUEST#{g.Name}"));
    }
}
