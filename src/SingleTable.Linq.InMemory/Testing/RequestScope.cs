using System.Collections.Immutable;

namespace SingleTable.Linq.InMemory;

/// <summary>What was sent between <see cref="RequestRecorder.Record"/> and the end of the scope, by whatever thread.</summary>
public sealed class RequestScope : RequestList, IDisposable
{
    private readonly RequestRecorder _recorder;
    private ImmutableList<string> _lines = [];

    internal RequestScope(RequestRecorder recorder) => _recorder = recorder;

    private protected override IReadOnlyList<string> Lines => Volatile.Read(ref _lines);

    /// <summary>Ends it: requests from now on are not its own.</summary>
    public void Dispose() => _recorder.End(this);

    internal void Add(string line) => Volatile.Write(ref _lines, _lines.Add(line));
}
