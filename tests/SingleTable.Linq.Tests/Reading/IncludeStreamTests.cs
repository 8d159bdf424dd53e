using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>When a parent comes out of a stream, by the requests that were sent until then.</summary>
public abstract class IncludeStreamTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private ClinicTable Clinic { get; set; } = null!;

    protected override async Task SeedAsync()
    {
        // Whenever somebody looks an hour has gone by, so that a rate limits the items of a page and nothing is waited for.
        Clinic = new ClinicTable(new TableOptions<ClinicTable>(Client)
        {
            TableName = Options.TableName, Log = Options.Log, SensitiveLogging = true, TimeProvider = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromHours(1) },
        });
        await Clinic.Wards.BatchPutAsync(Enumerable.Range(1, 4).SelectMany(w => new[] { "c1", "c2" }.Select(c => new Ward { ClinicId = c, No = w })));
        await Clinic.Beds.BatchPutAsync(Enumerable.Range(0, 12).Select(b => new Bed { ClinicId = "c1", WardNo = 1 + b / 3, No = b }));
    }

    // Four items a page: ward, bed, bed, bed | ward, …: a ward is complete once the next one was read.
    [Theory]
    [InlineData(false, "1:0,1,2 after 2|2:3,4,5 after 3|3:6,7,8 after 4|4:9,10,11 after 5")]
    [InlineData(true, "4:9,10,11 after 1|3:6,7,8 after 2|2:3,4,5 after 3|1:0,1,2 after 4")]
    [Trait("Fault", "17")]
    public async Task Parents_come_as_they_are_complete(bool down, string expected)
    {
        var wards = Clinic.Wards.Include(w => w.Beds).WithRateLimit(itemsPerSecond: 4).Where(w => w.ClinicId == "c1");
        (await CollectAsync(down ? wards.Reverse() : wards)).ShouldBe(expected.Split('|'));
    }

    [Fact]
    public async Task Take_ends_the_reading()
    {
        var wards = Clinic.Wards.Include(w => w.Beds).WithRateLimit(itemsPerSecond: 4).Where(w => w.ClinicId == "c1").Take(1);
        (await CollectAsync(wards)).ShouldBe(["1:0,1,2 after 2"]);
        (await CollectAsync(Clinic.Wards.Include(w => w.Beds).WithRateLimit(itemsPerSecond: 4).Where(w => w.ClinicId == "c1").Reverse().Take(1)))
            .ShouldBe(["4:9,10,11 after 1"]);
    }

    [Fact]
    public async Task Several_partitions_stream_one_after_the_other()
    {
        string[] clinics = ["c2", "c1"];
        var wards = Clinic.Wards.Include(w => w.Beds).WithRateLimit(itemsPerSecond: 50).Where(w => clinics.Contains(w.ClinicId)).Take(6);
        (await CollectAsync(wards)).ShouldBe(["1: after 1", "2: after 1", "3: after 1", "4: after 1", "1:0,1,2 after 2", "2:3,4,5 after 2"]);
    }

    private async Task<List<string>> CollectAsync(IQueryable<Ward> wards)
    {
        var (seen, sent) = (new List<string>(), 0);
        TakeRequests();
        await foreach (var ward in wards.AsAsyncEnumerable())
        {
            sent += TakeRequests().Count;
            seen.Add($"{ward.No}:{string.Join(',', ward.Beds.Select(b => b.No))} after {sent}");
        }

        return seen;
    }
}

public sealed class IncludeStreamTests_Embedded : IncludeStreamTests<Embedded>;

public sealed class IncludeStreamTests_Wrapped : IncludeStreamTests<Wrapped>;

public sealed class IncludeStreamTests_Endpoint : IncludeStreamTests<Endpoint>;

public sealed class IncludeStreamTests_Container : IncludeStreamTests<Container>;
