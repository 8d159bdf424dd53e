using System.Collections.Immutable;

namespace SingleTable.Linq.InMemory;

/// <summary>
/// Keeps the line of each request that contexts of SingleTable.Linq send, on whatever client: give it to the options with
/// <see cref="TableOptionsTestingExtensions.RecordTo{TContext}"/>. Safe for several threads. Attempts of the SDK lie within one request; requests that create tables are not
/// among them.
/// </summary>
public sealed class RequestRecorder : RequestList, IRequestInterceptor
{
    private readonly Lock _gate = new();
    private readonly List<RequestScope> _scopes = [];
    private ImmutableList<string> _lines = [];

    private protected override IReadOnlyList<string> Lines => Volatile.Read(ref _lines);

    /// <summary>Forgets what was sent. Scopes that are open keep theirs.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Volatile.Write(ref _lines, []);
        }
    }

    /// <summary>The requests since the last call of this or of <see cref="Clear"/>, which are forgotten.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_gate)
        {
            var taken = _lines;
            Volatile.Write(ref _lines, []);
            return taken;
        }
    }

    /// <summary>Starts a list of what is sent from now on, until it is disposed: <c>using var sent = requests.Record();</c></summary>
    /// <returns>The list, which keeps what it has when it is disposed.</returns>
    public RequestScope Record()
    {
        var scope = new RequestScope(this);
        lock (_gate)
        {
            _scopes.Add(scope);
        }

        return scope;
    }

    ValueTask IRequestInterceptor.BeforeAsync(InterceptedRequest request, CancellationToken cancellationToken)
    {
        var line = request.Line;
        lock (_gate)
        {
            Volatile.Write(ref _lines, _lines.Add(line));
            foreach (var scope in _scopes)
            {
                scope.Add(line);
            }
        }

        return ValueTask.CompletedTask;
    }

    internal void End(RequestScope scope)
    {
        lock (_gate)
        {
            _scopes.Remove(scope);
        }
    }
}
