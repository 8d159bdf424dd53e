using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace SingleTable.Linq.Tests.Cancellation;

/// <summary>Stands before a database, counts what is sent, and can hold a request or act on a reply.</summary>
internal sealed class Gate(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Sent { get; private set; }

    /// <summary>The number of the request that gets no reply; 0 for none.</summary>
    public int HoldAt { get; set; }

    /// <summary>Ends when the request is held.</summary>
    public Task Held => _held.Task;

    /// <summary>Acts when the reply to a request is there, before the library sees it.</summary>
    public Action<int>? Replied { get; set; }

    public void Reset()
    {
        (Sent, HoldAt, Replied) = (0, 0, null);
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number;
        lock (_lock)
        {
            number = ++Sent;
        }

        if (number == HoldAt)
        {
            _held.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        var response = await base.SendAsync(request, cancellationToken);
        Replied?.Invoke(number);
        return response;
    }

    /// <summary>Gives the SDK one client over the gate.</summary>
    public sealed class Factory(Gate gate) : HttpClientFactory
    {
        private readonly HttpClient _client = new(gate) { Timeout = Timeout.InfiniteTimeSpan };

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}

/// <summary>A clock that only a test moves, and that tells when somebody begins to wait on it.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
{
    private readonly TaskCompletionSource _waited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A wait that is at least as long is the end of an operation, and not a pause.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromHours(1);

    public Task Pause => _waited.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < Deadline)
        {
            _waited.TrySetResult();
        }

        return timer;
    }
}
