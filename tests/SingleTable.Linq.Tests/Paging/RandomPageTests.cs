using CsCheck;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Paging;

/// <summary>Random data, filters, orders and page sizes: the pages are the list, cut into pieces of the size.</summary>
public class RandomPageTests : EngineTests<Embedded>
{
    private static readonly Gen<Models.Reading[]> s_readings = Gen.Select(
        Gen.Int[0, 40], Gen.Int[-2, 2], Gen.Int[-3, 3], Gen.Bool,
        (minute, sequence, severity, alarm) => new Models.Reading
        {
            Device = "d", Time = SaasData.Day.UtcDateTime.AddMinutes(minute), Sequence = sequence, Severity = severity, IsAlarm = alarm,
        }).Array[0, 30];

    private static readonly Gen<(int Path, bool Alarm, int Least, bool Down, int Size, int Budget)> s_query =
        Gen.Select(Gen.Int[0, 4], Gen.Bool, Gen.Int[-4, 4], Gen.Bool, Gen.Int[1, 12], Gen.Int[1, 9]);

    [Fact]
    public async Task Pages_are_the_list()
    {
        var run = 0;
        await Gen.Select(s_readings, s_query).SampleAsync(
            async (readings, query) =>
            {
                // Another device each time instead of another table.
                var device = $"d{Interlocked.Increment(ref run)}";
                await Db.Readings.BatchPutAsync(readings.Select(r => With(r, device)).DistinctBy(Id));
                var source = Query(device, query);
                var all = (await source.ToListAsync()).Select(Id).ToList();
                await Walk.OneSizeAsync(source, Id, all, query.Size, canGoBack: true);

                // With a budget pages may be short or empty, and are still the list.
                var budget = new List<string>();
                string? token = null;
                do
                {
                    var page = await source.WithBudget(items: query.Budget).ToPageAsync(query.Size, token);
                    page.Items.Count.ShouldBeLessThanOrEqualTo(query.Size);
                    budget.AddRange(page.Items.Select(Id));
                    token = page.Next;
                }
                while (token is not null);
                budget.ShouldBe(all);
                return true;
            },
            iter: 150,
            threads: 1);
    }

    private static string Id(Models.Reading r) => $"{r.Time:HHmm}/{r.Sequence}";

    private static Models.Reading With(Models.Reading r, string device) => new()
    {
        Device = device, Time = r.Time, Sequence = r.Sequence, Severity = r.Severity, IsAlarm = r.IsAlarm,
    };

    private IQueryable<Models.Reading> Query(string device, (int Path, bool Alarm, int Least, bool Down, int Size, int Budget) query)
    {
        var (least, from) = (query.Least, SaasData.Day.UtcDateTime.AddMinutes(10 + query.Least));
        var readings = Db.Readings.Where(r => r.Device == device);
        readings = query.Path switch
        {
            0 => readings,
            1 => readings.Where(r => r.Time > from),
            2 => readings.Where(r => r.Time < from && r.Severity != least),
            3 => readings.Where(r => r.Severity >= least),
            _ => readings.UsingIndex("BySeverity").Where(r => r.Sequence > least),
        };
        readings = query.Alarm ? readings.Where(r => r.IsAlarm) : readings;
        return query.Down ? readings.Reverse() : readings;
    }
}
