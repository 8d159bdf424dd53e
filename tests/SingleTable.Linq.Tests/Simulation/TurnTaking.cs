using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Simulation;

/// <summary>
/// Lets several clients run one at a time: each stops before every request it sends, and a seeded choice says whose goes on. So what happens
/// depends on the seed alone, and a failing seed fails again.
/// </summary>
internal sealed class TurnTaking(Random random)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, TaskCompletionSource> _waiting = [];
    private TaskCompletionSource _changed = New();
    private int _running;

    /// <summary>Runs all clients to their ends.</summary>
    public async Task RunAsync(IReadOnlyList<Func<Task>> clients)
    {
        _running = clients.Count;
        List<Task> tasks = [];
        for (var id = 0; id < clients.Count; id++)
        {
            tasks.Add(ClientAsync(id, clients[id]));
        }

        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
                if (_running == 0 && _waiting.Count == 0)
                {
                    break;
                }

                if (_running == 0)
                {
                    var (id, turn) = _waiting.ElementAt(random.Next(_waiting.Count));
                    _waiting.Remove(id);
                    _running = 1;
                    turn.SetResult();
                }
            }

            await changed;
        }

        await Task.WhenAll(tasks);
    }

    /// <summary>The client's turn to send.</summary>
    public Task EnterAsync(int id)
    {
        lock (_lock)
        {
            var turn = New();
            _waiting.Add(id, turn);
            Stopped();
            return turn.Task;
        }
    }

    private async Task ClientAsync(int id, Func<Task> client)
    {
        await EnterAsync(id);
        try
        {
            await client();
        }
        finally
        {
            lock (_lock)
            {
                Stopped();
            }
        }
    }

    private void Stopped()
    {
        // The first entry of each client finds it counted as running.
        _running--;
        var changed = _changed;
        _changed = New();
        changed.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Stops before each request until it is the client's turn.</summary>
internal sealed class TurnHandler(TurnTaking turns, int id, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public bool IsOn { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsOn)
        {
            await turns.EnterAsync(id);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>The SDK's own client, but for the pauses between its attempts.</summary>
internal sealed class ImpatientClient(HttpMessageHandler handler) : AmazonDynamoDBClient(new BasicAWSCredentials("test", "test"), Configuration(handler))
{
    private const int Retries = 4;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new NoPause(Config)));
    }

    private static AmazonDynamoDBConfig Configuration(HttpMessageHandler handler) => new()
    {
        ServiceURL = "http://in-memory.local", AuthenticationRegion = "us-east-1", MaxErrorRetry = Retries, HttpClientFactory = new Factory(handler),
    };

    private sealed class NoPause(IClientConfig config) : StandardRetryPolicy(config)
    {
        public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) => Task.CompletedTask;

        public override bool OnRetry(IExecutionContext executionContext, bool bypassAcquireCapacity, bool isThrottlingError) => true;
    }

    private sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        private readonly HttpClient _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}

/// <summary>A clock that moves a little whenever it is asked, and on which every pause is over at once.</summary>
internal sealed class EagerClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Add(ref _ticks, Math.Max(0, dueTime.Ticks));
        return System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
