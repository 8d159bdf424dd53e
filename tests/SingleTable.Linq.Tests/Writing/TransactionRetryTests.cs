using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class TransactionRetryTests
{
    [Theory]
    [InlineData("TransactionConflict")]
    [InlineData("ThrottlingError")]
    [InlineData("ProvisionedThroughputExceeded")]
    [Trait("Feature", "P11")]
    public async Task Conflicts_and_throttling_are_repeated_with_the_same_token_and_count_once(string code)
    {
        var script = new CancelSome(3, "None", code);
        var (world, db) = await StartAsync(script);
        await DriveAsync(world, CommitAsync(db));

        script.Tokens.Count.ShouldBe(4);
        script.Tokens.Distinct().ShouldHaveSingleItem();
        world.Lines.Count.ShouldBe(4);
        world.Lines.Distinct().ShouldHaveSingleItem();
        (await db.Teams.FindAsync("o1", "t1"))!.MemberCount.ShouldBe(2);
    }

    [Fact]
    [Trait("Fault", "27")]
    public async Task Conflicts_for_ever_end_in_the_error_and_nothing_is_written()
    {
        var script = new CancelSome(int.MaxValue, "None", "TransactionConflict");
        var (world, db) = await StartAsync(script);
        var error = await Should.ThrowAsync<TransactionFailedException>(() => DriveAsync(world, CommitAsync(db)));

        var failure = error.Failures.ShouldHaveSingleItem();
        (failure.Entity, failure.Action, failure.Code).ShouldBe(("Team", "Update", "TransactionConflict"));
        script.Tokens.Count.ShouldBe(10);
        script.Tokens.Distinct().ShouldHaveSingleItem();
        (await db.Teams.FindAsync("o1", "t1"))!.MemberCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_condition_is_not_repeated_whatever_else_failed()
    {
        var script = new CancelSome(int.MaxValue, "ConditionalCheckFailed", "TransactionConflict");
        var (world, db) = await StartAsync(script);
        var error = await Should.ThrowAsync<TransactionFailedException>(() => DriveAsync(world, CommitAsync(db)));

        error.Failures.Select(f => f.Code).ShouldBe(["ConditionalCheckFailed", "TransactionConflict"]);
        script.Tokens.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_cancelled_commit_ends_at_once_and_nothing_is_sent_afterwards()
    {
        var script = new CancelSome(int.MaxValue, "None", "TransactionConflict");
        var (world, db) = await StartAsync(script);
        using var cancel = new CancellationTokenSource();
        var committing = CommitAsync(db, cancel.Token);
        await script.Answered.Task;
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => committing);

        world.Time.Advance(TimeSpan.FromMinutes(1));
        script.Tokens.ShouldHaveSingleItem();
    }

    private static Task CommitAsync(SaasTable db, CancellationToken cancellationToken = default) => db.Transaction()
        .Create(new TeamMember { Id = "m1", OrganizationId = "o1", TeamId = "t1", Username = "m1" })
        .Update(db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1"), u => u.Add(t => t.MemberCount, 1))
        .CommitAsync(cancellationToken);

    private static async Task<(WritingWorld<SaasTable> World, SaasTable Db)> StartAsync(CancelSome script)
    {
        var world = await WritingWorld<SaasTable>.CreateAsync(o => new SaasTable(o), script.Over);
        var db = world.For("acme");
        await db.Teams.CreateAsync(new Team { Id = "t1", OrganizationId = "o1", Name = "First", MemberCount = 1 });
        world.Forget();
        return (world, db);
    }

    private static async Task DriveAsync(WritingWorld<SaasTable> world, Task task)
    {
        while (!task.IsCompleted)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await task;
    }

    /// <summary>Cancels the first transactions for the given reasons, as the service may at any time.</summary>
    private sealed class CancelSome(int times, params string[] codes) : DelegatingHandler
    {
        public List<string> Tokens { get; } = [];

        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HttpMessageHandler Over(HttpMessageHandler inner)
        {
            InnerHandler = inner;
            return this;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.Headers.GetValues("X-Amz-Target").Single().EndsWith(".TransactWriteItems", StringComparison.Ordinal))
            {
                return await base.SendAsync(request, cancellationToken);
            }

            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            Tokens.Add((string)body["ClientRequestToken"]!);
            Answered.TrySetResult();
            return Tokens.Count > times ? await base.SendAsync(request, cancellationToken) : Cancelled();
        }

        private HttpResponseMessage Cancelled()
        {
            var answer = new JsonObject
            {
                ["__type"] = $"com.amazonaws.dynamodb.v20120810#{nameof(TransactionCanceledException)}",
                ["Message"] = $"Transaction cancelled, please refer cancellation reasons for specific reasons [{string.Join(", ", codes)}]",
                ["CancellationReasons"] = new JsonArray([.. codes.Select(c => (JsonNode)new JsonObject { ["Code"] = c })]),
            };
            return new HttpResponseMessage(HttpStatusCode.BadRequest)
            {
                Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.0"),
            };
        }
    }
}
