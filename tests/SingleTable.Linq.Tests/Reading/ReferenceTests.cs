using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

public abstract class ReferenceTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private const string Company = "pk = TENANT#acme#CO#c1";

    private StaffTable Staff { get; set; } = null!;

    protected override async Task SeedAsync()
    {
        var options = new TableOptions<StaffTable>(Client) { TableName = Options.TableName, Log = Options.Log, SensitiveLogging = true };
        Staff = new StaffTable(options.ForTenant("acme"));
        await Staff.Companies.BatchPutAsync([new Company { Id = "c1", Name = "One" }]);
        await Staff.Offices.BatchPutAsync([Office("o1"), Office("o2")]);
        await Staff.Desks.BatchPutAsync([Desk("o1", "d1", 1), Desk("o1", "d2", 2), Desk("o1", "d3", null), Desk("o2", "d1", 1), Desk("o3", "d1", 99)]);
        await Staff.People.BatchPutAsync(
        [
            new Person { Id = 1, ManagerId = 2, CountryCode = "ch", Employer = "c1", HomeOffice = "o1" },
            new Person { Id = 2, CountryCode = "", Employer = "c1", HomeOffice = "o9" },
            new Person { Id = 3, ManagerId = 1, CountryCode = "ch", Employer = "c1" },
        ]);
        await Staff.Countries.BatchPutAsync([new Country { Code = "ch", Name = "Switzerland" }]);
        var globex = new StaffTable(options.ForTenant("globex"));
        await globex.People.BatchPutAsync([new Person { Id = 99 }]);
    }

    [Fact]
    public async Task One_reference_of_one_item_is_two_get_items()
    {
        var query = Staff.Desks.Include(d => d.Office).Where(d => d.CompanyId == "c1" && d.OfficeId == "o1" && d.Id == "d1");
        var desk = await query.SingleAsync();

        desk.Office!.Id.ShouldBe("o1");
        TakeRequests().ShouldBe([$"GetItem Table  {Company}  sk = OFFICE#o1#DESK#d1", $"GetItem Table  {Company}  sk = OFFICE#o1"]);
        Normalize(query.Explain()).Split('\n').ShouldBe(
        [
            $"GetItem Table  {Company}  sk = OFFICE#o1#DESK#d1  1 request",
            "GetItem Table  pk = TENANT#acme#CO#…  sk = OFFICE#…  for Desk.Office  ~1 request",
        ]);
    }

    [Fact]
    public async Task References_of_many_rows_are_one_batch_of_distinct_keys_and_one_instance_each()
    {
        var query = Staff.Desks.Include(d => d.Office).Where(d => d.CompanyId == "c1");
        var desks = await query.ToListAsync();

        desks.Select(d => d.Office?.Id).ShouldBe(["o1", "o1", "o1", "o2", null]);
        desks[1].Office.ShouldBeSameAs(desks[0].Office);
        TakeRequests().ShouldBe(
        [
            $"Query Table  {Company}  sk begins_with OFFICE#  asc  filter type = Desk",
            $"BatchGetItem Table  {Company}  sk in (OFFICE#o1; OFFICE#o2; OFFICE#o3)",
        ]);
        Normalize(query.Explain()).Split('\n')[1].ShouldBe(
            "BatchGetItem Table  pk = TENANT#acme#CO#…  sk = OFFICE#…  for Desk.Office  ~1 request for each 100 keys");
    }

    [Fact]
    public async Task Another_partition_needs_AcrossPartitions()
    {
        var query = Staff.Desks.Include(d => d.Person).Where(d => d.CompanyId == "c1");
        var error = await Should.ThrowAsync<QueryTranslationException>(() => query.ToListAsync());

        error.Code.ShouldBe("STL1211");
        error.Message.ShouldContain("AcrossPartitions()");
        error.Message.ShouldContain("Desk.Person");
        TakeRequests().ShouldBeEmpty();
    }

    // Person 99 is another tenant's, and so is not there.
    [Fact]
    public async Task References_of_references_are_read_level_by_level_and_null_is_no_target()
    {
        var desks = await Staff.Desks.Include(d => d.Person).ThenInclude(p => p.Manager).ThenInclude(m => m.Country)
            .Include(d => d.Person).ThenInclude(p => p.Country).Include(d => d.Person).ThenInclude(p => p.Home).ThenInclude(h => h.Company)
            .AcrossPartitions().Where(d => d.CompanyId == "c1").ToListAsync();

        desks.Select(d => d.Person?.Id).ShouldBe([1, 2, null, 1, null]);
        desks[3].Person.ShouldBeSameAs(desks[0].Person);
        desks[0].Person!.Manager.ShouldBeSameAs(desks[1].Person);
        desks[0].Person!.Country!.Name.ShouldBe("Switzerland");
        desks[0].Person!.Home!.Company!.Name.ShouldBe("One");
        (desks[1].Person!.Manager, desks[1].Person!.Country, desks[1].Person!.Home).ShouldBe((null, null, null));
        TakeRequests().Skip(1).ShouldBe(
        [
            "BatchGetItem Table  keys (TENANT#acme#PERSON#0000000001, #PROFILE; TENANT#acme#PERSON#0000000002, #PROFILE; TENANT#acme#PERSON#0000000099, #PROFILE)",
            "GetItem Table  pk = COUNTRY#ch  sk = #COUNTRY",
            $"BatchGetItem Table  {Company}  sk in (OFFICE#o1; OFFICE#o9)",
            $"GetItem Table  {Company}  sk = #METADATA",
        ]);
    }

    [Fact]
    public async Task Included_children_have_references_and_what_was_read_is_not_read_again()
    {
        var company = await Staff.Companies.Include(c => c.Offices).ThenInclude(o => o.Desks).ThenInclude(d => d.Office).ThenInclude(o => o.Company)
            .Include(c => c.Offices).ThenInclude(o => o.Desks).ThenInclude(d => d.Person).AcrossPartitions().SingleAsync(c => c.Id == "c1");

        company.Offices.SelectMany(o => o.Desks.Select(d => ReferenceEquals(d.Office, o) && ReferenceEquals(o.Company, company))).ShouldBe([true, true, true, true]);
        company.Offices[1].Desks[0].Person!.Id.ShouldBe(1);
        TakeRequests().ShouldBe(
        [
            $"Query Table  {Company}  asc",
            "BatchGetItem Table  keys (TENANT#acme#PERSON#0000000001, #PROFILE; TENANT#acme#PERSON#0000000002, #PROFILE)",
        ]);
    }

    [Fact]
    public async Task Streams_pages_lists_of_keys_and_consistent_reads_fill_references()
    {
        int[] ids = [1, 3];
        var people = await Staff.People.Include(p => p.Manager).AcrossPartitions().ConsistentRead().Where(p => ids.Contains(p.Id)).ToListAsync();
        people.Select(p => p.Manager?.Id).ShouldBe([2, 1]);
        people[1].Manager.ShouldBeSameAs(people[0]);
        TakeRequests()[^1].ShouldBe("GetItem Table  pk = TENANT#acme#PERSON#0000000002  sk = #PROFILE  consistent");

        var desks = Staff.Desks.Include(d => d.Office).Where(d => d.CompanyId == "c1");
        var seen = new List<string?>();
        await foreach (var desk in desks.AsAsyncEnumerable())
        {
            seen.Add(desk.Office?.Id);
        }

        seen.ShouldBe(["o1", "o1", "o1", "o2", null]);
        (await desks.ToPageAsync(2)).Items.Select(d => d.Office?.Id).ShouldBe(["o1", "o1"]);
    }

    [Fact]
    public async Task Over_a_hundred_targets_are_read_in_chunks()
    {
        await Staff.Desks.BatchPutAsync(Enumerable.Range(0, 150).Select(i => Desk("big", $"d{i:D3}", i + 1000)));
        await Staff.People.BatchPutAsync(Enumerable.Range(0, 150).Select(i => new Person { Id = i + 1000 }));
        TakeRequests();
        var desks = await Staff.Desks.Include(d => d.Person).AcrossPartitions().Where(d => d.CompanyId == "c1" && d.OfficeId == "big").ToListAsync();

        desks.Select(d => d.Person!.Id).ShouldBe(Enumerable.Range(1000, 150));
        TakeRequests().Count.ShouldBe(3);
    }

    private static Office Office(string id) => new() { Id = id, CompanyId = "c1" };

    private static Desk Desk(string office, string id, int? person) => new() { Id = id, CompanyId = "c1", OfficeId = office, PersonId = person };
}

public sealed class ReferenceTests_Embedded : ReferenceTests<Embedded>;

public sealed class ReferenceTests_Wrapped : ReferenceTests<Wrapped>;

public sealed class ReferenceTests_Endpoint : ReferenceTests<Endpoint>;

public sealed class ReferenceTests_Container : ReferenceTests<Container>;
