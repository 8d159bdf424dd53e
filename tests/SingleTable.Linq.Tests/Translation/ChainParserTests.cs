using System.Linq.Expressions;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Translation;
using SingleTable.Linq.Translation.Relinq;

namespace SingleTable.Linq.Tests.Translation;

/// <summary>Both parsers give the same clauses, and the fast one leaves to re-linq whatever is not plain.</summary>
public class ChainParserTests
{
    private static readonly SaasTable s_db = new(new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()).ForTenant("acme"));

    public static TheoryData<string> Plain => [.. Queries(s_db).Keys];

    public static TheoryData<string> NotPlain => [.. Others(s_db).Keys];

    [Theory]
    [MemberData(nameof(Plain))]
    public void A_plain_chain_is_parsed_as_relinq_parses_it(string name)
    {
        var chain = Chain(Queries(s_db)[name]);
        var parsed = ChainParser.TryParse(chain, typeof(Project));
        parsed.ShouldNotBeNull();
        Text(parsed).ShouldBe(Text(QueryModelAdapter.Parse(chain, s_db.RuntimeState.Model.Find(typeof(Project))!)));
    }

    [Theory]
    [MemberData(nameof(NotPlain))]
    public void What_is_not_plain_is_left_to_relinq(string name) => ChainParser.TryParse(Chain(Others(s_db)[name]), typeof(Project)).ShouldBeNull();

    private static Dictionary<string, Expression> Queries(SaasTable db)
    {
        var (team, since, many) = ("t1", DateTimeOffset.UnixEpoch, 5);
        var all = db.Set<Project>();
        return new()
        {
            ["set"] = all.Where(_ => true).Expression,
            ["where"] = all.Where(p => p.TeamId == team).Expression,
            ["wheres"] = all.Where(p => p.TeamId == team).Where(x => x.CreatedAt > since).Expression,
            ["order"] = all.Where(p => p.TeamId == team).OrderBy(p => p.Status).ThenByDescending(p => p.CreatedAt).Expression,
            ["where behind order"] = all.OrderByDescending(p => p.CreatedAt).Where(p => p.TeamId == team).Take(many).Expression,
            ["select"] = all.Where(p => p.TeamId == team).Select(p => new { p.Id, p.Name }).Expression,
            ["identity"] = all.Select(p => p).Expression,
            ["select, take"] = all.Where(p => p.TeamId == team).Select(p => p.Name).Take(many).Expression,
            ["take, select"] = all.Where(p => p.TeamId == team).Take(many).Select(p => p.Name).Expression,
            ["reverse"] = all.Where(p => p.TeamId == team).OrderBy(p => p.Id).Reverse().Reverse().Reverse().Take(many).Expression,
            ["inner lambda"] = all.Where(p => p.TeamId == team && new[] { "a", "b" }.Any(n => n == p.Name)).Expression,
            ["syntax"] = (from p in all where p.TeamId == team orderby p.Id descending select p.Name).Expression,
            ["first"] = Call(all.Where(p => p.TeamId == team), q => q.First()),
            ["first of condition"] = Call(all.OrderBy(p => p.Id), q => q.FirstOrDefault(p => p.TeamId == team)),
            ["single"] = Call(all, q => q.Single(p => p.TeamId == team)),
            ["take, count"] = Call(all.Where(p => p.TeamId == team).Take(many), q => q.Count()),
            ["select, any"] = Call(all.Where(p => p.TeamId == team).Select(p => p.Name), q => q.Any()),
            ["long count"] = Call(all, q => q.LongCount(p => p.TeamId == team)),
        };
    }

    private static Dictionary<string, Expression> Others(SaasTable db)
    {
        var all = db.Set<Project>();
        return new()
        {
            ["where behind select"] = all.Select(p => p.Name).Where(n => n == "a").Expression,
            ["let"] = (from p in all let n = p.Name where n == "a" select n).Expression,
            ["where behind take"] = all.Take(3).Where(p => p.Name == "a").Expression,
            ["order behind take"] = all.Take(3).OrderBy(p => p.Name).Expression,
            ["take twice"] = all.Take(3).Take(2).Expression,
            ["order twice"] = all.OrderBy(p => p.Id).OrderBy(p => p.Name).Expression,
            ["order behind reverse"] = all.Reverse().OrderBy(p => p.Name).Expression,
            ["first of condition behind take"] = Call(all.Take(3), q => q.First(p => p.Name == "a")),
            ["query in a query"] = all.Where(p => all.Any(o => o.Name == p.Name)).Expression,
        };
    }

    private static MethodCallExpression Call<T, TResult>(IQueryable<T> source, Expression<Func<IQueryable<T>, TResult>> end)
    {
        var call = (MethodCallExpression)end.Body;
        return call.Update(null, [source.Expression, .. call.Arguments.Skip(1)]);
    }

    private static Expression Chain(Expression tree) =>
        OperatorChain.Take(new TreeNormalizer().Visit(SlotReplacer.Replace(tree)), SupportedOperators.Contains).Standard;

    private static string Text(ParsedQuery query) =>
        $"""
        where {string.Join(" & ", query.Conditions)}
        order {string.Join(" & ", query.Orderings)}
        {query.IsReversed} {query.Selector} {query.Take} {query.Result}
        """.Replace(query.Entity.Name!, "entity", StringComparison.Ordinal);
}
