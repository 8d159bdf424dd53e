using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>A Select behind an Include runs on the entity with all that is included; and what no result shows is not read.</summary>
public abstract class IncludeSelectTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Clinic1 = "Query Table  pk = CLINIC#c1";

    private readonly List<Ward> _wards = [.. Enumerable.Range(1, 3).Select(i => new Ward { ClinicId = "c1", No = i, IsOpen = i == 2 })];
    private readonly List<Bed> _beds = [.. Enumerable.Range(1, 7).Select(i => new Bed { ClinicId = "c1", WardNo = 1 + i / 3, No = i, VisitNo = i })];
    private readonly List<Visit> _visits = [.. Enumerable.Range(1, 5).Select(i => new Visit { ClinicId = "c1", No = i, Patient = $"p{i}" })];

    private ClinicTable Clinic { get; set; } = null!;

    private List<Ward> Expected => [.. _wards.Select(w => w with
    {
        Beds = [.. _beds.Where(b => b.WardNo == w.No).Select(b => b with { Visit = _visits.Find(v => v.No == b.VisitNo) })],
    })];

    protected override async Task SeedAsync()
    {
        Clinic = new ClinicTable(new TableOptions<ClinicTable>(Client) { TableName = Options.TableName, Log = Options.Log, SensitiveLogging = true });
        await Clinic.Clinics.CreateAsync(new Clinic { Id = "c1", Name = "One" });
        await Clinic.Wards.BatchPutAsync(_wards);
        await Clinic.Beds.BatchPutAsync(_beds);
        await Clinic.Visits.BatchPutAsync(_visits);
    }

    [Fact]
    public async Task Children_are_counted_and_summed_in_memory()
    {
        var factor = 10;
        var query = Clinic.Wards.Include(w => w.Beds).Where(w => w.ClinicId == "c1").Select(w => new { w.No, Count = w.Beds.Count, Sum = w.Beds.Sum(b => b.No) * factor });
        (await query.ToListAsync()).ShouldBe(Expected.Select(w => new { w.No, Count = w.Beds.Count, Sum = w.Beds.Sum(b => b.No) * factor }));
        TakeRequests().ShouldBe([$"{Clinic1}  sk begins_with WARD#  asc  filter type = Ward or type = Bed"]);

        factor = 100;
        (await query.FirstAsync()).Sum.ShouldBe(300);
    }

    [Fact]
    public async Task A_stream_and_pages_give_the_same()
    {
        var query = Clinic.Wards.Include(w => w.Beds).Where(w => w.ClinicId == "c1").Select(w => $"{w.No}:{w.Beds.Count}");
        var expected = Expected.Select(w => $"{w.No}:{w.Beds.Count}").ToList();
        var streamed = new List<string>();
        await foreach (var text in query.AsAsyncEnumerable())
        {
            streamed.Add(text);
        }

        streamed.ShouldBe(expected);
        var first = await query.ToPageAsync(2);
        var second = await query.ToPageAsync(2, first.Next);
        first.Items.Concat(second.Items).ShouldBe(expected);
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task The_whole_entity_and_one_root_and_several_levels()
    {
        (await Clinic.Wards.Include(w => w.Beds).Where(w => w.ClinicId == "c1").Select(w => Describe(w)).ToListAsync()).ShouldBe(Expected.Select(Describe));
        TakeRequests();
        (await Clinic.Clinics.Include(c => c.Wards).ThenInclude(w => w.Beds).Where(c => c.Id == "c1").Select(c => c.Wards.SelectMany(w => w.Beds).Select(b => b.No).ToList()).SingleAsync())
            .ShouldBe(Expected.SelectMany(w => w.Beds).Select(b => b.No));
        TakeRequests().ShouldBe([$"{Clinic1}  sk between #METADATA and WARD$  asc  filter type = Clinic or type = Ward or type = Bed"]);
    }

    [Fact]
    public async Task References_and_other_partitions_are_there_when_it_runs()
    {
        (await Clinic.Beds.Include(b => b.Visit).AcrossPartitions().Where(b => b.ClinicId == "c1" && b.WardNo == 1)
                .Select(b => b.No + (b.Visit == null ? "" : b.Visit.Patient)).ToListAsync())
            .ShouldBe(Expected[0].Beds.Select(b => b.No + b.Visit!.Patient));
        (await Clinic.Beds.Include(b => b.Visit).AcrossPartitions().Where(b => b.ClinicId == "c1" && b.WardNo == 1 && b.No == 2).Select(b => b.Visit!.Patient).SingleAsync())
            .ShouldBe("p2");
        (await Clinic.Clinics.Include(c => c.Visits).AcrossPartitions().Where(c => c.Id == "c1").Select(c => c.Visits.Count).SingleAsync()).ShouldBe(5);
    }

    [Fact]
    public async Task What_is_not_shown_is_not_read()
    {
        (await Clinic.Wards.Include(w => w.Beds).Where(w => w.ClinicId == "c1").Select(w => w.No).ToListAsync()).ShouldBe([1, 2, 3]);
        (await Clinic.Wards.Include(w => w.Beds).CountAsync(w => w.ClinicId == "c1")).ShouldBe(3);
        (await Clinic.Wards.Include(w => w.Beds).AnyAsync(w => w.ClinicId == "c1" && w.No == 9)).ShouldBeFalse();
        TakeRequests().ShouldBe(
        [
            $"{Clinic1}  sk begins_with WARD#  asc  filter type = Ward  select No",
            $"{Clinic1}  sk begins_with WARD#  asc  filter type = Ward  count",
            "GetItem Table  pk = CLINIC#c1  sk = WARD#0000000009",
        ]);
    }

    [Fact]
    public async Task What_is_not_included_is_refused()
    {
        var error = await Should.ThrowAsync<QueryTranslationException>(
            () => Clinic.Wards.Include(w => w.Beds).Where(w => w.ClinicId == "c1").Select(w => w.Nurses.Count).ToListAsync());
        (error.Code, error.Property).ShouldBe(("STL1110", "Nurses"));
        error = await Should.ThrowAsync<QueryTranslationException>(
            () => Clinic.Wards.Include(w => w.Beds).Where(w => w.ClinicId == "c1").Select(w => w.Beds.Sum(b => b.Samples.Count)).ToListAsync());
        (error.Code, error.Property).ShouldBe(("STL1110", "Samples"));
        error.Message.ShouldContain("ThenInclude(x => x.Samples)");
        TakeRequests().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_flag_that_is_not_set_is_a_value_of_a_key_too()
    {
        (await Clinic.Wards.Where(w => !w.IsOpen).ToListAsync()).Select(w => w.No).ShouldBe(_wards.Where(w => !w.IsOpen).Select(w => w.No));
        TakeRequests().ShouldBe(["Query Table/GSI1  gsi1pk = OPEN#false  asc"]);
        (await Clinic.Wards.Where(w => w.ClinicId == "c1" && !w.IsOpen && w.No > 1).ToListAsync()).Select(w => w.No).ShouldBe([3]);
        TakeRequests().Count.ShouldBe(1);
    }

    private static string Describe(Ward ward) => $"{ward.No}: {string.Join(' ', ward.Beds.Select(b => b.No))}";
}

public sealed class IncludeSelectTests_Embedded : IncludeSelectTests<Embedded>;

public sealed class IncludeSelectTests_Wrapped : IncludeSelectTests<Wrapped>;

public sealed class IncludeSelectTests_Endpoint : IncludeSelectTests<Endpoint>;

public sealed class IncludeSelectTests_Container : IncludeSelectTests<Container>;
