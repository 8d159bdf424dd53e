using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>The client request tokens of committed transactions, each valid for ten minutes.</summary>
internal sealed class Tokens(TimeProvider time)
{
    private readonly Dictionary<string, (string Request, DateTimeOffset At)> _committed = new(StringComparer.Ordinal);
    private readonly Queue<(string Token, DateTimeOffset At)> _order = new();

    /// <summary>Whether this very request was committed already under the token.</summary>
    public bool IsRepeat(string token, string request)
    {
        var now = time.GetUtcNow();
        while (_order.TryPeek(out var oldest) && now - oldest.At >= Limits.TokenLifetime) _committed.Remove(_order.Dequeue().Token);
        if (!_committed.TryGetValue(token, out var known)) return false;
        if (known.Request == request) return true;
        throw Errors.Named("IdempotentParameterMismatchException",
            "The provided client token was used in another request with different parameters");
    }

    public void Committed(string token, string request)
    {
        var now = time.GetUtcNow();
        _committed[token] = (request, now);
        _order.Enqueue((token, now));
    }
}
