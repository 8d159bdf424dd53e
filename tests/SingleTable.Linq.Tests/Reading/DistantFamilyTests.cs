using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>What an Include reads in other partitions is a query like any other, and brings children along.</summary>
public abstract class DistantFamilyTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Visits1 = "Query Table  pk = VISITS#c1";

    private readonly List<Visit> _visits = [.. Enumerable.Range(1, 9).Select(i => new Visit { ClinicId = "c1", No = i, Patient = i % 2 == 0 ? "even" : "odd" })];
    private readonly List<Bed> _beds = [.. Enumerable.Range(1, 4).Select(i => new Bed { ClinicId = "c1", WardNo = 1 + i / 3, No = i, VisitNo = i == 4 ? null : 1 + i / 3 })];
    private readonly List<Note> _notes = [.. Enumerable.Range(0, 12).Select(i => new Note { ClinicId = "c1", VisitNo = 1 + i % 3, No = i, Text = $"n{i}" })];

    private ClinicTable Clinic { get; set; } = null!;

    protected override async Task SeedAsync()
    {
        Clinic = new ClinicTable(new TableOptions<ClinicTable>(Client) { TableName = Options.TableName, Log = Options.Log, SensitiveLogging = true });
        await Clinic.Clinics.BatchPutAsync([new Clinic { Id = "c1" }, new Clinic { Id = "c2" }]);
        await Clinic.Wards.BatchPutAsync([new Ward { ClinicId = "c1", No = 1, IsOpen = true }, new Ward { ClinicId = "c1", No = 2, IsOpen = true }]);
        await Clinic.Beds.BatchPutAsync(_beds);
        await Clinic.Visits.BatchPutAsync(_visits);
        await Clinic.Notes.BatchPutAsync(_notes);
    }

    [Fact]
    public async Task Where_order_and_take_are_a_range_a_direction_and_a_limit()
    {
        var first = 3;
        var query = Clinic.Clinics.Include(c => c.Visits.Where(v => v.No >= first).OrderByDescending(v => v.No).Take(5)).AcrossPartitions().Where(c => c.Id == "c1");
        var clinic = await query.SingleAsync();

        clinic.Visits.Select(v => v.No).ShouldBe(_visits.Where(v => v.No >= first).OrderByDescending(v => v.No).Take(5).Select(v => v.No));
        TakeRequests().Skip(1).ShouldBe([$"{Visits1}  sk between VISIT#0000000003 and VISIT$  desc  filter type = Visit"]);
        Normalize(query.Explain()).Split('\n')[1].ShouldBe(
            "Query Table  pk = VISITS#…  sk between VISIT#0000000003 and VISIT$  desc  filter type = Visit  for Clinic.Visits  ~1 request");
    }

    [Fact]
    public async Task An_open_end_and_a_condition_off_the_key()
    {
        var clinic = await Clinic.Clinics.Include(c => c.Visits.Where(v => v.No > 2 && v.No < 7 && v.Patient == "even")).AcrossPartitions().SingleAsync(c => c.Id == "c1");

        clinic.Visits.Select(v => v.No).ShouldBe([4, 6]);
        TakeRequests().Skip(1).Single().ShouldContain("sk between VISIT#0000000002$ and VISIT#0000000007  asc");
    }

    [Fact]
    public async Task Another_order_is_made_in_memory_and_said_so()
    {
        var query = Clinic.Clinics.Include(c => c.Visits.OrderBy(v => v.Patient).ThenByDescending(v => v.No).Take(2)).AcrossPartitions().Where(c => c.Id == "c1");

        (await query.SingleAsync()).Visits.Select(v => v.No).ShouldBe([8, 6]);
        query.Explain().Split('\n')[1].ShouldContain("ordered in memory, all are read for Take");
    }

    [Fact]
    public async Task Contradictions_are_not_sent()
    {
        var clinic = await Clinic.Clinics.Include(c => c.Visits.Where(v => v.No > 5 && v.No < 2)).AcrossPartitions().SingleAsync(c => c.Id == "c1");

        clinic.Visits.ShouldBeEmpty();
        TakeRequests().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Children_below_a_distant_collection_come_by_the_same_query()
    {
        var clinic = await Clinic.Clinics.Include(c => c.Visits.Where(v => v.No <= 2)).ThenInclude(v => v.Notes.OrderByDescending(n => n.No).Take(2))
            .AcrossPartitions().SingleAsync(c => c.Id == "c1");

        clinic.Visits.Select(v => string.Join(',', v.Notes.Select(n => n.Text))).ShouldBe(["n9,n6", "n10,n7"]);
        TakeRequests().Skip(1).ShouldBe([$"{Visits1}  sk between VISIT# and VISIT#0000000002$  asc"]);
    }

    [Fact]
    public async Task Children_below_a_reference_are_one_query_for_each_distinct_target()
    {
        var query = Clinic.Beds.Include(b => b.Visit).ThenInclude(v => v.Notes.Where(n => n.No > 2)).AcrossPartitions().Where(b => b.ClinicId == "c1");
        var beds = await query.ToListAsync();

        beds.Select(b => b.Visit is null ? "none" : string.Join(',', b.Visit.Notes.Select(n => n.Text))).ShouldBe(["n3,n6,n9", "n3,n6,n9", "n4,n7,n10", "none"]);
        beds[0].Visit.ShouldBeSameAs(beds[1].Visit);
        TakeRequests().Skip(1).Order().ShouldBe(
        [
            $"{Visits1}  sk between VISIT#0000000001 and VISIT#0000000001#NOTE$  asc  filter type = Visit or (type = Note and No > 2)",
            $"{Visits1}  sk between VISIT#0000000002 and VISIT#0000000002#NOTE$  asc  filter type = Visit or (type = Note and No > 2)",
        ]);
        Normalize(query.Explain()).Split('\n')[1].ShouldBe(
            "Query Table  pk = VISITS#…  sk between VISIT#… and VISIT#…#NOTE$  asc  filter type = Visit or (type = Note and No > 2)  "
            + "for Bed.Visit with Visit.Notes  ~1 request for each distinct Visit");
    }

    [Fact]
    public async Task On_an_index_the_children_come_from_the_table()
    {
        var query = Clinic.Wards.Include(w => w.Beds.OrderByDescending(b => b.No)).ThenInclude(b => b.Visit).Where(w => w.IsOpen);
        var error = await Should.ThrowAsync<QueryTranslationException>(() => Clinic.Wards.Include(w => w.Beds).Where(w => w.IsOpen).ToListAsync());
        error.Message.ShouldContain("the query uses the index GSI1, where the children are not. Add AcrossPartitions() to read them with a Query for each Ward");
        TakeRequests().ShouldBeEmpty();

        var wards = await query.AcrossPartitions().ToListAsync();
        wards.Select(w => string.Join(',', w.Beds.Select(b => $"{b.No}/{b.Visit?.No}"))).ShouldBe(["2/1,1/1", "4/,3/2"]);
        var requests = TakeRequests();
        requests[0].ShouldBe("Query Table/GSI1  gsi1pk = OPEN#true  asc");
        requests.Skip(1).Take(2).Order().ShouldBe(
        [
            "Query Table  pk = CLINIC#c1  sk between WARD#0000000001 and WARD#0000000001#BED$  asc  filter type = Ward or type = Bed",
            "Query Table  pk = CLINIC#c1  sk between WARD#0000000002 and WARD#0000000002#BED$  asc  filter type = Ward or type = Bed",
        ]);
        requests.Skip(3).Count().ShouldBe(1);
        Normalize(query.AcrossPartitions().Explain()).Split('\n')[1].ShouldBe(
            "Query Table  pk = CLINIC#…  sk between WARD#… and WARD#…#BED$  asc  filter type = Ward or type = Bed  for Ward.Beds  ~1 request for each distinct Ward");
    }

    [Fact]
    public async Task A_reference_up_the_partition_and_its_children_without_a_request_for_each_row()
    {
        var query = Clinic.Beds.Include(b => b.Ward).ThenInclude(w => w!.Beds).Where(b => b.ClinicId == "c1");
        var error = await Should.ThrowAsync<QueryTranslationException>(() => query.ToListAsync());
        error.Message.ShouldContain("a Query for each distinct Ward");
        TakeRequests().ShouldBeEmpty();

        var beds = await query.AcrossPartitions().ToListAsync();
        beds.Select(b => string.Join(',', b.Ward!.Beds.Select(x => x.No))).ShouldBe(["1,2", "1,2", "3,4", "3,4"]);
        TakeRequests().Count.ShouldBe(3);
    }
}

public sealed class DistantFamilyTests_Embedded : DistantFamilyTests<Embedded>;

public sealed class DistantFamilyTests_Wrapped : DistantFamilyTests<Wrapped>;

public sealed class DistantFamilyTests_Endpoint : DistantFamilyTests<Endpoint>;

public sealed class DistantFamilyTests_Container : DistantFamilyTests<Container>;
