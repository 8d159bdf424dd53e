namespace SingleTable.Linq.Tests.Cancellation;

/// <summary>
/// A cancelled operation ends at once, by a clock that does not move, with the caller's token, and sends nothing more: whatever it is, and wherever it was.
/// </summary>
public class CancellationTests
{
    // Reading changes nothing: tests of a class run one after the other.
    private static readonly Lazy<Task<CancellationWorld>> s_open = new(() => CancellationWorld.CreateAsync(hasDeadline: false, isLarge: true));
    private static readonly Lazy<Task<CancellationWorld>> s_bounded = new(() => CancellationWorld.CreateAsync(hasDeadline: true, isLarge: true));

    public static TheoryData<string, bool> Operations
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in Operation.All.Keys)
            {
                data.Add(name, false);
                data.Add(name, true);
            }

            return data;
        }
    }

    public static TheoryData<string, string, bool> Pauses
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var hasDeadline in new[] { false, true })
            {
                foreach (var name in new[] { "list of keys", "batch of reads", "hydrate", "include across partitions" })
                {
                    data.Add(name, "BatchGetItem", hasDeadline);
                }

                foreach (var name in new[] { "batch of puts", "batch of deletions", "deletion of all", "deletion of pages" })
                {
                    data.Add(name, "BatchWriteItem", hasDeadline);
                }

                foreach (var name in new[]
                {
                    "transaction", "update that counts", "create with a unique value", "put with a unique value", "update of a unique value", "delete with a unique value",
                    "update of all with unique values",
                })
                {
                    data.Add(name, "TransactWriteItems", hasDeadline);
                }

                data.Add("reads in a transaction", "TransactGetItems", hasDeadline);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Left_alone_it_sends_what_it_takes(string name, bool hasDeadline)
    {
        var world = await WorldAsync(Operation.All[name], hasDeadline);
        await Operation.All[name].RunAsync(world, CancellationToken.None);
        world.Gate.Sent.ShouldBe(Operation.All[name].Requests);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Before_it_begins_nothing_is_sent(string name, bool hasDeadline)
    {
        var world = await WorldAsync(Operation.All[name], hasDeadline);
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await EndsAsync(world, Operation.All[name].RunAsync(world, cancel.Token), cancel.Token);
        world.Gate.Sent.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task While_a_request_is_under_way_it_ends_with_that(string name, bool hasDeadline) => await EachAsync(name, hasDeadline, async (world, operation, number) =>
    {
        using var cancel = new CancellationTokenSource();
        world.Gate.HoldAt = number;
        var running = operation.RunAsync(world, cancel.Token);
        (await Task.WhenAny(world.Gate.Held, running)).ShouldBe(world.Gate.Held);
        await cancel.CancelAsync();
        await EndsAsync(world, running, cancel.Token);
        SentNoMore(world, operation, number);
    });

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Between_requests_the_next_one_is_not_sent(string name, bool hasDeadline) => await EachAsync(name, hasDeadline, async (world, operation, number) =>
    {
        if (number == operation.Requests)
        {
            // The last reply ends the operation, or the cancellation does.
            return;
        }

        using var cancel = new CancellationTokenSource();
        world.Gate.Replied = n =>
        {
            if (n == number)
            {
                cancel.Cancel();
            }
        };
        await EndsAsync(world, operation.RunAsync(world, cancel.Token), cancel.Token);
        SentNoMore(world, operation, number);
    });

    [Theory]
    [MemberData(nameof(Pauses))]
    public async Task In_a_pause_it_ends_without_waiting(string name, string request, bool hasDeadline)
    {
        var world = await CancellationWorld.CreateAsync(hasDeadline, Operation.All[name].IsLarge);
        var rule = world.Database.Faults.On(request).Always();
        _ = request.StartsWith("Transact", StringComparison.Ordinal) ? rule.CancelTransaction("TransactionConflict") : rule.LeaveUnprocessed();
        await InPauseAsync(world, Operation.All[name]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_the_pause_that_a_rate_needs_it_ends_without_waiting(bool hasDeadline) => await InPauseAsync(
        await CancellationWorld.CreateAsync(hasDeadline, isLarge: false),
        new Operation(2, false, (w, t) => w.Saas.Teams.Where(x => x.OrganizationId == "o2").WithRateLimit(itemsPerSecond: 2).ToListAsync(t)));

    private static async Task InPauseAsync(CancellationWorld world, Operation operation)
    {
        using var cancel = new CancellationTokenSource();
        var running = operation.RunAsync(world, cancel.Token);
        (await Task.WhenAny(world.Time.Pause, running)).ShouldBe(world.Time.Pause);
        var sent = world.Gate.Sent;
        await cancel.CancelAsync();
        await EndsAsync(world, running, cancel.Token);
        world.Gate.Sent.ShouldBe(sent);
    }

    private static async Task EachAsync(string name, bool hasDeadline, Func<CancellationWorld, Operation, int, Task> test)
    {
        var operation = Operation.All[name];
        for (var number = 1; number <= operation.Requests; number++)
        {
            var world = await WorldAsync(operation, hasDeadline);
            await test(world, operation, number);
        }
    }

    private static async Task<CancellationWorld> WorldAsync(Operation operation, bool hasDeadline)
    {
        if (operation.Writes)
        {
            return await CancellationWorld.CreateAsync(hasDeadline, operation.IsLarge);
        }

        var world = await (hasDeadline ? s_bounded : s_open).Value;
        world.Gate.Reset();
        return world;
    }

    private static void SentNoMore(CancellationWorld world, Operation operation, int number)
    {
        if (operation.IsAtOnce)
        {
            world.Gate.Sent.ShouldBeInRange(number, operation.Requests);
        }
        else
        {
            world.Gate.Sent.ShouldBe(number);
        }
    }

    private static async Task EndsAsync(CancellationWorld world, Task running, CancellationToken token)
    {
        // A limit for a test that fails: by the clock of the operation no time goes by.
        var now = world.Time.GetUtcNow();
        var error = await Should.ThrowAsync<Exception>(() => running.WaitAsync(TimeSpan.FromSeconds(60)));
        (error is BulkIncompleteException ? error.InnerException : error).ShouldBeAssignableTo<OperationCanceledException>()!.CancellationToken.ShouldBe(token);
        world.Time.GetUtcNow().ShouldBe(now);

        // Whoever would still wait is woken, and would send.
        var sent = world.Gate.Sent;
        world.Time.Advance(TimeSpan.FromMinutes(5));
        await Task.Yield();
        world.Gate.Sent.ShouldBe(sent);
    }
}
