using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>What DynamoDB cannot answer is refused before any request, with the entity, the reason and what to write instead.</summary>
public class RefusalTests
{
    private readonly InMemoryDynamoDb _database = new();
    private readonly SaasTable _db;

    public RefusalTests() => _db = new SaasTable(new TableOptions<SaasTable>(_database.CreateClient()).ForTenant("acme"));

    [Fact]
    [Trait("Fault", "18")]
    public void A_query_without_a_key_is_refused_and_says_what_to_write()
    {
        Refuses(() => _db.Organizations.ToListAsync(), "STL1201", "Organization.Id", "UsingIndex(\"TypeIndex\")", "AllowScan()");
        Refuses(() => _db.Organizations.Where(o => o.Name == "x").FirstAsync(), "STL1201", "Organization.Id");
        Refuses(() => _db.Projects.CountAsync(p => p.Status == ProjectStatus.Active), "STL1201", "Project.TeamId", "GSI1");
        Refuses(() => _db.Teams.Where(t => t.OrganizationId == "a" || t.Name == "b").ToListAsync(), "STL1201");
        Refuses(() => _db.Teams.Where(t => t.OrganizationId != "a").ToListAsync(), "STL1201");
        Refuses(() => _db.Teams.Where(t => t.Id == "t1").ToListAsync(), "STL1201", "Team.OrganizationId");
    }

    [Fact]
    public void Orders_that_no_sort_key_has_are_refused()
    {
        Refuses(() => _db.Teams.Where(t => t.OrganizationId == "o").OrderBy(t => t.Name).ToListAsync(), "STL1202", "Name", "InMemory(maxItems)");
        Refuses(() => _db.Readings.Where(r => r.Device == "d").OrderBy(r => r.Sequence).ToListAsync(), "STL1202", "Sequence");
        Refuses(() => _db.Readings.Where(r => r.Device == "d").OrderBy(r => r.Time).ThenByDescending(r => r.Sequence).ToListAsync(), "STL1202");
        Refuses(() => _db.Projects.Where(p => p.TeamId == "t").OrderBy(p => p.Status).ToListAsync(), "STL1202", "Status");
        Refuses(() => _db.Teams.Where(t => t.OrganizationId == "o").OrderBy(t => t.Name.Length).ToListAsync(), "STL1102");
    }

    [Fact]
    public void Operators_without_an_answer_say_what_to_write_instead()
    {
        var teams = _db.Teams.Where(t => t.OrganizationId == "o");
        Refuses(() => teams.Skip(3).ToListAsync(), "STL1101", "Skip", "Take");
        Refuses(() => teams.Distinct().ToListAsync(), "STL1101", "Distinct");
        Refuses(() => teams.GroupBy(t => t.Name).ToListAsync(), "STL1101", "GroupBy");
        Refuses(() => teams.Join(_db.Members, t => t.Id, m => m.TeamId, (t, m) => m).ToListAsync(), "STL1101", "Join", "Include");
        Refuses(() => teams.SelectMany(t => t.Members).ToListAsync(), "STL1101", "SelectMany");
        Refuses(() => teams.Take(3).Where(t => t.Name == "x").ToListAsync(), "STL1101", "Take");
        Refuses(() => teams.Select(t => t.Name).ConsistentRead().ToListAsync(), "STL1101", "ConsistentRead", "before Select");
        Refuses(() => teams.Where((t, i) => i > 3).ToListAsync(), "STL1101", "Where");
        Refuses(() => teams.OrderBy(t => t.Id, StringComparer.OrdinalIgnoreCase).ToListAsync(), "STL1101", "OrderBy");
        Refuses(() => teams.Take(2).Reverse().ToListAsync(), "STL1101", "Reverse after Take");
        Refuses(() => _db.Teams.AllowScan().Reverse().ToListAsync(), "STL1202", "reversed");
    }

    [Fact]
    public void Expressions_without_a_form_in_DynamoDB_are_named_as_the_user_wrote_them()
    {
        var name = "x";
        Refuses(() => _db.Teams.Where(t => t.OrganizationId == "o" && t.Name.ToUpper() == name).ToListAsync(), "STL1102", "t.Name.ToUpper() == name");
        Refuses(() => _db.Teams.Where(t => t.OrganizationId == "o" && t.Name.StartsWith("a", StringComparison.OrdinalIgnoreCase)).ToListAsync(), "STL1102", "Ordinal");
        Refuses(() => _db.Teams.Where(t => t.OrganizationId == "o" && t.Name.EndsWith("a")).ToListAsync(), "STL1102", "EndsWith");
        Refuses(() => _db.Projects.Where(p => p.TeamId == "t" && p.CreatedAt.Year == 2026).ToListAsync(), "STL1102", "p.CreatedAt.Year");
        Refuses(() => _db.Projects.Where(p => p.TeamId == "t" && p.TaskCount + 1 > 3).ToListAsync(), "STL1102", "p.TaskCount + … > …");
        Refuses(() => _db.Members.Where(m => m.OrganizationId == "o" && m.Role > Role.Viewer).ToListAsync(), "STL1104", "Role", "AsNumber()");
        Refuses(() => _db.Teams.Where(t => t.OrganizationId == "o" && t.Members.Count > 1).ToListAsync(), "STL1103", "Members");
        List<string>? missing = null;
        Refuses(() => _db.Teams.Where(t => t.OrganizationId == "o" && missing!.Contains(t.Name)).ToListAsync(), "STL1107");
    }

