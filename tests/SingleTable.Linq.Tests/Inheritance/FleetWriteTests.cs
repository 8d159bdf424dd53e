using SingleTable.Linq.Tests.Engines;
using Endpoint = SingleTable.Linq.Tests.Engines.Endpoint;

namespace SingleTable.Linq.Tests.Inheritance;

public abstract class FleetWriteTests<TEngine> : FleetTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Depot = "TENANT#acme#DEPOT#d9";

    [Fact]
    public async Task Each_write_of_a_base_set_stores_what_the_entity_is()
    {
        var truck = new Truck { DepotId = "d9", Id = "t", Owner = "ann", AddedOn = new(2026, 2, 1), Load = 3m };
        var created = (await Fleet.Equipment.CreateAsync(truck)).ShouldBeOfType<Truck>();
        (created.Load, created.Version, created.TenantId).ShouldBe((3m, 1, "acme"));
        var item = await ItemAsync(Depot, "EQUIP#t");
        (item["_type"].S, item["ownerpk"].S, item["ownersk"].S, item["Load"].N).ShouldBe(("acme#HeavyTruck", "TENANT#acme#OWNER#ann", "2026-02-01#t", "3"));

        (await Fleet.Vehicles.PutAsync(created with { Wheels = 8 })).ShouldBeOfType<Truck>().Wheels.ShouldBe(8);
        (await Fleet.Equipment.UpsertAsync(new Sensor("K", 1) { DepotId = "d9", Id = "s" })).ShouldBeOfType<Sensor>().Serial.ShouldBe(4711);
        (await ItemAsync(Depot, "EQUIP#s"))["_type"].S.ShouldBe("acme#Sensor");
        await Fleet.Buildings.CreateAsync(new Building { DepotId = "d9", Id = "b", Area = 12.5m });
        (await ItemAsync(Depot, "EQUIP#b"))["sqm"].N.ShouldBe("12.5");
        await Fleet.Transaction().Create<Equipment>(new Vehicle { DepotId = "d9", Id = "v" }).Delete(Fleet.Buildings.Where(b => b.DepotId == "d9" && b.Id == "b"))
            .CommitAsync();
        (await Fleet.Equipment.Where(x => x.DepotId == "d9").OrderBy(x => x.Id).ToListAsync()).Select(x => x.GetType().Name).ShouldBe(["Sensor", "Truck", "Vehicle"]);
        await Fleet.Equipment.BatchDeleteAsync(await Fleet.Equipment.Where(x => x.DepotId == "d9").ToListAsync());
        (await Fleet.Equipment.AnyAsync(x => x.DepotId == "d9")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_update_of_the_base_set_leaves_alone_what_only_some_types_have()
    {
        var any = Fleet.Equipment.Where(x => x.DepotId == "d1" && x.Id == "e2");
        var updated = (await any.UpdateAsync(u => u.Set(x => x.Name, "Old lorry"))).ShouldBeOfType<Truck>();
        (updated.Name, updated.Load, updated.Wheels).ShouldBe(("Old lorry", 7.5m, 6));
        (await any.OfType<Vehicle>().UpdateAsync(u => u.Set(v => v.Wheels, 8), when: v => v.Wheels == 6)).ShouldBeOfType<Truck>().Wheels.ShouldBe(8);
        (await Fleet.Vehicles.UpdateAsync(updated, u => u.Add(v => v.Speed, 1).AtLeastOnce())).Speed.ShouldBe(81);
        Requests().ShouldBe(
        [
            "UpdateItem Table  pk = TENANT#acme#DEPOT#d1  sk = EQUIP#e2  set Name  if exists",
            "UpdateItem Table  pk = TENANT#acme#DEPOT#d1  sk = EQUIP#e2  set Wheels  if exists and Wheels = 6",
            "UpdateItem Table  pk = TENANT#acme#DEPOT#d1  sk = EQUIP#e2  add Speed  if exists",
        ]);

        var refused = await Should.ThrowAsync<WriteException>(any.UpdateAsync(u => u.Set(x => ((Vehicle)x).Wheels, 1)));
        (refused.Code, refused.Property).ShouldBe(("STL3118", "Wheels"));
        refused.Message.ShouldBe(
            "STL3118 Wheels is a property of Vehicle and Truck only, and the update is of any Equipment. Name the item by Set<Vehicle>(), or with OfType<Vehicle>().");
        Requests().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_write_of_a_derived_set_does_not_reach_another_type()
    {
        await Should.ThrowAsync<SingleTableException>(Fleet.Vehicles.Where(v => v.DepotId == "d1" && v.Id == "e3").UpdateAsync(u => u.Set(v => v.Wheels, 4)));
        await Should.ThrowAsync<SingleTableException>(Fleet.Vehicles.Where(v => v.DepotId == "d1" && v.Id == "e3").DeleteAsync(v => v.Wheels != 4));
        await Should.ThrowAsync<SingleTableException>(Fleet.Equipment.Where(x => x.DepotId == "d1" && x.Id == "e3").DeleteAsync(x => x is Vehicle));
        (await ItemAsync("TENANT#acme#DEPOT#d1", "EQUIP#e3")).ContainsKey("Wheels").ShouldBeFalse();
        (await Fleet.Equipment.Where(x => x.DepotId == "d1" && x.Id == "e3").DeleteAsync(x => x is Building && ((Building)x).Floors == 2)).ShouldBeTrue();
        Requests()[^1].ShouldBe("DeleteItem Table  pk = TENANT#acme#DEPOT#d1  sk = EQUIP#e3  if exists and type = Building and Floors = 2");
    }

    [Fact]
    public async Task A_concrete_base_is_stored_as_itself()
    {
        (await Fleet.Events.CreateAsync(new Event { Stream = "w", Number = 1 })).GetType().ShouldBe(typeof(Event));
        (await Fleet.Events.CreateAsync(new Alarm { Stream = "w", Number = 2, Level = 5 })).ShouldBeOfType<Alarm>().Level.ShouldBe(5);
        (await ItemAsync("STREAM#w", "000001"))["_type"].S.ShouldBe("Event");
        (await Fleet.Events.Where(e => e.Stream == "w" && e.Number == 2).UpdateAsync(u => u.Set(e => e.Text, "x"))).ShouldBeOfType<Alarm>().Level.ShouldBe(5);
        var error = await Should.ThrowAsync<WriteException>(Fleet.Events.CreateAsync(new Unknown { Stream = "w", Number = 3 }));
        error.Code.ShouldBe("STL3117");
        error.Message.ShouldBe(
            "STL3117 Unknown is not a type that Event is stored as (these are: Event, Alarm). Declare it with HasDerived<Unknown>() in Entity<Event>(…).");
    }

    private sealed record Unknown : Event;
}

public sealed class FleetWriteTests_Embedded : FleetWriteTests<Embedded>;

public sealed class FleetWriteTests_Wrapped : FleetWriteTests<Wrapped>;

public sealed class FleetWriteTests_Endpoint : FleetWriteTests<Endpoint>;

public sealed class FleetWriteTests_Container : FleetWriteTests<Container>;
