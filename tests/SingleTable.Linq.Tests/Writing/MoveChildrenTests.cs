using System.Text.RegularExpressions;
using SingleTable.Linq.Tests.Models;
using FolderDocument = SingleTable.Linq.Tests.Models.Document;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Children whose keys begin with the moved entity's: found by the model's declarations, moved with it, or the reason to refuse.</summary>
public class MoveChildrenTests
{
    [Fact]
    public async Task All_generations_of_a_partition_and_the_partitions_that_the_parent_names_move_in_one_transaction()
    {
        var (world, db) = await ClinicAsync();
        var clinic = (await db.Clinics.FindAsync("k1"))!;
        world.Forget();
        await db.Clinics.MoveAsync(clinic, clinic with { Id = "k9" }, includeChildren: true);
        var lines = world.TakeLines();
        lines.Take(lines.Count - 1).ShouldBe([
            "GetItem Clinics  pk = CLINIC#k1  sk = #METADATA  consistent",
            "Query Clinics  pk = CLINIC#k1  sk begins_with WARD#  asc  filter type = Ward  consistent",
            "Query Clinics  pk = VISITS#k1  sk begins_with VISIT#  asc  filter type = Visit  consistent",
            "Query Clinics  pk = CLINIC#k1  sk begins_with WARD#  asc  filter type = Bed  consistent",
            "Query Clinics  pk = CLINIC#k1  sk begins_with WARD#  asc  filter type = Nurse  consistent",
            "Query Clinics  pk = VISITS#k1  sk begins_with VISIT#  asc  filter type = Note  consistent",
            "Query Clinics  pk = CLINIC#k1  sk begins_with WARD#  asc  filter type = Sample  consistent",
        ]);
        lines[^1].Split('[').Length.ShouldBe(1 + (2 * 9));
        (await KeysAsync(world)).ShouldBe([
            "CLINIC#k2 WARD#1", "CLINIC#k9 #METADATA", "CLINIC#k9 WARD#1", "CLINIC#k9 WARD#1#BED#1", "CLINIC#k9 WARD#1#BED#1#SAMPLE#1", "CLINIC#k9 WARD#1#NURSE#Ann", "CLINIC#k9 WARD#10",
            "CLINIC#k9 WARD#10#BED#1", "VISITS#k9 VISIT#1", "VISITS#k9 VISIT#1#NOTE#1",
        ]);
        var read = (await db.Clinics.Where(c => c.Id == "k9").Include(c => c.Wards).ThenInclude(w => w.Beds).FirstAsync()).Wards;
        read.Select(w => (w.No, w.Beds.Count, w.IsOpen)).ShouldBe([(1, 1, true), (10, 1, false)]);
        (await db.Wards.Where(w => w.IsOpen && w.ClinicId == "k9").ToListAsync()).ShouldHaveSingleItem().No.ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_children_of_the_moved_one_are_read_and_no_sibling_that_begins_alike()
    {
        var (world, db) = await ClinicAsync();
        var ward = (await db.Wards.FindAsync("k1", 1))!;
        world.Forget();
        await db.Wards.MoveAsync(ward, ward with { No = 2 }, includeChildren: true);
        world.TakeLines().Where(l => l.StartsWith("Query", StringComparison.Ordinal)).ShouldAllBe(l => l.Contains("sk begins_with WARD#0000000001#", StringComparison.Ordinal));
        (await KeysAsync(world)).Where(k => k.Contains("WARD", StringComparison.Ordinal)).ShouldBe([
            "CLINIC#k1 WARD#10", "CLINIC#k1 WARD#10#BED#1", "CLINIC#k1 WARD#2", "CLINIC#k1 WARD#2#BED#1", "CLINIC#k1 WARD#2#BED#1#SAMPLE#1", "CLINIC#k1 WARD#2#NURSE#Ann", "CLINIC#k2 WARD#1",
        ]);
    }

    [Fact]
    public async Task Without_being_asked_for_children_refuse_the_move_after_one_small_query_for_each_type()
    {
        var (world, db) = await ClinicAsync();
        var ward = (await db.Wards.FindAsync("k1", 1))!;
        var before = await KeysAsync(world);
        world.Forget();
        var error = await Should.ThrowAsync<WriteException>(() => db.Wards.MoveAsync(ward, ward with { ClinicId = "k2", No = 7 }));
        (error.Code, error.Entity).ShouldBe(("STL3175", "Ward"));
        error.Message.ShouldBe("STL3175 MoveAsync of Ward would leave Bed behind, whose keys begin with that of the Ward. Move them too with includeChildren: true, or delete them before.");
        world.TakeLines().Count.ShouldBe(2);
        (await KeysAsync(world)).ShouldBe(before);

        // One without children moves, after a query for each type.
        var alone = (await db.Wards.FindAsync("k2", 1))!;
        world.Forget();
        await db.Wards.MoveAsync(alone, alone with { ClinicId = "k3" });
        world.TakeLines().Select(l => l.Split(' ')[0]).ShouldBe(["GetItem", "Query", "Query", "Query", "TransactWriteItems"]);

        // Where a type is alone in its range, one item is read of it.
        var visit = (await db.Set<Visit>().FindAsync("k1", 1))!;
        world.Forget();
        await Should.ThrowAsync<WriteException>(() => db.Set<Visit>().MoveAsync(visit, visit with { No = 2 }));
        world.TakeLines()[1].ShouldBe("Query Clinics  pk = VISITS#k1  sk begins_with VISIT#0000000001#NOTE#  asc  limit 1  consistent");
    }

    [Fact]
    public async Task A_folder_moves_with_all_folders_and_documents_below_it()
    {
        var world = await WritingWorld<DriveTable>.CreateAsync(o => new DriveTable(o));
        var db = world.Unscoped();
        foreach (var path in new[] { "a", "a/b", "a/b/c", "a/bc", "x" }) await db.Folders.CreateAsync(new Folder { Drive = "d", Path = path });
        foreach (var path in new[] { "a", "a/b", "a/b/c", "a/bc" }) await db.Documents.CreateAsync(new FolderDocument { Drive = "d", Folder = path, Name = "n" });
        var folder = (await db.Folders.FindAsync("d", "a/b"))!;
        (await Should.ThrowAsync<WriteException>(() => db.Folders.MoveAsync(folder, folder with { Path = "x/y" }))).Code.ShouldBe("STL3175");
        await db.Folders.MoveAsync(folder, folder with { Path = "x/y" }, includeChildren: true);
        (await KeysAsync(world)).ShouldBe([
            "DRIVE#d FOLDER#a", "DRIVE#d FOLDER#a#DOC#n", "DRIVE#d FOLDER#a/bc", "DRIVE#d FOLDER#a/bc#DOC#n", "DRIVE#d FOLDER#x", "DRIVE#d FOLDER#x/y", "DRIVE#d FOLDER#x/y#DOC#n",
            "DRIVE#d FOLDER#x/y/c", "DRIVE#d FOLDER#x/y/c#DOC#n",
        ]);
        (await db.Folders.FindAsync("d", "x/y/c")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_hundred_actions_move_and_one_item_more_is_refused_with_the_number_before_anything_is_written()
    {
        var world = await WritingWorld<ClinicTable>.CreateAsync(o => new ClinicTable(o));
        var db = world.Unscoped();
        var visit = new Visit { ClinicId = "k1", No = 1 };
        await db.Set<Visit>().CreateAsync(visit);
        await db.Set<Note>().BatchPutAsync(Enumerable.Range(1, 50).Select(i => new Note { ClinicId = "k1", VisitNo = 1, No = i, Text = $"t{i}" }));
        world.Forget();
        var error = await Should.ThrowAsync<WriteException>(() => db.Set<Visit>().MoveAsync(visit, visit with { No = 2 }, includeChildren: true));
        (error.Code, error.Entity).ShouldBe(("STL3176", "Visit"));
        error.Message.ShouldStartWith("STL3176 MoveAsync of Visit moves 51 items, which with all that is written along takes 102 actions, and DynamoDB allows 100");
        world.TakeLines().Select(l => l.Split(' ')[0]).ShouldBe(["GetItem", "Query"]);

        await db.Set<Note>().DeleteAsync(new Note { ClinicId = "k1", VisitNo = 1, No = 50 });
        await db.Set<Visit>().MoveAsync(visit, visit with { No = 2 }, includeChildren: true);
        (await db.Set<Note>().Where(n => n.ClinicId == "k1" && n.VisitNo == 2).ToListAsync()).Select(n => (n.No, n.Text)).Order().ShouldBe(Enumerable.Range(1, 49).Select(i => (i, $"t{i}")));
        (await db.Set<Note>().Where(n => n.ClinicId == "k1" && n.VisitNo == 1).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Children_are_moved_as_what_they_are_and_an_item_stays_of_its_type()
    {
        var world = await WritingWorld<DepotTable>.CreateAsync(o => new DepotTable(o));
        var db = world.Unscoped();
        var depot = await db.Depots.CreateAsync(new Depot { Id = "d1", Name = "One" });
        await db.Crates.CreateAsync(new Crate { DepotId = "d1", Id = "a", Weight = 1 });
        var cool = await db.Crates.CreateAsync(new CoolCrate { DepotId = "d1", Id = "b", Degrees = -4 });
        world.Forget();
        var moved = await db.Depots.MoveAsync(depot, depot with { Id = "d2" }, includeChildren: true);
        world.TakeLines()[^1].ShouldStartWith("TransactWriteItems Depots  [Delete Depot pk = DEPOT#d1 sk = #DEPOT if exists and Version = 1 and CrateCount = 2] [Put Depot pk = DEPOT#d2 ");
        (moved.CrateCount, moved.Version).ShouldBe((2, 2));
        (await db.Crates.Where(c => c.DepotId == "d2").ToListAsync()).ShouldBe([new Crate { DepotId = "d2", Id = "a", Weight = 1 }, (CoolCrate)cool with { DepotId = "d2" }]);

        var crate = await db.Crates.Where(c => c.DepotId == "d2" && c.Id == "b").SingleAsync();
        (await Should.ThrowAsync<WriteException>(() => db.Crates.MoveAsync(crate, new Crate { DepotId = "d2", Id = "c" }))).Code.ShouldBe("STL3124");
        await db.Crates.MoveAsync(crate, crate with { Id = "c", Weight = 9 });
        (await db.Crates.Where(c => c.DepotId == "d2" && c.Id == "c").SingleAsync()).ShouldBe(new CoolCrate { DepotId = "d2", Id = "c", Weight = 9, Degrees = -4 });
        (await db.Depots.FindAsync("d2"))!.CrateCount.ShouldBe(2);
    }

    [Fact]
    public async Task Children_of_children_that_the_key_alone_does_not_name_are_refused_and_can_go_one_by_one()
    {
        var world = await WritingWorld<DepotTable>.CreateAsync(o => new DepotTable(o));
        var db = world.Unscoped();
        var yard = await db.Yards.CreateAsync(new Yard { Id = "y1" });
        var bay = await db.Bays.CreateAsync(new Bay { YardId = "y1", Id = "b1" });
        await db.Places.CreateAsync(new Place { YardId = "y1", BayId = "b1", No = 1 });
        world.Forget();
        var error = await Should.ThrowAsync<WriteException>(() => db.Yards.MoveAsync(yard, yard with { Id = "y2" }, includeChildren: true));
        (error.Code, error.Entity).ShouldBe(("STL3178", "Yard"));
        error.Message.ShouldBe("STL3178 MoveAsync of Yard cannot find all its Place: the key of the Yard alone does not name their partitions. Move the entities that have Place one by one "
            + "with includeChildren: true, and then the Yard.");
        world.SentNothing();

        (await Should.ThrowAsync<WriteException>(() => db.Yards.MoveAsync(yard, yard with { Id = "y2" }))).Code.ShouldBe("STL3175");
        await db.Bays.MoveAsync(bay, bay with { YardId = "y2" }, includeChildren: true);
        await db.Yards.MoveAsync(yard, yard with { Id = "y2" });
        (await KeysAsync(world)).ShouldBe(["PLACES#y2#b1 PLACE#1", "YARD#y2 #YARD", "YARD#y2 BAY#b1"]);
    }

    private static async Task<IReadOnlyList<string>> KeysAsync<TContext>(WritingWorld<TContext> world)
        where TContext : TableContext
    {
        var found = await world.Client.ScanAsync(new Amazon.DynamoDBv2.Model.ScanRequest(world.TableName));

        // Numbers without the zeros that make them sort.
        return [.. found.Items.Select(i => Regex.Replace($"{i["pk"].S} {i["sk"].S}", "#0+", "#")).Order(StringComparer.Ordinal)];
    }

    private static async Task<(WritingWorld<ClinicTable> World, ClinicTable Db)> ClinicAsync()
    {
        var world = await WritingWorld<ClinicTable>.CreateAsync(o => new ClinicTable(o));
        var db = world.Unscoped();
        await db.Clinics.CreateAsync(new Clinic { Id = "k1", Name = "One" });
        await db.Wards.BatchPutAsync([new() { ClinicId = "k1", No = 1, IsOpen = true }, new() { ClinicId = "k1", No = 10 }, new() { ClinicId = "k2", No = 1 }]);
        await db.Set<Bed>().BatchPutAsync([new() { ClinicId = "k1", WardNo = 1, No = 1 }, new() { ClinicId = "k1", WardNo = 10, No = 1 }]);
        await db.Set<Nurse>().CreateAsync(new Nurse { ClinicId = "k1", WardNo = 1, Name = "Ann" });
        await db.Set<Sample>().CreateAsync(new Sample { ClinicId = "k1", WardNo = 1, BedNo = 1, No = 1, Text = "s" });
        await db.Set<Visit>().CreateAsync(new Visit { ClinicId = "k1", No = 1, Patient = "p" });
        await db.Set<Note>().CreateAsync(new Note { ClinicId = "k1", VisitNo = 1, No = 1 });
        return (world, db);
    }
}
