using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Faults;

public abstract class ReadFaultTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    protected override Task SeedAsync() => Db.Teams.BatchPutAsync(Enumerable.Range(0, 8).Select(i => new Team
    {
        OrganizationId = "o1", Id = $"t{i}", Name = i % 2 == 0 ? "even" : "odd", MemberCount = i, Tags = [$"a{i % 3}", $"b{i % 2}"],
    }));

    [Fact]
    [Trait("Fault", "29")]
    public async Task A_property_that_is_named_often_keeps_each_of_its_values()
    {
        var (low, high, apart) = (1, 4, 6);
        var names = new[] { "odd", "none" };
        (await IdsAsync(Db.Teams.Where(t => t.MemberCount > low && t.MemberCount < high || t.MemberCount == apart))).ShouldBe(["t2", "t3", "t6"]);
        (await IdsAsync(Db.Teams.Where(t => t.MemberCount != 0 && t.MemberCount != 1 && t.MemberCount != 2 && t.MemberCount != 3))).ShouldBe(["t4", "t5", "t6", "t7"]);
        (await IdsAsync(Db.Teams.Where(t => t.Tags.Contains("a0") && t.Tags.Contains("b1")))).ShouldBe(["t3"]);
        (await IdsAsync(Db.Teams.Where(t => names.Contains(t.Name) && t.Name != "even" && t.Name.StartsWith("od") && t.MemberCount > high))).ShouldBe(["t5", "t7"]);
        (await IdsAsync(Db.Teams.Where(t => t.MemberCount == low).Where(t => t.MemberCount == high))).ShouldBeEmpty();
    }

    private static async Task<IEnumerable<string>> IdsAsync(IQueryable<Team> teams) =>
        (await teams.Where(t => t.OrganizationId == "o1").ToListAsync()).Select(t => t.Id);
}

public sealed class ReadFaultTests_Embedded : ReadFaultTests<Embedded>;

public sealed class ReadFaultTests_Wrapped : ReadFaultTests<Wrapped>;

public sealed class ReadFaultTests_Endpoint : ReadFaultTests<Endpoint>;

public sealed class ReadFaultTests_Container : ReadFaultTests<Container>;
