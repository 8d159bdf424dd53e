using System.Buffers;
using System.Text;
using System.Text.Json;
using SingleTable.Linq.Execution;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>
/// One query shape from many threads with other values each time. The answers are made of the requests: an item whose key and name are those that were
/// asked for, so that a value that crossed from one call to another shows, in the key check or in the result.
/// </summary>
public class ManyThreadsTests
{
    private const int Threads = 32;
    private const int Executions = 1_000_000;

    [Fact]
    public async Task A_million_executions_cross_no_value_and_translate_once()
    {
        var model = new SaasTable(new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient())).RuntimeState.Model;
        var runtime = new TableRuntime(model);
        var scope = new ExecutionScope(model, new Echo(), "acme", TimeProvider.System, KeyCheck.Throw, ShowsValues: false);
        var executor = new QueryExecutor(scope, runtime);
        var teams = new EntitySet<Team>((EntityModel<Team>)model.Find(typeof(Team))!, runtime, executor, new EntityQueryProvider(executor));
        var found = 0;
        var tasks = Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < Executions / Threads; i++)
                {
                    var (organization, count) = ($"o{thread}", i);
                    var results = teams.Where(t => t.OrganizationId == organization && t.MemberCount == count).ToListAsync().GetAwaiter().GetResult();
                    if (results is not [var team] || team.OrganizationId != organization || team.MemberCount != count)
                    {
                        throw new InvalidOperationException($"{organization}, {count}: {string.Join("; ", results)}");
                    }

                    Interlocked.Increment(ref found);
                }
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(tasks);
        found.ShouldBe(Executions);

        // Threads that come at once wait for the first of them.
        runtime.Plans.Misses.ShouldBe(1);
        runtime.Plans.Count.ShouldBe(1);
    }

    /// <summary>Answers each Query with one item of what it asks for.</summary>
    private sealed class Echo : IDynamoTransport
    {
        public Task<WireResponse> SendAsync(WireRequest request, CancellationToken cancellationToken)
        {
            using var body = DynamoJsonWriter.Rent();
            request.WriteBody(body);
            var partition = Between(body.Written, "\":pk\":{\"S\":\""u8);
            var organization = partition[(partition.LastIndexOf('#') + 1)..];
            var count = Between(body.Written, "{\"N\":\""u8);
            var answer = Encoding.UTF8.GetBytes(
                $$$"""
                {"Items":[{"pk":{"S":"{{{partition}}}"},"sk":{"S":"TEAM#t"},"_type":{"S":"acme#Team"},"TenantId":{"S":"acme"},"Id":{"S":"t"},
                "OrganizationId":{"S":"{{{organization}}}"},"Name":{"S":"n"},"MemberCount":{"N":"{{{count}}}"}}],"Count":1,"ScannedCount":1}
                """);
            return Task.FromResult(new WireResponse(answer, answer.Length, pool: null, requestId: null));
        }

        private static string Between(ReadOnlySpan<byte> body, ReadOnlySpan<byte> start)
        {
            var rest = body[(body.IndexOf(start) + start.Length)..];
            return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')]);
        }
    }
}
