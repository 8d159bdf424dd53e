using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Writing;

namespace SingleTable.Linq.Tests.Faults;

public class KeyFaultTests
{
    private static readonly int[] s_numbers = [int.MinValue, -1_000_000, -34, -10, -9, -1, 0, 1, 2, 3, 9, 10, 34, 340, 3_400, int.MaxValue];

    [Fact]
    [Trait("Fault", "5")]
    public async Task Numbers_in_keys_are_read_in_their_order_and_by_their_ranges()
    {
        var world = await WritingWorld<HouseTable>.CreateAsync(o => new HouseTable(o));
        var db = world.Unscoped();
        await db.Floors.BatchPutAsync(s_numbers.Reverse().Select(n => new Floor { House = "h", No = n }));
        var floors = db.Floors.Where(f => f.House == "h");
        (await floors.ToListAsync()).Select(f => f.No).ShouldBe(s_numbers);
        (await floors.OrderByDescending(f => f.No).ToListAsync()).Select(f => f.No).ShouldBe(s_numbers.Reverse());
        foreach (var edge in s_numbers)
        {
            (await floors.Where(f => f.No == edge).SingleAsync()).No.ShouldBe(edge);
            (await floors.Where(f => f.No < edge).ToListAsync()).Select(f => f.No).ShouldBe(s_numbers.Where(n => n < edge));
            (await floors.Where(f => f.No >= edge).ToListAsync()).Select(f => f.No).ShouldBe(s_numbers.Where(n => n >= edge));
        }

        world.Requests.Count(r => r.Operation is "Scan").ShouldBe(0);
    }
}
