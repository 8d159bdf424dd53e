using SingleTable.Linq.Tests.Engines;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>Every query case, on every engine.</summary>
public abstract class QueryTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    protected override Task SeedAsync() => SaasData.SeedAsync(Db, new SaasTable(Options.ForTenant("globex")));

    // One table for all cases: a case only reads.
    [Fact]
    public async Task Each_case_gives_what_LINQ_to_Objects_gives_with_the_expected_requests()
    {
        var failures = new List<string>();
        foreach (var query in QueryCases.All)
        {
            try
            {
                var (actual, expected) = await query.Run(Db);
                actual.ShouldBe(expected);
                // Several requests of one query may run at once.
                TakeRequests().Order().ShouldBe(query.Requests.Order());
            }
            catch (Exception failure)
            {
                TakeRequests();
                failures.Add($"{query.Name}\n{failure.GetType().Name}: {Normalize(failure.Message)}");
            }
        }

        failures.ShouldBeEmpty(string.Join("\n\n", failures));
        QueryCases.All.Count().ShouldBeGreaterThan(80);
    }
}

public sealed class QueryTests_Embedded : QueryTests<Embedded>;

public sealed class QueryTests_Endpoint : QueryTests<Endpoint>;

public sealed class QueryTests_Container : QueryTests<Container>;
