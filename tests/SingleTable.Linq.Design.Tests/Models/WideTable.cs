namespace SingleTable.Linq.Design.Tests.Models;

/// <summary>Many entities with many attributes and long names, indexes of all kinds, and everything else that a model can say.</summary>
public sealed class WideTable(TableOptions<WideTable> options) : TableContext(options)
{
    public EntitySet<Shipment> Shipments => Set<Shipment>();
    public EntitySet<Parcel> Parcels => Set<Parcel>();
    public EntitySet<Vehicle> Vehicles => Set<Vehicle>();
    public EntitySet<Country> Countries => Set<Country>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Logistics.Of_a-wide.Company").HasKeys("pk", "sk").HasTenant("Company").HasTimeToLive("expires")
            .HasTypeIndex("EverythingByTypeAndTimeOfCreation", "_type", "_timestamp")
            .HasIndex("ByStatus", "gsi1pk", "gsi1sk", IndexProjection.Of("Destination", "WeightInKilograms"))
            .HasIndex("KeysOnly", "gsi2pk", "gsi2sk", IndexProjection.KeysOnly)
            .HasIndex("ByRegion", i => i.Partition("Company", "Region").Sort("Carrier", "WeightInKilograms"))
            .HasIndex("OfCompany", i => i.Partition("Company").Sort("Destination"))
            .HasLocalIndex("ByWeight", "weight");
        table.Entity<Shipment>(e =>
        {
            e.HasKey(s => $"COMPANY#{s.Company}#SHIPMENT#{s.Number:D8}", _ => "SHIPMENT");
            e.HasIndex("ByStatus", s => $"COMPANY#{s.Company}#STATUS#{s.Status}", s => $"{s.Promised}#{s.Number:D8}");
            e.HasIndex("KeysOnly", s => $"{s.Company}#CARRIER#{s.Carrier}", s => $"{s.Promised}");
            e.HasUnique(s => s.TrackingNumberOfTheCarrier);
        });
        table.Entity<Parcel>(e =>
        {
            e.HasKey(p => $"COMPANY#{p.Company}#SHIPMENT#{p.Shipment:D8}", p => $"PARCEL#{p.Number:D4}");
            e.HasLocalIndex("ByWeight", p => $"{p.WeightInGrams:D9}");
            e.HasTimeToLive(p => p.ForgottenAt);
        });
        table.Entity<Vehicle>(e =>
        {
            e.HasKey(v => $"COMPANY#{v.Company}#FLEET", v => $"VEHICLE#{v.Plate}");
            e.HasDerived<RefrigeratedArticulatedTruckWithTrailer>();
            e.HasDerived<Van>();
        });
        table.Entity<Country>(e => e.IsSharedByTenants().HasKey(c => $"COUNTRY#{c.Code}", _ => "COUNTRY"));
    }
}

public enum ShipmentStatus { Announced, UnderWay, Delivered }

public sealed record Shipment
{
    public string Company { get; init; } = "";
    public int Number { get; init; }
    public ShipmentStatus Status { get; init; }
    public DateOnly Promised { get; init; }
    public string Destination { get; init; } = "";
    public string Region { get; init; } = "";
    public string Carrier { get; init; } = "";
    public string TrackingNumberOfTheCarrier { get; init; } = "";
    public decimal WeightInKilograms { get; init; }
    public bool IsInsured { get; init; }
    public List<string> Instructions { get; init; } = [];
    public Dictionary<string, decimal> Charges { get; init; } = [];
    public HashSet<string> Labels { get; init; } = [];
    public string? Remarks { get; init; }
    public byte[]? Signature { get; init; }
}

public sealed record Parcel
{
    public string Company { get; init; } = "";
    public int Shipment { get; init; }
    public int Number { get; init; }
    public int WeightInGrams { get; init; }
    public string Content { get; init; } = "";
    public DateTimeOffset? ForgottenAt { get; init; }
}

public abstract record Vehicle
{
    public string Company { get; init; } = "";
    public string Plate { get; init; } = "";
}

public sealed record RefrigeratedArticulatedTruckWithTrailer : Vehicle
{
    public double LowestTemperature { get; init; }
    public int Axles { get; init; }
}

public sealed record Van : Vehicle
{
    public bool HasLift { get; init; }
}

public sealed record Country
{
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
}
