using System.Linq.Expressions;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>The set's own Where gives the tree that the operator of Queryable gives.</summary>
public sealed class OwnWhereTests
{
    private readonly SaasTable _db = new(new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()).ForTenant("acme"));

    [Fact]
    public void Both_ways_and_the_syntax_of_queries_make_one_tree()
    {
        Expression<Func<Team, bool>> predicate = t => t.OrganizationId == "o" && t.Id == "t";
        var own = _db.Teams.Where(predicate);
        var other = Queryable.Where(_db.Teams, predicate);
        var syntax = from t in _db.Teams where t.OrganizationId == "o" && t.Id == "t" select t;

        var (call, theirs) = (own.Expression.ShouldBeAssignableTo<MethodCallExpression>()!, (MethodCallExpression)other.Expression);
        call.Method.ShouldBe(theirs.Method);
        call.Arguments[0].ShouldBeSameAs(theirs.Arguments[0]);
        ((UnaryExpression)call.Arguments[1]).Operand.ShouldBeSameAs(predicate);
        own.GetType().ShouldBe(other.GetType());
        own.Provider.ShouldBeSameAs(other.Provider);
        own.Explain().ShouldBe(other.Explain());
        syntax.Explain().ShouldBe(own.Explain());
    }

    [Fact]
    public void A_predicate_must_be_given() =>
        Should.Throw<ArgumentNullException>(() => _db.Teams.Where((Expression<Func<Team, bool>>)null!)).ParamName.ShouldBe("predicate");

    [Fact]
    public void A_predicate_with_an_index_is_still_the_operator_that_is_refused() =>
        Should.Throw<QueryTranslationException>(() => _db.Teams.Where((t, i) => t.OrganizationId == "o" && i == 0).Explain());

    [Fact]
    public void A_compiled_query_has_the_own_one_in_its_tree_and_is_the_same_query()
    {
        Expression<Func<SaasTable, string, IQueryable<Team>>> own = (db, id) => db.Teams.Where(t => t.OrganizationId == id).Where(t => t.Name == "n");
        ((MethodCallExpression)((MethodCallExpression)own.Body).Arguments[0]).Object.ShouldNotBeNull();
        var compiled = CompiledQuery.Create(own);
        var operators = CompiledQuery.Create((SaasTable db, string id) => Queryable.Where(db.Teams, t => t.OrganizationId == id).Where(t => t.Name == "n"));
        compiled(_db, "o").Explain().ShouldBe(operators(_db, "o").Explain());
        compiled(_db, "o").Explain().ShouldBe(_db.Teams.Where(t => t.OrganizationId == "o" && t.Name == "n").Explain());
    }
}
