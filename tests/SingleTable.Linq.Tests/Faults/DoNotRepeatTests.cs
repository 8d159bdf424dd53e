using System.Globalization;
using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Faults;

/// <summary>
/// Faults that were seen in other libraries of this field: those of queries. Others stand with their subjects; docs/faults.md lists them all.
/// </summary>
public abstract class DoNotRepeatTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    protected override Task SeedAsync() => SaasData.SeedAsync(Db, new SaasTable(Options.ForTenant("globex")));

    [Fact]
    [Trait("Fault", "3")]
    public async Task A_prefix_does_not_match_its_longer_siblings()
    {
        (await Db.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1").ToListAsync()).Select(m => m.TeamId).Distinct().ShouldBe(["t1"]);
        var team = await Db.Teams.Include(t => t.Members).SingleAsync(t => t.OrganizationId == "o1" && t.Id == "t1");
        team.Members.ShouldAllBe(m => m.TeamId == "t1");
        (await Db.Teams.Where(t => t.OrganizationId == "o1" && t.Id.CompareTo("t1") <= 0).ToListAsync()).Select(t => t.Id).ShouldBe(["t1"]);
    }

    [Fact]
    [Trait("Fault", "4")]
    public async Task A_range_on_a_shared_sort_key_reads_no_other_entity()
    {
        (await Db.Teams.Where(t => t.OrganizationId == "o1" && t.Id.CompareTo("") >= 0).ToListAsync()).Count.ShouldBe(3);
        (await Db.Teams.Where(t => t.OrganizationId == "o1" && t.Id.CompareTo("zzz") <= 0).ToListAsync()).Count.ShouldBe(3);
        (await Db.Teams.Where(t => t.OrganizationId == "o1" && t.Id.CompareTo("t2") > 0).ToListAsync()).ShouldBeEmpty();
        (await Db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Active && p.CreatedAt > DateTimeOffset.MinValue).ToListAsync())
            .ShouldAllBe(p => p.Status == ProjectStatus.Active);
        TakeRequests().ShouldAllBe(line => line.Contains(" between ", StringComparison.Ordinal) || line.Contains(" begins_with ", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Fault", "9")]
    public async Task Entity_queries_return_no_other_type()
    {
        (await Db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync()).Count.ShouldBe(3);
        (await Db.Members.Where(m => m.OrganizationId == "o1").ToListAsync()).Count.ShouldBe(3);
        (await Db.Teams.AllowScan().ToListAsync()).Count.ShouldBe(4);
        (await Db.Teams.UsingIndex("TypeIndex").ToListAsync()).Count.ShouldBe(4);
        (await Db.Teams.UsingIndex("TypeIndex").CountAsync()).ShouldBe(4);
        (await Db.Organizations.AllowScan().ToListAsync()).ShouldAllBe(o => o.TenantId == "acme");
    }

    [Fact]
    [Trait("Fault", "10")]
    public async Task Filter_and_limit_make_no_request_per_item()
    {
        (await Db.Projects.Where(p => p.TeamId == "t1" && p.TaskCount == 60).Take(1).ToListAsync()).Single().Id.ShouldBe("p6");
        TakeRequests().Count.ShouldBe(1);
    }

    [Fact]
    [Trait("Fault", "11")]
    public async Task A_filter_with_null_zero_empty_text_or_an_empty_list_is_never_dropped()
    {
        string? nothing = null;
        var (zero, empty, none) = (0, "", new List<string>());
        (await Db.Teams.Where(t => t.OrganizationId == "o1" && t.Description == nothing).ToListAsync()).Single().Id.ShouldBe("t10");
        (await Db.Teams.Where(t => t.OrganizationId == "o1" && t.MemberCount == zero).ToListAsync()).Single().Id.ShouldBe("t2");
        (await Db.Teams.Where(t => t.OrganizationId == "o1" && t.Description == empty).ToListAsync()).Single().Id.ShouldBe("t2");
        (await Db.Teams.Where(t => t.OrganizationId == "o1" && none.Contains(t.Name)).ToListAsync()).ShouldBeEmpty();
        TakeRequests().Count.ShouldBe(3);
    }

    [Fact]
    [Trait("Fault", "16")]
    public async Task Text_from_outside_is_only_ever_a_value()
    {
        var hostile = "x' OR attribute_exists(pk) OR #a0 = :v0, \"Select\": \"COUNT\", :pk #pk";
        (await Db.Teams.Where(t => t.OrganizationId == "o1" && t.Name == hostile).ToListAsync()).ShouldBeEmpty();
        (await Db.Teams.Where(t => t.OrganizationId == hostile).ToListAsync()).ShouldBeEmpty();
        await Db.Teams.CreateAsync(new Team { Id = hostile, OrganizationId = hostile, Name = hostile });
        (await Db.Teams.Where(t => t.OrganizationId == hostile && t.Name == hostile).ToListAsync()).Single().Name.ShouldBe(hostile);
        (await Db.Teams.FindAsync(hostile, hostile))!.Id.ShouldBe(hostile);
    }

    [Fact]
    [Trait("Fault", "20")]
    public async Task Keys_keep_the_case_of_their_values()
    {
        await Db.Teams.CreateAsync(new Team { Id = "Mixed", OrganizationId = "CASE", Name = "Upper" });
        await Db.Teams.CreateAsync(new Team { Id = "mixed", OrganizationId = "case", Name = "Lower" });
        (await Db.Teams.FindAsync("CASE", "Mixed"))!.Name.ShouldBe("Upper");
        (await Db.Teams.FindAsync("case", "mixed"))!.Name.ShouldBe("Lower");
        (await Db.Teams.FindAsync("Case", "mixed")).ShouldBeNull();
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-CH")]
    [Trait("Fault", "31")]
    public async Task Culture_changes_no_key_no_filter_and_no_order(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            await Db.Readings.PutAsync(new Models.Reading
            {
                Device = "IDID", Time = SaasData.Day.UtcDateTime, Sequence = -12, Value = 1234.5, Severity = 1, ExpiresAt = null,
            });
            var found = await Db.Readings.SingleAsync(r => r.Device == "IDID" && r.Time == SaasData.Day.UtcDateTime && r.Sequence == -12);
            found.Value.ShouldBe(1234.5);
            (await Db.Readings.Where(r => r.Device == "IDID" && r.Value > 1234.25).CountAsync()).ShouldBe(1);
            var org = await Db.Organizations.Include(o => o.Teams.OrderBy(t => t.Name)).SingleAsync(o => o.Id == "o1");
            org.Teams.Select(t => t.Name).ShouldBe(["Design", "Platform", "Sales"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        TakeRequests()[0].ShouldContain("sk = READING#2026-03-01T12:00:00.0000000Z#-9999999988");
    }
}

public sealed class DoNotRepeatTests_Embedded : DoNotRepeatTests<Embedded>;

public sealed class DoNotRepeatTests_Wrapped : DoNotRepeatTests<Wrapped>;

public sealed class DoNotRepeatTests_Endpoint : DoNotRepeatTests<Endpoint>;

public sealed class DoNotRepeatTests_Container : DoNotRepeatTests<Container>;
