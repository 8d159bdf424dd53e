using System.Text;
using SingleTable.Linq.Execution;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Wire;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>
/// Queries of one thread that are under way at once, and are answered late, in any order, or never. What is under way stays as it was sent, whatever was begun, has ended,
/// failed or was given up meanwhile; and each query gives its own results.
/// </summary>
[Collection(nameof(ReuseTests))]
public sealed class InterleavedQueryTests : IAsyncLifetime
{
    private readonly SaasTable _db = new(
        new TableOptions<SaasTable>(InMemoryDynamoDb.NewClient()) { TableName = $"Interleaved{Guid.NewGuid():N}" }.ForTenant("acme"));

    private readonly Held _held;
    private readonly EntitySet<Team> _teams;
    private readonly EntitySet<Organization> _organizations;

    public InterleavedQueryTests()
    {
        _held = new Held(DynamoTransport.For(_db.Options.Client));
        var (runtime, model) = (_db.RuntimeState, _db.RuntimeState.Model);
        var executor = new QueryExecutor(new ExecutionScope(model, _held, "acme", TimeProvider.System, KeyCheck.Throw, ShowsValues: false), runtime);
        var provider = new EntityQueryProvider(executor);
        _teams = new EntitySet<Team>((EntityModel<Team>)model.Find(typeof(Team))!, runtime, executor, provider);
        _organizations = new EntitySet<Organization>((EntityModel<Organization>)model.Find(typeof(Organization))!, runtime, executor, provider);
        BoundQuery.IsReused = true;
    }

    public async ValueTask InitializeAsync()
    {
        await _db.EnsureTableAsync();
        await SaasData.SeedAsync(_db, new SaasTable(((TableOptions<SaasTable>)_db.Options).ForTenant("globex")));
    }

