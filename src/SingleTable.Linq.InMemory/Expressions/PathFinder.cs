namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>The document paths that a condition names.</summary>
internal static class PathFinder
{
    public static IEnumerable<DocumentPath> In(Condition condition) => condition switch
    {
        AndCondition c => In(c.Left).Concat(In(c.Right)),
        OrCondition c => In(c.Left).Concat(In(c.Right)),
        NotCondition c => In(c.Inner),
        Comparison c => In(c.Left, c.Right),
        Between c => In(c.Value, c.Low, c.High),
        In c => In([c.Value, .. c.Candidates]),
        Exists c => [c.Path],
        TypeIs c => [c.Path],
        BeginsWith c => In(c.Value, c.Prefix),
        Contains c => In(c.Value, c.Element),
        _ => throw new InvalidOperationException("Unknown condition"),
    };

    private static IEnumerable<DocumentPath> In(params Operand[] operands)
    {
        foreach (var operand in operands)
        {
            if (operand is PathOperand path) yield return path.Path;
            if (operand is SizeOperand size) yield return size.Path;
        }
    }
}
