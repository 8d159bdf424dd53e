using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>Families at the ends of what is read: children before their parent, ranges that end with a parent.</summary>
public abstract class FamilyEdgesTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private readonly List<Floor> _floors = [.. Enumerable.Range(1, 4).Select(i => new Floor { House = "h", No = i })];
    private readonly List<Room> _rooms = [.. Enumerable.Range(1, 4).SelectMany(f => Enumerable.Range(1, f).Select(r => new Room { House = "h", Floor = f, No = r }))];

    private HouseTable Houses { get; set; } = null!;

    protected override async Task SeedAsync()
    {
        Houses = new HouseTable(new TableOptions<HouseTable>(Client)
        {
            TableName = Options.TableName, Log = Options.Log, SensitiveLogging = true, TimeProvider = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromHours(1) },
        });
        await Houses.Houses.CreateAsync(new House { Id = "h" });
        await Houses.Floors.BatchPutAsync(_floors);
        await Houses.Rooms.BatchPutAsync(_rooms);
        await Houses.Guests.BatchPutAsync(Enumerable.Range(1, 5).Select(i => new Guest { House = "h", Name = $"g{i}" }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Fault", "17")]
    public async Task Children_may_stand_before_a_parent_with_a_constant_key(bool down)
    {
        var query = Houses.Houses.Include(h => h.Guests).Include(h => h.Floors).WithRateLimit(itemsPerSecond: 2).Where(h => h.Id == "h");
        var seen = new List<House>();
        await foreach (var house in (down ? query.Reverse() : query).AsAsyncEnumerable())
        {
            seen.Add(house);
        }

        seen.Single().Guests.Count.ShouldBe(5);
        seen[0].Floors.Select(f => f.No).ShouldBe([1, 2, 3, 4], ignoreOrder: true);
        (await query.FirstAsync()).Guests.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 3)]
    [InlineData(4, 9)]
    [InlineData(3, 2)]
    public async Task A_range_that_ends_with_a_parent_holds_its_children(int from, int to)
    {
        var expected = _floors.Where(f => f.No >= from && f.No <= to).Select(f => $"{f.No}:{f.No}").ToList();
        (await Houses.Floors.Include(f => f.Rooms).Where(f => f.House == "h" && f.No >= from && f.No <= to).ToListAsync()).Select(Text).ShouldBe(expected);
        (await Houses.Floors.Include(f => f.Rooms).Where(f => f.House == "h" && f.No <= to).ToListAsync()).Select(Text)
            .ShouldBe(_floors.Where(f => f.No <= to).Select(f => $"{f.No}:{f.No}"));
        (await Houses.Floors.Include(f => f.Rooms).Where(f => f.House == "h" && f.No > from).ToListAsync()).Select(Text)
            .ShouldBe(_floors.Where(f => f.No > from).Select(f => $"{f.No}:{f.No}"));
        (await Houses.Floors.Include(f => f.Rooms).Where(f => f.House == "h" && f.No < to).ToListAsync()).Select(Text)
            .ShouldBe(_floors.Where(f => f.No < to).Select(f => $"{f.No}:{f.No}"));
    }

    [Fact]
    public async Task A_range_of_one_value_ends_behind_its_family()
    {
        var (from, to) = (2, 2);
        await Houses.Floors.Include(f => f.Rooms).Where(f => f.House == "h" && f.No >= from && f.No <= to).ToListAsync();
        await Houses.Floors.Include(f => f.Rooms).Where(f => f.House == "h" && f.No <= to).ToListAsync();
        TakeRequests().ShouldBe(
        [
            "Query Table  pk = HOUSE#h  sk between FLOOR#0000000002 and FLOOR#0000000002$  asc",
            "Query Table  pk = HOUSE#h  sk between FLOOR# and FLOOR#0000000002$  asc",
        ]);
    }

    private static string Text(Floor floor) => $"{floor.No}:{floor.Rooms.Count}";
}

public sealed class FamilyEdgesTests_Embedded : FamilyEdgesTests<Embedded>;

public sealed class FamilyEdgesTests_Wrapped : FamilyEdgesTests<Wrapped>;

public sealed class FamilyEdgesTests_Endpoint : FamilyEdgesTests<Endpoint>;

public sealed class FamilyEdgesTests_Container : FamilyEdgesTests<Container>;
