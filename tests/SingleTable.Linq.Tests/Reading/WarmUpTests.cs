using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

public class WarmUpTests
{
    private readonly InMemoryDynamoDb _engine = new();
    private readonly TableOptions<SaasTable> _options;

    public WarmUpTests() => _options = new TableOptions<SaasTable>(_engine.CreateClient()) { TableName = $"Warm{Guid.NewGuid():N}" };

    private static IQueryable<Team> TeamsOf(SaasTable db, string organization) => db.Teams.Where(t => t.OrganizationId == organization);

    [Fact]
    public void The_plans_are_there_and_nothing_is_sent()
    {
        var db = new SaasTable(_options.ForTenant("acme"));
        db.WarmUp(TeamsOf(db, "x"), db.Projects.Where(p => p.TeamId == "x" && p.Id == "y"));
        _engine.Requests.ShouldBeEmpty();
        var made = db.RuntimeState.Plans.Misses;
        made.ShouldBe(2);

        // For every tenant.
        TeamsOf(new SaasTable(_options.ForTenant("other")), "t1").Explain().ShouldContain("TENANT#other#ORG#t1");
        db.RuntimeState.Plans.Misses.ShouldBe(made);
    }

    [Fact]
    public void Without_queries_it_needs_no_tenant()
    {
        new SaasTable(_options).WarmUp();
        _engine.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void No_query_is_null()
    {
        var db = new SaasTable(_options.ForTenant("acme"));
        Should.Throw<ArgumentNullException>(() => db.WarmUp(null!)).ParamName.ShouldBe("queries");
        Should.Throw<ArgumentNullException>(() => db.WarmUp(TeamsOf(db, "x"), null!)).ParamName.ShouldBe("queries");
    }

    [Fact]
    public void A_query_of_another_table_or_provider_is_refused()
    {
        var db = new SaasTable(_options.ForTenant("acme"));
        var other = new SaasTable((_options with { TableName = "Other" }).ForTenant("acme"));
        Should.Throw<ArgumentException>(() => db.WarmUp(TeamsOf(other, "x"))).Message.ShouldContain("SaasTable");
        Should.Throw<InvalidOperationException>(() => db.WarmUp(new List<Team>().AsQueryable()));
        db.WarmUp(TeamsOf(new SaasTable(_options.ForTenant("other")), "x"));
        db.RuntimeState.Plans.Misses.ShouldBe(1);
    }

    [Fact]
    public void A_query_that_cannot_be_answered_is_refused_as_ever()
    {
        var db = new SaasTable(_options.ForTenant("acme"));
        Should.Throw<QueryTranslationException>(() => db.WarmUp(db.Teams.Where(t => t.Name == "x"))).Code.ShouldBe("STL1201");
    }
}
