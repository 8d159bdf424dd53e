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
                var requests = TakeRequests();
                if (Fault(query, actual, expected, requests) is { } fault)
                {
                    failures.Add($"{query.Name}\n  {fault}");
                }
            }
            catch (Exception failure)
            {
                TakeRequests();
                failures.Add($"{query.Name}\n{failure.GetType().Name}: {Normalize(failure.Message)}");
            }
        }

        failures.ShouldBeEmpty(string.Join("\n\n", failures));
        QueryCases.All.Count().ShouldBeGreaterThan(500);
    }

    private static string? Fault(QueryCase query, string actual, string expected, IReadOnlyList<string> requests) =>
        actual != expected ? $"found\n{actual}\nwanted\n{expected}\nby {string.Join('\n', requests)}"
        : expected.Length == 0 != query.IsEmpty ? "Nothing() must say whether a case finds nothing on purpose"
        // Several requests of one query may run at once.
        : !requests.Order().SequenceEqual(query.Requests.Order()) ? $"sent\n  {string.Join("\n  ", requests)}\nand not\n  {string.Join("\n  ", query.Requests)}"
        : null;
}

public sealed class QueryTests_Embedded : QueryTests<Embedded>;

public sealed class QueryTests_Wrapped : QueryTests<Wrapped>;

public sealed class QueryTests_Endpoint : QueryTests<Endpoint>;

public sealed class QueryTests_Container : QueryTests<Container>;
