namespace SingleTable.Linq.Model;

/// <summary>Children of an entity's own type, whose place in a tree is a path at the end of the sort key.</summary>
internal sealed class TreeModel : NavigationModel
{
    /// <summary>The property of the path: the last part of the sort key.</summary>
    public required PropertyModel Path { get; init; }

    public required char Separator { get; init; }

    public string PathOf(object node) => (string)Path.Get(node)!;

    /// <summary>Gives every node its children: those whose nearest ancestor among the nodes it is.</summary>
    /// <param name="nodes">The nodes, in the order that children get.</param>
    /// <param name="arrange">Puts the children of one node in order.</param>
    public void Assemble(IReadOnlyList<object> nodes, Func<List<object>, IReadOnlyList<object>> arrange)
    {
        var byPath = new Dictionary<string, List<object>>(nodes.Count, StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            byPath.TryAdd(PathOf(node), []);
        }

        foreach (var node in nodes)
        {
            NearestAbove(PathOf(node), byPath)?.Add(node);
        }

        foreach (var node in nodes)
        {
            SetAll(node, arrange(byPath[PathOf(node)]));
        }
    }

    public bool IsWithin(object node, string root)
    {
        var path = PathOf(node);
        return path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == Separator);
    }

    private List<object>? NearestAbove(string path, Dictionary<string, List<object>> byPath)
    {
        var lookup = byPath.GetAlternateLookup<ReadOnlySpan<char>>();
        var above = path.AsSpan();
        while (above.LastIndexOf(Separator) is >= 0 and var end)
        {
            above = above[..end];
            if (lookup.TryGetValue(above, out var children))
            {
                return children;
            }
        }

        return null;
    }
}