    [Fact]
    public void Directives_that_cannot_hold_are_refused()
    {
        Refuses(() => _db.Projects.UsingIndex("GSI1").ConsistentRead().Where(p => p.TeamId == "t").ToListAsync(), "STL1203", "GSI1");
        Refuses(() => _db.Projects.UsingIndex("Nope").Where(p => p.TeamId == "t").ToListAsync(), "STL1204", "Nope", "GSI1");
        Refuses(() => _db.Projects.UsingIndex("GSI1").Where(p => p.Id == "t").ToListAsync(), "STL1201", "GSI1: Project.TeamId");
    }

    [Fact]
    public void Includes_that_are_not_children_are_refused()
    {
        Refuses(() => _db.Teams.Include(t => t.Tags).Where(t => t.OrganizationId == "o").ToListAsync(), "STL1106", "Tags", "HasMany");
        Refuses(() => _db.Organizations.Include(o => o.Teams.Select(t => t.Name)).Where(o => o.Id == "o").ToListAsync(), "STL1106", "Select");
        Refuses(() => _db.Organizations.Include(o => o.Teams).ToListAsync(), "STL1201");
        Refuses(() => _db.Organizations.Include(o => o.Teams).AllowScan().ToListAsync(), "STL1205");
        Refuses(() => _db.Organizations.Include(o => o.Teams).Where(o => o.Id == "o").Select(o => o.Teams.Sum(t => t.Members.Count)).ToListAsync(), "STL1110", "Members", "ThenInclude");
    }

    [Fact]
    public void Children_are_not_read_as_empty_by_a_Select()
    {
        Refuses(() => _db.Organizations.Where(o => o.Id == "o").Select(o => new { o.Id, o.Teams }).ToListAsync(), "STL1110", "Organization.Teams", "Include");
        Refuses(() => _db.Organizations.Where(o => o.Id == "o").Select(o => o.Teams.Count).ToListAsync(), "STL1110", "Organization.Teams");
        Refuses(() => _db.Organizations.Where(o => o.Id == "o").Select(o => o.Teams.Any(t => t.MemberCount > 1)).ToListAsync(), "STL1110");
    }

    [Fact]
    public void A_key_that_is_compared_with_null_is_named_instead_of_a_scan()
    {
        string? id = null;
        Refuses(() => _db.Organizations.SingleOrDefaultAsync(o => o.Id == id), "STL2001", "Organization.Id");
        Refuses(() => _db.Teams.Where(t => t.OrganizationId == "o" && t.Id == id).ToListAsync(), "STL2001", "Team.Id");
    }

    [Fact]
    public void A_refused_order_names_each_sort_key_once() =>
        Refuses(() => _db.Readings.ConsistentRead().Where(r => r.Device == "d").OrderBy(r => r.Severity).ToListAsync(), "STL1202", "READING#{}#{}");

    [Fact]
    public async Task A_token_may_follow_the_values_of_FindAsync()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _db.Teams.FindAsync("o", "t", cancelled.Token));
        _database.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void The_text_of_a_refused_query_is_its_refusal() =>
        _db.Organizations.Where(o => o.Name == "x").ToString()!.ShouldStartWith("STL1201");

    [Fact]
    public void Synchronous_enumeration_names_the_asynchronous_way()
    {
        var query = _db.Teams.Where(t => t.OrganizationId == "o");
        Should.Throw<QueryTranslationException>(() => query.ToList()).Message.ShouldContain("ToListAsync()");
        Should.Throw<QueryTranslationException>(() => query.First()).Message.ShouldContain("FirstAsync()");
        Should.Throw<QueryTranslationException>(() => _db.Teams.ToList()).Message.ShouldContain("AsAsyncEnumerable()");
        Should.Throw<InvalidOperationException>(() => new[] { 1 }.AsQueryable().ToListAsync());
        query.ToString()!.ShouldStartWith("Query MultiTenantApp  pk = TENANT#acme#ORG#o");
    }

    [Fact]
    [Trait("Fault", "1")]
    public void A_missing_key_part_is_refused_by_name()
    {
        string? nothing = null;
        Should.Throw<KeyValueException>(() => _db.Teams.Where(t => t.OrganizationId == "" && t.Id == "x").ToListAsync()).Message.ShouldContain("OrganizationId");
        Should.Throw<SingleTableException>(() => _db.Teams.Where(t => t.OrganizationId == nothing).ToListAsync()).Code.ShouldStartWith("STL");
        Should.Throw<KeyValueException>(() => _db.Teams.FindAsync("o", null)).Message.ShouldContain("Id");
        Should.Throw<ArgumentException>(() => _db.Teams.FindAsync("o")).Message.ShouldContain("OrganizationId (String), Id (String)");
        Should.Throw<ArgumentException>(() => _db.Teams.FindAsync("o", 7)).Message.ShouldContain("Int32");
        _database.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void No_scope_is_no_request()
    {
        var open = new SaasTable(new TableOptions<SaasTable>(_database.CreateClient()));
        var error = Should.Throw<TenantScopeException>(() => open.Teams.Where(t => t.OrganizationId == "o").ToListAsync());
        error.Code.ShouldBe("STL2101");
        error.Message.ShouldContain("ForTenant");
        Should.Throw<TenantScopeException>(() => open.Teams.FindAsync("o", "t"));
        _database.Requests.ShouldBeEmpty();
    }

    private void Refuses(Func<Task> query, string code, params string[] texts)
    {
        var error = Should.Throw<SingleTableException>(query);
        error.Code.ShouldBe(code, error.Message);
        error.ShouldSatisfyAllConditions([.. texts.Select<string, Action>(text => () => error.Message.ShouldContain(text))]);
        error.Message.ShouldNotContain("Remotion");
        _database.Requests.ShouldBeEmpty();
    }
}
