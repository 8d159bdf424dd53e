using SingleTable.Linq.Tests.Engines;
using Endpoint = SingleTable.Linq.Tests.Engines.Endpoint;

namespace SingleTable.Linq.Tests.Inheritance;

public abstract class FleetReadTests<TEngine> : FleetTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Equipment = "Query Table  pk = TENANT#acme#DEPOT#d1  sk begins_with EQUIP#  asc  filter";

    [Fact]
    public async Task FindAsync_gives_an_item_as_what_it_is_and_only_where_the_set_has_it()
    {
        (await Fleet.Equipment.FindAsync("d1", "e2")).ShouldBeOfType<Truck>().Load.ShouldBe(7.5m);
        (await Fleet.Vehicles.FindAsync("d1", "e2")).ShouldBeOfType<Truck>();
        (await Fleet.Vehicles.FindAsync("d1", "e3")).ShouldBeNull();
        (await Fleet.Buildings.FindAsync("d1", "e3")).ShouldNotBeNull().Floors.ShouldBe(2);
        (await Fleet.Equipment.FindAsync("d1", "e0")).ShouldBeNull();
        Requests().ShouldBe(new[] { "e2", "e2", "e3", "e3", "e0" }.Select(id => $"GetItem Table  pk = TENANT#acme#DEPOT#d1  sk = EQUIP#{id}"));
    }

    [Fact]
    public async Task The_type_index_is_asked_once_for_each_type()
    {
        (await Fleet.Vehicles.UsingIndex("ByType").ToListAsync()).Select(v => v.Id).Order().ShouldBe(["e1", "e2", "e5", "e7"]);
        Requests().Order().ShouldBe(
        [
            "Query Table/ByType  _type = acme#HeavyTruck  asc  filter not expired", "Query Table/ByType  _type = acme#Vehicle  asc  filter not expired",
        ]);
        (await Fleet.Trucks.UsingIndex("ByType").ToListAsync()).Count.ShouldBe(2);
        (await Fleet.Equipment.UsingIndex("ByType").Where(x => x is Building || (x is Truck && ((Truck)x).Load > 10)).ToListAsync())
            .Select(x => x.Id).Order().ShouldBe(["e3", "e6", "e7"]);
        (await Fleet.Equipment.UsingIndex("ByType").CountAsync()).ShouldBe(8);
        Requests().Order().ShouldBe(
        [
            "Query Table/ByType  _type = acme#Building  asc  filter not expired",
            "Query Table/ByType  _type = acme#Building  asc  filter not expired  count",
            "Query Table/ByType  _type = acme#HeavyTruck  asc  filter Load > 10 and not expired",
            "Query Table/ByType  _type = acme#HeavyTruck  asc  filter not expired",
            "Query Table/ByType  _type = acme#HeavyTruck  asc  filter not expired  count",
            "Query Table/ByType  _type = acme#Sensor  asc  filter not expired  count",
            "Query Table/ByType  _type = acme#Vehicle  asc  filter not expired  count",
        ]);
        Named(Fleet.Vehicles.UsingIndex("ByType").Reverse().Explain()).ShouldBe(
            "Query Table/ByType  _type = acme#HeavyTruck  desc  filter not expired  ~1 request\n"
            + "Query Table/ByType  _type = acme#Vehicle  desc  filter not expired  ~1 request");
    }

    [Fact]
    public async Task Children_may_be_of_any_type()
    {
        var depot = await Fleet.Depots.Include(d => d.Equipment).SingleAsync(d => d.Id == "d1");
        depot.Equipment.Select(e => e.Id).ShouldBe(["e1", "e2", "e3", "e4", "e5", "e6"]);
        depot.Equipment.Select(e => e.GetType()).Distinct().Count().ShouldBe(4);
        depot = await Fleet.Depots.Include(d => d.Equipment.Where(e => e is Vehicle && ((Vehicle)e).Wheels > 3).OrderByDescending(e => e.Name))
            .Include(d => d.Notes).SingleAsync(d => d.Id == "d1");
        depot.Equipment.Select(e => e.Id).ShouldBe(["e1", "e2"]);
        depot.Notes.Count.ShouldBe(3);
        Requests().ShouldBe(
        [
            "Query Table  pk = TENANT#acme#DEPOT#d1  sk between #METADATA and EQUIP$  asc  "
                + "filter type = Depot or (type in (Vehicle, Truck, Building, Sensor) and not expired)",
            "Query Table  pk = TENANT#acme#DEPOT#d1  asc  filter type = Depot or (type in (Vehicle, Truck) and Wheels > 3 and not expired) or type = Note",
        ]);
    }

    [Fact]
    public async Task A_reference_may_be_to_any_type()
    {
        var notes = await Fleet.Notes.Include(n => n.Equipment).Where(n => n.DepotId == "d1").ToListAsync();
        notes.Select(n => n.Equipment?.GetType()).ShouldBe([typeof(Truck), typeof(Building), null]);
        Requests().ShouldBe(
        [
            "Query Table  pk = TENANT#acme#DEPOT#d1  sk begins_with NOTE#  asc",
            "BatchGetItem Table  pk = TENANT#acme#DEPOT#d1  sk in (EQUIP#e2; EQUIP#e3)",
        ]);
    }

    [Fact]
    public async Task A_partition_gives_each_type()
    {
        var all = await Fleet.Partition<Vehicle>(v => v.DepotId == "d1").ReadAsync();
        Requests().ShouldBe(["Query Table  pk = TENANT#acme#DEPOT#d1  asc  filter not expired"]);
        all.Count.ShouldBe(10);
        all.Of<Equipment>().Count.ShouldBe(6);
        all.Of<Vehicle>().Select(v => v.Id).ShouldBe(["e1", "e2", "e5"]);
        all.Of<Truck>().ShouldHaveSingleItem().Load.ShouldBe(7.5m);
        all.Of<Note>().Count.ShouldBe(3);
        Should.Throw<QueryTranslationException>(() => all.Of<Event>());
    }

    [Fact]
    public async Task Pages_streams_scans_and_indexes_without_the_type()
    {
        var vehicles = Fleet.Vehicles.Where(v => v.DepotId == "d1");
        var first = await vehicles.ToPageAsync(2);
        var second = await vehicles.ToPageAsync(2, first.Next);
        first.Items.Concat(second.Items).Select(v => v.Id).ShouldBe(["e1", "e2", "e5"]);
        (await vehicles.ToPageAsync(2, second.Previous)).Items.Select(v => v.Id).ShouldBe(["e1", "e2"]);
        var streamed = new List<string>();
        await foreach (var building in Fleet.Equipment.OfType<Building>().Where(b => b.DepotId == "d1").AsAsyncEnumerable())
        {
            streamed.Add(building.Id);
        }

        streamed.ShouldBe(["e3", "e6"]);
        Requests();
        (await Fleet.Vehicles.Where(v => v.Speed > 50).AllowScan().ToListAsync()).Select(v => v.Id).Order().ShouldBe(["e1", "e2"]);
        var day = new DateOnly(2026, 1, 2);
        (await Fleet.Vehicles.Where(v => v.AddedOn == day).Hydrate().ToListAsync()).ShouldHaveSingleItem().ShouldBeOfType<Truck>();
        (await Fleet.Buildings.Where(v => v.AddedOn == day).Hydrate().ToListAsync()).ShouldBeEmpty();
        Requests().ShouldBe(
        [
            "Scan Table  filter type in (Vehicle, Truck) and Speed > 50 and not expired",
            "Query Table/Keys  kpk = TENANT#acme#ADDED#2026-01-02  asc  select keys",
            "BatchGetItem Table  pk = TENANT#acme#DEPOT#d1  sk in (EQUIP#e2)",
            "Query Table/Keys  kpk = TENANT#acme#ADDED#2026-01-02  asc  select keys",
            "BatchGetItem Table  pk = TENANT#acme#DEPOT#d1  sk in (EQUIP#e2)",
        ]);
    }

    [Fact]
    public async Task A_compiled_query_and_another_type_in_a_variable()
    {
        var heavy = CompiledQuery.Create((FleetTable db, string depot, int wheels) => db.Equipment.OfType<Vehicle>().Where(v => v.DepotId == depot && v.Wheels > wheels));
        (await heavy(Fleet, "d1", 3).ToListAsync()).Select(v => v.Id).ShouldBe(["e1", "e2"]);
        (await heavy(Fleet, "d2", 3).ToListAsync()).ShouldHaveSingleItem();
        Requests().ShouldBe(
        [
            $"{Equipment} type in (Vehicle, Truck) and Wheels > 3 and not expired",
            $"{Equipment} type in (Vehicle, Truck) and Wheels > 3 and not expired".Replace("#d1", "#d2", StringComparison.Ordinal),
        ]);
        foreach (var (type, count) in new[] { (typeof(Truck), 1), (typeof(Building), 2), (typeof(Equipment), 0) })
        {
            (await Fleet.Equipment.Where(x => x.DepotId == "d1" && x.GetType() == type).ToListAsync()).Count.ShouldBe(count);
        }

        Requests().ShouldBe([$"{Equipment} type = Truck and not expired", $"{Equipment} type = Building and not expired"]);
    }

    [Fact]
    public void What_cannot_be_answered_says_what_to_write()
    {
        Refused(Fleet.Equipment.Where(x => x.DepotId == "d1").Cast<Vehicle>()).ShouldContain("For a derived entity write OfType");
        Refused(Fleet.Equipment.Where(x => x.DepotId == "d1").Take(2).OfType<Vehicle>()).ShouldContain("An operator after Take");
        Refused(Fleet.Equipment.Where(x => x.DepotId == "d1").Select(x => x.Name).OfType<object>().OfType<string>()).ShouldContain("put OfType before Select");
        Refused(Fleet.Vehicles.OfType<Building>()).ShouldContain("no Vehicle is");
        Refused(Fleet.Events.Where(x => x is Alarm)).ShouldContain("needs a Scan");

        static string Refused<T>(IQueryable<T> query) => Should.Throw<SingleTableException>(() => query.Explain()).Message;
    }
}

public sealed class FleetReadTests_Embedded : FleetReadTests<Embedded>;

public sealed class FleetReadTests_Wrapped : FleetReadTests<Wrapped>;

public sealed class FleetReadTests_Endpoint : FleetReadTests<Endpoint>;

public sealed class FleetReadTests_Container : FleetReadTests<Container>;
