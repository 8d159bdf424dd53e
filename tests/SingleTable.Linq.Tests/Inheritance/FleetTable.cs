using System.Text.Json.Serialization;

namespace SingleTable.Linq.Tests.Inheritance;

public sealed record Depot
{
    public required string Id { get; init; }
    public string TenantId { get; init; } = "";
    public string Name { get; init; } = "";
    public List<Equipment> Equipment { get; init; } = [];
    public List<Note> Notes { get; init; } = [];
}

[JsonDerivedType(typeof(Vehicle), "vehicle")]
[JsonDerivedType(typeof(Truck), "truck")]
[JsonDerivedType(typeof(Building), "building")]
[JsonDerivedType(typeof(Sensor), "sensor")]
public abstract record Equipment
{
    public required string DepotId { get; init; }
    public required string Id { get; init; }
    public string TenantId { get; init; } = "";
    public string Name { get; init; } = "";
    public string? Owner { get; init; }
    public DateOnly AddedOn { get; init; }
    public int Version { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

public interface IMovable
{
    public int Speed { get; }
}

[JsonDerivedType(typeof(Vehicle), "vehicle")]
[JsonDerivedType(typeof(Truck), "truck")]
public record Vehicle : Equipment, IMovable
{
    public int Wheels { get; init; }
    public string? Plate { get; init; }
    public int Speed { get; init; }
}

public sealed record Truck : Vehicle
{
    public decimal Load { get; init; }
}

public sealed record Building : Equipment
{
    public int Floors { get; init; }
    public decimal Area { get; init; }
}

/// <summary>Made by its constructor.</summary>
public sealed record Sensor(string Unit, double Reading) : Equipment
{
    public HashSet<string> Tags { get; init; } = [];
    public int Serial { get; init; }

    /// <summary>In the attribute that a vehicle has too.</summary>
    public int Speed { get; init; }
}

public sealed record Note
{
    public required string DepotId { get; init; }
    public required string Id { get; init; }
    public string TenantId { get; init; } = "";
    public string? EquipmentId { get; init; }
    public Equipment? Equipment { get; init; }
}

/// <summary>A base that is stored itself.</summary>
[JsonDerivedType(typeof(Event), "event")]
[JsonDerivedType(typeof(Alarm), "alarm")]
public record Event
{
    public required string Stream { get; init; }
    public int Number { get; init; }
    public string Text { get; init; } = "";
}

public sealed record Alarm : Event
{
    public int Level { get; init; }
}

public sealed class FleetTable(TableOptions<FleetTable> options) : TableContext(options)
{
    public EntitySet<Depot> Depots => Set<Depot>();
    public EntitySet<Equipment> Equipment => Set<Equipment>();
    public EntitySet<Vehicle> Vehicles => Set<Vehicle>();
    public EntitySet<Truck> Trucks => Set<Truck>();
    public EntitySet<Building> Buildings => Set<Building>();
    public EntitySet<Sensor> Sensors => Set<Sensor>();
    public EntitySet<Note> Notes => Set<Note>();
    public EntitySet<Event> Events => Set<Event>();
    public EntitySet<Alarm> Alarms => Set<Alarm>();

    public EntitySet<T> All<T>()
        where T : class => Set<T>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Fleet").HasKeys("pk", "sk").HasTenant("TenantId").HasTimeToLive("ttl").HasTypeIndex("ByType", "_type", "_created");
        table.HasIndex("ByOwner", "ownerpk", "ownersk").HasIndex("Keys", "kpk", "ksk", IndexProjection.KeysOnly);
        table.Entity<Depot>(e => e.HasKey(d => $"TENANT#{d.TenantId}#DEPOT#{d.Id}", _ => "#METADATA").HasMany(d => d.Equipment).HasMany(d => d.Notes));
        table.Entity<Equipment>(e =>
        {
            e.HasKey(x => $"TENANT#{x.TenantId}#DEPOT#{x.DepotId}", x => $"EQUIP#{x.Id}");
            e.HasIndex("ByOwner", x => $"TENANT#{x.TenantId}#OWNER#{x.Owner}", x => $"{x.AddedOn}#{x.Id}");
            e.HasIndex("Keys", x => $"TENANT#{x.TenantId}#ADDED#{x.AddedOn}", x => $"{x.Id}");
            e.HasTimeToLive(x => x.ExpiresAt);
            e.Property(x => x.Version).OnCreate(_ => 1);
            e.HasDerived<Vehicle>(v => v.HasDerived<Truck>(t => t.HasTypeName("HeavyTruck")));
            e.HasDerived<Building>(b => b.Property(x => x.Area).HasAttribute("sqm"));
            e.HasDerived<Sensor>(s => s.Property(x => x.Serial).OnCreate(_ => 4711));
        });
        table.Entity<Note>(e => e.HasKey(n => $"TENANT#{n.TenantId}#DEPOT#{n.DepotId}", n => $"NOTE#{n.Id}").HasOne(n => n.Equipment));
        table.Entity<Event>(e => e.HasKey(x => $"STREAM#{x.Stream}", x => $"{x.Number:D6}").IsSharedByTenants().HasDerived<Alarm>());
    }
}
