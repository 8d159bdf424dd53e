using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>Random partitions of several levels, with parents and whole levels missing, in pages of any size: the graph is the one that memory makes.</summary>
public class RandomIncludeTests : EngineTests<Embedded>
{
    private static readonly Gen<(int Ward, bool IsOpen)[]> s_wards = Gen.Select(Gen.Int[1, 12], Gen.Bool).Array[0, 8];
    private static readonly Gen<(int Ward, int Bed)[]> s_beds = Gen.Select(Gen.Int[1, 12], Gen.Int[1, 3]).Array[0, 12];
    private static readonly Gen<(int Ward, int Bed, int No)[]> s_samples = Gen.Select(Gen.Int[1, 12], Gen.Int[1, 3], Gen.Int[0, 4]).Array[0, 20];
    private static readonly Gen<(int Ward, string Name)[]> s_nurses = Gen.Select(Gen.Int[1, 12], Gen.OneOf(Gen.Const("a"), Gen.Const("b#c"), Gen.Const("$"), Gen.Const(" "))).Array[0, 8];
    private static readonly Gen<(int PageItems, bool Down, int? Take, int Least, bool OnlyOpen, bool Ahead)> s_query = Gen.Select(
        Gen.Int[1, 9], Gen.Bool, Gen.Int[1, 4].Nullable(), Gen.Int[0, 3], Gen.Bool, Gen.Bool);

    private int _run;

    [Fact]
    public async Task Lists_and_streams_are_the_graph_in_memory() =>
        await Gen.Select(s_wards, s_beds, s_samples, s_nurses, s_query).SampleAsync(
            async (wards, beds, samples, nurses, query) =>
            {
                var id = $"c{Interlocked.Increment(ref _run)}";
                var data = new Data(
                    [.. wards.DistinctBy(w => w.Ward).Select(w => new Ward { ClinicId = id, No = w.Ward, IsOpen = w.IsOpen })],
                    [.. beds.Distinct().Select(b => new Bed { ClinicId = id, WardNo = b.Ward, No = b.Bed })],
                    [.. samples.Distinct().Select(s => new Sample { ClinicId = id, WardNo = s.Ward, BedNo = s.Bed, No = s.No })],
                    [.. nurses.Distinct().Select(n => new Nurse { ClinicId = id, WardNo = n.Ward, Name = n.Name })]);
                await WriteAsync(data);
                var expected = Expected(data, query.Down, query.Take, query.Least, query.OnlyOpen);
                var source = Query(id, query.PageItems, query.Down, query.Take, query.Least, query.OnlyOpen).Prefetch(query.Ahead);

                Text(await source.ToListAsync()).ShouldBe(expected);
                var streamed = new List<Ward>();
                await foreach (var ward in source.AsAsyncEnumerable())
                {
                    streamed.Add(ward);
                }

                Text(streamed).ShouldBe(expected);
                return true;
            },
            iter: 150,
            threads: 1);

    private ClinicTable Clinic => new(new TableOptions<ClinicTable>(Client)
    {
        // Whenever somebody looks an hour has gone by, so that a rate limits the items of a page and nothing is waited for.
        TableName = Options.TableName, TimeProvider = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromHours(1) },
    });

    private async Task WriteAsync(Data data)
    {
        var clinic = Clinic;
        await clinic.Wards.BatchPutAsync(data.Wards);
        await clinic.Beds.BatchPutAsync(data.Beds);
        await clinic.Samples.BatchPutAsync(data.Samples);
        await clinic.Nurses.BatchPutAsync(data.Nurses);
    }

    private IQueryable<Ward> Query(string id, int pageItems, bool down, int? take, int least, bool onlyOpen)
    {
        var wards = Clinic.Wards.Include(w => w.Beds).ThenInclude(b => b.Samples.Where(s => s.No >= least).OrderByDescending(s => s.No).Take(2))
            .Include(w => w.Nurses).WithRateLimit(itemsPerSecond: pageItems).Where(w => w.ClinicId == id);
        wards = onlyOpen ? wards.Where(w => w.IsOpen) : wards;
        wards = down ? wards.Reverse() : wards;
        return take is { } count ? wards.Take(count) : wards;
    }

    private static List<string> Expected(Data data, bool down, int? take, int least, bool onlyOpen)
    {
        var wards = data.Wards.Where(w => !onlyOpen || w.IsOpen).OrderBy(w => w.No).ToList();
        wards = down ? [.. wards.AsEnumerable().Reverse()] : wards;
        return Text(wards.Take(take ?? int.MaxValue).Select(w => w with
        {
            Beds = [.. data.Beds.Where(b => b.WardNo == w.No).OrderBy(b => b.No).Select(b => b with
            {
                Samples = [.. data.Samples.Where(s => (s.WardNo, s.BedNo) == (b.WardNo, b.No) && s.No >= least).OrderByDescending(s => s.No).Take(2)],
            })],
            Nurses = [.. data.Nurses.Where(n => n.WardNo == w.No).OrderBy(n => n.Name, StringComparer.Ordinal)],
        }));
    }

    private static List<string> Text(IEnumerable<Ward> wards) => [.. wards.Select(w =>
        $"{w.No}: {string.Join(' ', w.Beds.Select(b => $"{b.No}({string.Join(',', b.Samples.Select(s => s.No))})"))} {string.Join(',', w.Nurses.Select(n => n.Name))}")];

    private sealed record Data(List<Ward> Wards, List<Bed> Beds, List<Sample> Samples, List<Nurse> Nurses);
}
