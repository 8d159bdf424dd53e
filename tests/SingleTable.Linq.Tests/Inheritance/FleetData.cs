namespace SingleTable.Linq.Tests.Inheritance;

/// <summary>What the tests of inheritance read.</summary>
internal static class FleetData
{
    private static readonly Equipment[] s_equipment =
    [
        new Vehicle { DepotId = "d1", Id = "e1", Name = "Van", Owner = "ann", AddedOn = Day(1), Wheels = 4, Plate = "A-1", Speed = 90, Version = 1 },
        new Truck { DepotId = "d1", Id = "e2", Name = "Lorry", Owner = "ann", AddedOn = Day(2), Wheels = 6, Speed = 80, Load = 7.5m, Version = 1 },
        new Building { DepotId = "d1", Id = "e3", Name = "Hall", Owner = "ann", AddedOn = Day(3), Floors = 2, Area = 400m, Version = 1 },
        new Sensor("C", 21.5) { DepotId = "d1", Id = "e4", Name = "Heat", Owner = "bob", AddedOn = Day(4), Tags = ["in"], Serial = 1, Speed = 95, Version = 1 },
        new Vehicle { DepotId = "d1", Id = "e5", Name = "Bike", AddedOn = Day(5), Wheels = 2, Speed = 25, Version = 1 },
        new Building { DepotId = "d1", Id = "e6", Name = "Office", Owner = "bob", AddedOn = Day(6), Floors = 5, Area = 900m, Version = 1 },
        new Truck { DepotId = "d2", Id = "e7", Name = "Tipper", Owner = "ann", AddedOn = Day(7), Wheels = 10, Plate = "T-7", Load = 20m, Version = 1 },
        new Sensor("Pa", 1013) { DepotId = "d2", Id = "e8", Name = "Air", Owner = "bob", AddedOn = Day(8), Tags = ["out", "roof"], Serial = 2, Version = 1 },
    ];

    private static readonly Event[] s_events =
    [
        new() { Stream = "s", Number = 1, Text = "up" }, new Alarm { Stream = "s", Number = 2, Text = "hot", Level = 3 },
        new() { Stream = "s", Number = 3, Text = "down" }, new Alarm { Stream = "s", Number = 4, Text = "fire", Level = 9 },
    ];

    private static readonly Note[] s_notes =
    [
        new() { DepotId = "d1", Id = "n1", EquipmentId = "e2" }, new() { DepotId = "d1", Id = "n2", EquipmentId = "e3" }, new() { DepotId = "d1", Id = "n3" },
    ];

    public static IEnumerable<T> All<T>() => s_equipment.Select(e => e with { TenantId = "acme" }).Concat<object>(s_events)
        .Concat(s_notes.Select(n => n with { TenantId = "acme" })).OfType<T>();

    public static async Task SeedAsync(FleetTable db)
    {
        await db.Depots.BatchPutAsync([new() { Id = "d1", Name = "One" }, new() { Id = "d2", Name = "Two" }]);
        await db.Equipment.BatchPutAsync(s_equipment);
        await db.Notes.BatchPutAsync(s_notes);
        await db.Events.BatchPutAsync(s_events);
        await db.Equipment.PutAsync(new Vehicle { DepotId = "d1", Id = "e0", Name = "Gone", Owner = "ann", ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(1) });
    }

    private static DateOnly Day(int day) => new(2026, 1, day);
}
