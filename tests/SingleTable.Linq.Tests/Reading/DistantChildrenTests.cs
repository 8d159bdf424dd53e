using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

public abstract class DistantChildrenTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Shifts = "Query Table  pk = TENANT#acme#SHIFTS#000000000";
    private static readonly DateOnly s_day = new(2026, 3, 1);

    private StaffTable Staff { get; set; } = null!;

    protected override async Task SeedAsync()
    {
        Staff = new StaffTable(new TableOptions<StaffTable>(Client) { TableName = Options.TableName, Log = Options.Log, SensitiveLogging = true }.ForTenant("acme"));
        await Staff.Companies.BatchPutAsync([new Company { Id = "c1" }]);
        await Staff.Offices.BatchPutAsync([new Office { Id = "o1", CompanyId = "c1" }, new Office { Id = "o2", CompanyId = "c1" }]);
        await Staff.People.BatchPutAsync([new Person { Id = 1 }, new Person { Id = 2, ManagerId = 1 }, new Person { Id = 3, ManagerId = 1 }]);
        await Staff.Shifts.BatchPutAsync([Shift(1, 0, "o1", 8), Shift(1, 1, "o2", 4), Shift(1, 2, "o1", 6), Shift(3, 0, "o1", 5)]);
    }

    [Fact]
    public async Task One_query_for_each_partition()
    {
        int[] ids = [1, 2, 3];
        var people = await Staff.People.Include(p => p.Shifts).ThenInclude(s => s.Person).AcrossPartitions().Where(p => ids.Contains(p.Id)).ToListAsync();

        people.Select(p => string.Join(',', p.Shifts.Select(s => s.Hours))).ShouldBe(["8,4,6", "", "5"]);
        people[0].Shifts.ShouldAllBe(s => ReferenceEquals(s.Person, people[0]));
        TakeRequests().Skip(1).Order().ShouldBe([$"{Shifts}1  sk begins_with SHIFT#  asc", $"{Shifts}2  sk begins_with SHIFT#  asc", $"{Shifts}3  sk begins_with SHIFT#  asc"]);
    }

    [Fact]
    public async Task One_query_for_several_parents_of_one_partition()
    {
        int[] ids = [2, 3];
        var people = await Staff.People.Include(p => p.Manager).ThenInclude(m => m.Shifts.Where(s => s.Hours > 4).OrderByDescending(s => s.Hours).Take(1))
            .AcrossPartitions().Where(p => ids.Contains(p.Id)).ToListAsync();

        people.Select(p => p.Manager!.Shifts.Single().Hours).ShouldBe([8, 8]);
        TakeRequests().Skip(1).ShouldBe(
            ["GetItem Table  pk = TENANT#acme#PERSON#0000000001  sk = #PROFILE", $"{Shifts}1  sk begins_with SHIFT#  asc  filter Hours > 4"]);
    }

    [Fact]
    public async Task On_an_index_below_included_children_with_a_limit()
    {
        var query = Staff.Companies.Include(c => c.Offices).ThenInclude(o => o.Shifts.Take(1)).AcrossPartitions().Where(c => c.Id == "c1");
        var company = await query.SingleAsync();

        company.Offices.Select(o => string.Join(',', o.Shifts.Select(s => s.Hours))).ShouldBe(["8", "4"]);
        TakeRequests().Skip(1).Order().ShouldBe(
        [
            "Query Table/GSI1  gsi1pk = TENANT#acme#PLAN#c1#o1  asc  limit 1",
            "Query Table/GSI1  gsi1pk = TENANT#acme#PLAN#c1#o2  asc  limit 1",
        ]);
        Normalize(query.Explain()).Split('\n')[1].ShouldBe(
            "Query Table/GSI1  gsi1pk = TENANT#acme#PLAN#…#…  asc  limit 1  for Office.Shifts  ~1 request for each Office");
    }

    [Fact]
    public async Task Other_partitions_need_AcrossPartitions_and_an_index_is_never_consistent()
    {
        var query = Staff.Offices.Include(o => o.Shifts).Where(o => o.CompanyId == "c1");
        var error = await Should.ThrowAsync<QueryTranslationException>(() => query.ToListAsync());

        (error.Code, error.Message.Contains("AcrossPartitions()", StringComparison.Ordinal)).ShouldBe(("STL1211", true));
        (await Should.ThrowAsync<QueryTranslationException>(() => query.AcrossPartitions().ConsistentRead().ToListAsync())).Code.ShouldBe("STL1205");
        TakeRequests().ShouldBeEmpty();
    }

    [Fact]
    public async Task More_than_fifty_partitions_are_refused()
    {
        await Staff.People.BatchPutAsync(Enumerable.Range(100, 51).Select(i => new Person { Id = i }));
        var ids = Enumerable.Range(100, 51).ToList();
        TakeRequests();
        var error = await Should.ThrowAsync<QueryTranslationException>(
            () => Staff.People.Include(p => p.Shifts).AcrossPartitions().Where(p => ids.Contains(p.Id)).ToListAsync());

        error.Code.ShouldBe("STL1212");
        TakeRequests().Count.ShouldBe(1);
    }

    private static Shift Shift(int person, int day, string office, int hours) =>
        new() { PersonId = person, Day = s_day.AddDays(day), OfficeId = office, Hours = hours };
}

public sealed class DistantChildrenTests_Embedded : DistantChildrenTests<Embedded>;

public sealed class DistantChildrenTests_Wrapped : DistantChildrenTests<Wrapped>;

public sealed class DistantChildrenTests_Endpoint : DistantChildrenTests<Endpoint>;

public sealed class DistantChildrenTests_Container : DistantChildrenTests<Container>;
