using System.Globalization;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Items are in pooled memory while they are sent; what is asked for later does not come from there.</summary>
public sealed class WriteMemoryTests
{
    private static readonly Team s_team = new() { Id = "t1", OrganizationId = "o1", Name = "First" };

    [Fact]
    public async Task A_batch_that_failed_is_sent_again_with_all_that_it_has()
    {
        var database = new InMemoryDynamoDb();
        var db = await StartAsync(database);
        await db.Teams.BatchPutAsync([s_team, s_team with { Id = "t2" }]);
        var batch = db.Batch().Put(s_team with { Id = "t3" })
            .Delete(db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1")).Delete(s_team with { Id = "t2" });
        database.Faults.On("BatchWriteItem").Times(1).Error("AccessDeniedException", "no");
        await Should.ThrowAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(() => batch.SendAsync());
        await batch.SendAsync();
        (await db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync()).ShouldHaveSingleItem().Id.ShouldBe("t3");
        await batch.SendAsync();
    }

    [Fact]
    public async Task A_batch_that_is_sent_while_it_is_under_way_leaves_the_first_call_its_items()
    {
        var gate = new Gate();
        var world = await WritingWorld.SaasAsync();
        var db = world.With(o => o with { Interceptors = [gate] });
        var teams = Enumerable.Range(0, 60).Select(i => s_team with { Id = $"{i}", Name = $"name {i}" }).ToList();
        var batch = db.Batch().PutRange(teams);
        var first = batch.SendAsync();
        first.IsCompleted.ShouldBeFalse();
        gate.IsOpen = true;
        await batch.SendAsync();
        gate.Opening.SetResult();
        await first;
        world.Requests.Count.ShouldBe(6);
        (await db.Teams.Where(t => t.OrganizationId == "o1").ToListAsync()).OrderBy(t => int.Parse(t.Id, CultureInfo.InvariantCulture)).Select(t => t.Name).ShouldBe(teams.Select(t => t.Name));
    }

    [Fact]
    public async Task A_transaction_tells_what_it_was_when_it_is_committed()
    {
        var db = await StartAsync(new InMemoryDynamoDb());
        const string Team = "[Put Team pk = TENANT#acme#ORG#o1 sk = TEAM#t1";
        var put = db.Transaction().Put(s_team);
        await put.CommitAsync();
        put.Explain().ShouldBe($"TransactWriteItems MultiTenantApp  {Team}]");
        var create = db.Transaction().Create(s_team);
        await Should.ThrowAsync<TransactionFailedException>(() => create.CommitAsync());
        create.Explain().ShouldBe($"TransactWriteItems MultiTenantApp  {Team} if not exists]");
    }

    [Fact]
    public async Task Whoever_keeps_a_request_can_read_its_line_later()
    {
        var (world, keeper) = (await WritingWorld.SaasAsync(), new Keeper());
        var silent = world.With(o => o with { Log = null });
        var db = world.With(o => o with { Log = null, SensitiveLogging = false, Interceptors = [keeper] });
        await db.Transaction().With(silent).Put(s_team).CommitAsync();
        await db.Teams.PutAsync(s_team);
        await db.BatchGet().Refresh(Enumerable.Range(0, 150).Select(i => s_team with { Id = $"{i}" })).ReadAsync();
        keeper.Requests.Select(r => world.Normalize(r.Line)).ShouldBe(
        [
            "TransactWriteItems MultiTenantApp  [Put Team pk = ? sk = ?]", "PutItem MultiTenantApp  pk = ?  sk = ?", "BatchGetItem MultiTenantApp  pk = ?  sk in (100 keys)",
            "BatchGetItem MultiTenantApp  pk = ?  sk in (50 keys)",
        ]);
    }

    private static async Task<SaasTable> StartAsync(InMemoryDynamoDb database)
    {
        var db = new SaasTable(new TableOptions<SaasTable>(database.CreateClient()).ForTenant("acme"));
        await db.EnsureTableAsync(TestContext.Current.CancellationToken);
        return db;
    }

    private sealed class Gate : IRequestInterceptor
    {
        public TaskCompletionSource Opening { get; } = new();

        public bool IsOpen { get; set; }

        public async ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken)
        {
            if (!IsOpen) await Opening.Task;
        }
    }

    private sealed class Keeper : IRequestInterceptor
    {
        public List<InterceptedRequest> Requests { get; } = [];

        public ValueTask BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return ValueTask.CompletedTask;
        }
    }
}
