namespace SingleTable.Linq.Execution;

/// <summary>
/// Guesses the type of the next item of a collection from the one before: a member follows a member, and the first member follows its team.
/// A guess changes when it was wrong in the same way twice in a row, so that the end of a run of members does not spoil it.
/// </summary>
internal sealed class TypeOrder
{
    private readonly int[] _next;
    private readonly int[] _candidate;
    private int _last;

    public TypeOrder(int types)
    {
        _next = [.. Enumerable.Range(0, types)];
        _candidate = [.. _next];
    }

    public int Guess => _next[_last];

    public void Saw(int type)
    {
        if (_candidate[_last] == type)
        {
            _next[_last] = type;
        }

        _candidate[_last] = type;
        _last = type;
    }
}
