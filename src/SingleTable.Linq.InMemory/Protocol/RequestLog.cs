namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>What was sent, in the order of arrival.</summary>
internal sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];

    public bool Enabled { get; init; } = true;

    public void Add(Call call)
    {
        if (Enabled) Add(call.Recorded);
    }

    public void Add(RecordedRequest request)
    {
        lock (_gate) _requests.Add(request);
    }

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_gate) return [.. _requests];
    }

    public void Clear()
    {
        lock (_gate) _requests.Clear();
    }
}
