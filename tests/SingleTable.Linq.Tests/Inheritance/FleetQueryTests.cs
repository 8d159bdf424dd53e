using SingleTable.Linq.Tests.Engines;
using Endpoint = SingleTable.Linq.Tests.Engines.Endpoint;

namespace SingleTable.Linq.Tests.Inheritance;

public abstract class FleetQueryTests<TEngine> : FleetTests<TEngine>
    where TEngine : Engine, new()
{
    // One table for all cases: a case only reads.
    [Fact]
    public async Task Each_case_gives_what_LINQ_to_Objects_gives_with_the_expected_requests()
    {
        var failures = new List<string>();
        foreach (var query in FleetQueries.All)
        {
            try
            {
                var (actual, expected) = await query.Run(Fleet);
                var requests = Requests();
                if (actual != expected || expected.Length == 0 != (query.Requests.Length == 0) || !requests.Order().SequenceEqual(query.Requests.Order()))
                {
                    failures.Add($"{query.Name}\nfound\n{actual}\nwanted\n{expected}\nby\n{string.Join('\n', requests)}\nand not\n{string.Join('\n', query.Requests)}");
                }
            }
            catch (Exception failure)
            {
                Requests();
                failures.Add($"{query.Name}\n{failure}");
            }
        }

        failures.ShouldBeEmpty(string.Join("\n\n", failures));
    }
}

public sealed class FleetQueryTests_Embedded : FleetQueryTests<Embedded>;

public sealed class FleetQueryTests_Wrapped : FleetQueryTests<Wrapped>;

public sealed class FleetQueryTests_Endpoint : FleetQueryTests<Endpoint>;

public sealed class FleetQueryTests_Container : FleetQueryTests<Container>;