    public ValueTask DisposeAsync()
    {
        BoundQuery.IsReused = null;
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_gives_its_own_results_in_whatever_order_they_are_answered()
    {
        var random = new Random(1);
        var running = new List<(Task<string> Task, string Expected, CancellationTokenSource Stop)>();
        var (right, failed) = (0, 0);
        for (var i = 0; i < 300; i++)
        {
            while (running.Count < 6)
            {
                var stop = new CancellationTokenSource();
                var (run, expected) = Query(random, stop.Token);
                running.Add((run, expected, stop));
            }

            if (random.Next(15) == 0)
            {
                await running[random.Next(running.Count)].Stop.CancelAsync();
            }

            await _held.AnswerAsync(random);
            foreach (var ended in running.Where(r => r.Task.IsCompleted).ToList())
            {
                running.Remove(ended);
                if (ended.Task.IsCompletedSuccessfully)
                {
                    (await ended.Task).ShouldBe(ended.Expected);
                    right++;
                }
                else
                {
                    var error = await Should.ThrowAsync<Exception>(() => ended.Task);
                    (error is TimeoutException || (error is OperationCanceledException && ended.Stop.IsCancellationRequested)).ShouldBeTrue(error.ToString());
                    failed++;
                }
            }
        }

        right.ShouldBeGreaterThan(80);
        failed.ShouldBeGreaterThan(8);
    }

    private (Task<string> Run, string Expected) Query(Random random, CancellationToken token)
    {
        var all = SaasData.Teams;
        var (team, least, take) = (all[random.Next(all.Count)], random.Next(8), random.Next(1, 4));
        var (org, id, text) = (team.OrganizationId, team.Id, random.Next(2) == 0 ? team.Description : null);
        string[] ids = [id, "t2", "none"];
        IEnumerable<Team> own = all.Where(t => t.OrganizationId == org).OrderBy(t => t.Id, StringComparer.Ordinal);
        var of = _teams.Where(t => t.OrganizationId == org);
        return random.Next(11) switch
        {
            0 => (Line(_teams.FindAsync([org, id], token)), Line(team)),
            1 => (Line(_teams.FindAsync([org, "none"], token)), Line((Team?)null)),
            2 => (Lines(of.ToListAsync(token)), Lines(own)),
            3 => (Lines(of.Where(t => t.Description == text).ToListAsync(token)), Lines(own.Where(t => t.Description == text))),
            4 => (Lines(of.OrderByDescending(t => t.Id).Take(take).ToListAsync(token)), Lines(own.Reverse().Take(take))),
            5 => (Text(of.Where(t => t.MemberCount >= least).CountAsync(token)), $"{own.Count(t => t.MemberCount >= least)}"),
            6 => (Lines(of.Where(t => ids.Contains(t.Id)).ToListAsync(token)), Lines(ids.Distinct().SelectMany(i => own.Where(t => t.Id == i)))),
            7 => (Line(_teams.FirstOrDefaultAsync(t => t.OrganizationId == org && t.MemberCount == least, token)), Line(own.FirstOrDefault(t => t.MemberCount == least))),
            8 => (Streamed(of.Prefetch(), take, token), Lines(own.Take(take))),
            9 => (Paged(of, token), Lines(own)),
            _ => (Family(org, token), Lines(own)),
        };
    }

    private async Task<string> Family(string org, CancellationToken token) =>
        Lines((await _organizations.Include(o => o.Teams).Where(o => o.Id == org).SingleAsync(token)).Teams);

    private static async Task<string> Streamed(IQueryable<Team> query, int count, CancellationToken token)
    {
        var read = new List<Team>();
        await foreach (var team in query.AsAsyncEnumerable().WithCancellation(token))
        {
            read.Add(team);
            if (read.Count == count)
            {
                break;
            }
        }

        return Lines(read);
    }

    private static async Task<string> Paged(IQueryable<Team> query, CancellationToken token)
    {
        var (read, next) = (new List<Team>(), (string?)null);
        do
        {
            var page = await query.ToPageAsync(1, next, token);
            read.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        return Lines(read);
    }

    private static string Line(Team? team) => team is null ? "none" : $"{team.TenantId} {team.OrganizationId} {team.Id} {team.Name} {team.Description} {team.MemberCount}";

    private static async Task<string> Line(Task<Team?> team) => Line(await team);

    private static string Lines(IEnumerable<Team> teams) => string.Join('\n', teams.Select(Line));

    private static async Task<string> Lines(Task<List<Team>> teams) => Lines(await teams);

    private static async Task<string> Text(Task<int> count) => $"{await count}";

    /// <summary>Keeps requests until they are answered, and looks whether they are still what they were.</summary>
    private sealed class Held(IDynamoTransport inner) : IDynamoTransport
    {
        private readonly List<(WireRequest Request, string Body, string Line, TaskCompletionSource<WireResponse> Answer)> _held = [];

        public Task<WireResponse> SendAsync(WireRequest request, CancellationToken cancellationToken)
        {
            var answer = new TaskCompletionSource<WireResponse>();
            _held.Add((request, BodyOf(request), ((DescribedRequest)request).Describe(showValues: true), answer));
            cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
            return answer.Task;
        }

        public async Task AnswerAsync(Random random)
        {
            if (_held.Count == 0)
            {
                return;
            }

            var (request, body, line, answer) = _held[random.Next(_held.Count)];
            _held.RemoveAll(h => h.Answer == answer);

            // Also of one that was given up: whoever sends it may not have noticed yet.
            BodyOf(request).ShouldBe(body);
            ((DescribedRequest)request).Describe(showValues: true).ShouldBe(line);
            if (random.Next(20) == 0)
            {
                answer.TrySetException(new TimeoutException());
                return;
            }

            var response = await inner.SendAsync(new RawRequest(request.Operation, request.TableName, body), CancellationToken.None);
            if (!answer.TrySetResult(response))
            {
                response.Dispose();
            }
        }

        private static string BodyOf(WireRequest request)
        {
            using var body = DynamoJsonWriter.Rent();
            request.WriteBody(body);
            return Encoding.UTF8.GetString(body.Written);
        }
    }
}
