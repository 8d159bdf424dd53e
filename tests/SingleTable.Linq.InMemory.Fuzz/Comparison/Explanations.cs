namespace SingleTable.Linq.InMemory.Fuzz.Comparison;

/// <summary>The known differences of the second engine, each with the reason, and how often each was met.</summary>
internal sealed class Explanations
{
    private readonly Dictionary<string, int> _met = [];

    public IEnumerable<(string Reason, int Count)> Met => _met.Select(m => (m.Key, m.Value)).OrderByDescending(m => m.Value);

    public bool Explain(Difference difference)
    {
        if (Dynoxide.Explain(difference) is not { } reason) return false;
        _met[reason] = _met.GetValueOrDefault(reason) + 1;
        return true;
    }
}
