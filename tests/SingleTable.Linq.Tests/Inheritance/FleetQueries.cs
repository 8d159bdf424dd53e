using static SingleTable.Linq.Tests.Inheritance.FleetCase;

namespace SingleTable.Linq.Tests.Inheritance;

internal static class FleetQueries
{
    private static readonly Type s_building = typeof(Building);
    private static readonly string[] s_ids = ["e3", "e1", "e2", "e9"];

    public static IEnumerable<FleetCase> All => [.. Sets, .. Tests, .. Narrowed, .. Projected, .. Indexed, .. ConcreteBase];

    private static IEnumerable<FleetCase> Sets =>
    [
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1"),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter not expired"),
        List<Vehicle, Vehicle>(q => q.Where(x => x.DepotId == "d1"),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired"),
        List<Truck, Truck>(q => q.Where(x => x.DepotId == "d1"),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Truck and not expired"),
        List<Building, Building>(q => q.Where(x => x.DepotId == "d1" && x.Floors > 2),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Building and Floors > 2 and not expired"),
        List<Building, Building>(q => q.Where(x => x.DepotId == "d1" && x.Area < 500),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Building and Area < 500 and not expired"),
        List<Sensor, Sensor>(q => q.Where(x => x.DepotId == "d1" && x.Tags.Contains("in")),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Sensor and Tags contains in and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1").OrderByDescending(x => x.Id).Take(3),
            "Query Table  PK1  sk begins_with EQUIP#  desc  filter not expired"),
        List<Vehicle, Vehicle>(q => q.Where(x => x.DepotId == "d1").OrderByDescending(x => x.Id).Take(2),
            "Query Table  PK1  sk begins_with EQUIP#  desc  filter type in (Vehicle, Truck) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x.Name.StartsWith("O")),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter Name begins_with O and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && s_ids.Contains(x.Id)),
            "BatchGetItem Table  PK1  sk in (EQUIP#e3; EQUIP#e1; EQUIP#e2; EQUIP#e9)"),
        List<Vehicle, Vehicle>(q => q.Where(x => x.DepotId == "d1" && s_ids.Contains(x.Id)),
            "BatchGetItem Table  PK1  sk in (EQUIP#e3; EQUIP#e1; EQUIP#e2; EQUIP#e9)"),
        One<Equipment, Equipment?>(q => q.SingleOrDefaultAsync(x => x.DepotId == "d1" && x.Id == "e3"),
            q => q.SingleOrDefault(x => x.DepotId == "d1" && x.Id == "e3"),
            "GetItem Table  PK1  sk = EQUIP#e3"),
        One<Vehicle, Vehicle?>(q => q.SingleOrDefaultAsync(x => x.DepotId == "d1" && x.Id == "e3"),
            q => q.SingleOrDefault(x => x.DepotId == "d1" && x.Id == "e3"),
            "GetItem Table  PK1  sk = EQUIP#e3"),
        One<Equipment, int>(q => q.CountAsync(x => x.DepotId == "d1"), q => q.Count(x => x.DepotId == "d1"),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter not expired  count"),
        One<Vehicle, int>(q => q.CountAsync(x => x.DepotId == "d1"), q => q.Count(x => x.DepotId == "d1"),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired  count"),
        One<Vehicle, int>(q => q.CountAsync(x => x.DepotId == "d1" && x.Id == "e3"), q => q.Count(x => x.DepotId == "d1" && x.Id == "e3"),
            "Query Table  PK1  sk = EQUIP#e3  asc  filter type in (Vehicle, Truck) and not expired  count"),
        One<Truck, bool>(q => q.AnyAsync(x => x.DepotId == "d1" && x.Load > 7), q => q.Any(x => x.DepotId == "d1" && x.Load > 7),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Truck and Load > 7 and not expired"),
    ];

    private static IEnumerable<FleetCase> Tests =>
    [
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x is Vehicle),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && !(x is Vehicle)),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Building, Sensor) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x is Vehicle && !(x is Truck)),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Vehicle and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && (x is Truck || x is Building)),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Truck, Building) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x is Vehicle && ((Vehicle)x).Wheels > 3),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and Wheels > 3 and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x is Vehicle && (x as Vehicle)!.Plate == null),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and Plate is null and not expired"),
        List<Equipment, Equipment>(
            q => q.Where(x => x.DepotId == "d1" && ((x is Vehicle && ((Vehicle)x).Wheels > 3) || (x is Building && ((Building)x).Floors > 2))),
            "Query Table  PK1  sk begins_with EQUIP#  asc  "
                + "filter ((type in (Vehicle, Truck) and Wheels > 3) or (type = Building and Floors > 2)) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && (x is Vehicle ? ((Vehicle)x).Wheels > 2 : x.Name == "Hall")),
            "Query Table  PK1  sk begins_with EQUIP#  asc  "
                + "filter ((type in (Vehicle, Truck) and Wheels > 2) or (type in (Building, Sensor) and Name = Hall)) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x is Vehicle && ((Vehicle)x).Speed > 50),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and Speed > 50 and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x is Sensor && ((Sensor)x).Speed > 50),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Sensor and Speed > 50 and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x.GetType() == typeof(Vehicle)),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Vehicle and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && s_building != x.GetType()),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck, Sensor) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && (x as Truck) == null),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Building, Sensor) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && (x as Vehicle) != null),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x is IMovable),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x is IMovable && ((IMovable)x).Speed > 50),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and Speed > 50 and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x is Equipment && x != null),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x.Id == "e2" && x is Vehicle),
            "GetItem Table  PK1  sk = EQUIP#e2"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x.Id == "e3" && !(x is Vehicle)),
            "Query Table  PK1  sk = EQUIP#e3  asc  filter type in (Building, Sensor) and not expired"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1" && x is Vehicle && x is Building), ""),
        List<Building, Building>(q => q.Where(x => x.DepotId == "d1" && x is Equipment),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Building and not expired"),
    ];

    private static IEnumerable<FleetCase> Narrowed =>
    [
        List<Equipment, Vehicle>(q => q.OfType<Vehicle>().Where(x => x.DepotId == "d1"),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired"),
        List<Equipment, Vehicle>(q => q.Where(x => x.DepotId == "d1").OfType<Vehicle>().Where(v => v.Wheels > 3 && v.Name != "Van"),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and Wheels > 3 and Name <> Van and not expired"),
        List<Equipment, Truck>(q => q.OfType<Vehicle>().Where(v => v.DepotId == "d1").OfType<Truck>(),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Truck and not expired"),
        List<Equipment, Vehicle>(q => q.Where(x => x.DepotId == "d1").OfType<Vehicle>().OrderByDescending(v => v.Id).Take(2),
            "Query Table  PK1  sk begins_with EQUIP#  desc  filter type in (Vehicle, Truck) and not expired"),
        List<Equipment, string?>(q => q.Where(x => x.DepotId == "d1").OfType<Vehicle>().OrderBy(v => v.Id).Select(v => v.Plate),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired  select Plate"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1").OfType<Building>().Cast<Equipment>().Where(x => x.Name != "Hall"),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Building and Name <> Hall and not expired"),
        List<Vehicle, Equipment>(q => q.Cast<Equipment>().Where(x => x.DepotId == "d1"),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired"),
        List<Equipment, Vehicle>(q => q.Where(x => x.DepotId == "d1" && x.Id == "e2").OfType<Vehicle>(),
            "GetItem Table  PK1  sk = EQUIP#e2"),
        List<Equipment, Vehicle>(q => q.Where(x => x.DepotId == "d1" && s_ids.Contains(x.Id)).OfType<Vehicle>(),
            "BatchGetItem Table  PK1  sk in (EQUIP#e3; EQUIP#e1; EQUIP#e2; EQUIP#e9)"),
        List<Equipment, Equipment>(q => q.Where(x => x.DepotId == "d1").Reverse().OfType<Truck>().Cast<Equipment>(),
            "Query Table  PK1  sk begins_with EQUIP#  desc  filter type = Truck and not expired"),
        List<Equipment, IMovable>(q => q.Where(x => x.DepotId == "d2").OfType<IMovable>(),
            "Query Table  pk = TENANT#acme#DEPOT#d2  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired"),
        One<Equipment, int>(q => q.OfType<Truck>().CountAsync(x => x.DepotId == "d1"), q => q.OfType<Truck>().Count(x => x.DepotId == "d1"),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Truck and not expired  count"),
        One<Equipment, Truck>(q => q.OfType<Truck>().FirstAsync(x => x.DepotId == "d1" && x.Load > 1),
            q => q.OfType<Truck>().First(x => x.DepotId == "d1" && x.Load > 1),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type = Truck and Load > 1 and not expired"),
    ];

    private static IEnumerable<FleetCase> Projected =>
    [
        List<Equipment, string>(q => q.Where(x => x.DepotId == "d1").Select(x => x.Name),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter not expired  select Name"),
        List<Equipment, int>(q => q.Where(x => x.DepotId == "d1").Select(x => x is Vehicle ? ((Vehicle)x).Wheels : -1),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter not expired  select Wheels"),
        List<Equipment, object>(
            q => q.Where(x => x.DepotId == "d1").Select(x => new { x.Id, Kind = x.GetType().Name, Floors = x is Building ? ((Building)x).Floors : 0 }),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter not expired  select Id, Floors"),
        List<Equipment, object>(q => q.Where(x => x.DepotId == "d1" && x is Vehicle).Select(x => new { x.Id, ((Vehicle)x).Speed }),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired  select Id, Speed"),
        List<Equipment, Vehicle>(q => q.Where(x => x.DepotId == "d1" && x is Vehicle).Select(x => (Vehicle)x),
            "Query Table  PK1  sk begins_with EQUIP#  asc  filter type in (Vehicle, Truck) and not expired"),
        List<Truck, decimal>(q => q.Where(x => x.DepotId == "d2").Select(x => x.Load * 2),
            "Query Table  pk = TENANT#acme#DEPOT#d2  sk begins_with EQUIP#  asc  filter type = Truck and not expired  select Load"),
    ];

    private static IEnumerable<FleetCase> Indexed =>
    [
        List<Equipment, Equipment>(q => q.Where(x => x.Owner == "ann").OrderBy(x => x.AddedOn),
            "Query Table/ByOwner  ownerpk = TENANT#acme#OWNER#ann  asc  filter not expired"),
        List<Vehicle, Vehicle>(q => q.Where(x => x.Owner == "ann" && x.AddedOn > new DateOnly(2026, 1, 1)).OrderByDescending(x => x.AddedOn),
            "Query Table/ByOwner  ownerpk = TENANT#acme#OWNER#ann  ownersk >= 2026-01-01$  desc  filter type in (Vehicle, Truck) and not expired"),
        List<Equipment, Truck>(q => q.Where(x => x.Owner == "ann").OfType<Truck>().OrderBy(t => t.AddedOn),
            "Query Table/ByOwner  ownerpk = TENANT#acme#OWNER#ann  asc  filter type = Truck and not expired"),
        One<Building, int>(q => q.CountAsync(x => x.Owner == "bob"), q => q.Count(x => x.Owner == "bob"),
            "Query Table/ByOwner  ownerpk = TENANT#acme#OWNER#bob  asc  filter type = Building and not expired  count"),
    ];

    private static IEnumerable<FleetCase> ConcreteBase =>
    [
        List<Event, Event>(q => q.Where(x => x.Stream == "s").OrderBy(x => x.Number),
            "Query Table  pk = STREAM#s  asc"),
        List<Event, Event>(q => q.Where(x => x.Stream == "s" && !(x is Alarm)),
            "Query Table  pk = STREAM#s  asc  filter type = Event"),
        List<Event, Event>(q => q.Where(x => x.Stream == "s" && x.GetType() == typeof(Event)),
            "Query Table  pk = STREAM#s  asc  filter type = Event"),
        List<Event, Alarm>(q => q.Where(x => x.Stream == "s" && x.Number > 1).OfType<Alarm>().Where(a => a.Level > 5),
            "Query Table  pk = STREAM#s  sk > 000001  asc  filter type = Alarm and Level > 5"),
        List<Alarm, int>(q => q.Where(x => x.Stream == "s").Select(x => x.Level),
            "Query Table  pk = STREAM#s  asc  filter type = Alarm  select Level"),
    ];
}
