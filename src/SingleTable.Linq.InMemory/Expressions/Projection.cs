using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>The paths of a ProjectionExpression (or of the older AttributesToGet).</summary>
internal sealed class Projection(DocumentPath[] paths)
{
    private readonly Node _root = Tree(paths);

    public IEnumerable<string> Attributes => paths.Select(p => p.Attribute).Distinct(StringComparer.Ordinal);

    public MapValue Apply(MapValue item) => (MapValue?)Pick(item, _root) ?? MapValue.Empty;

    // a place of the document: taken as a whole when nothing is below it
    private sealed class Node
    {
        public SortedDictionary<int, Node>? Indexes { get; private set; }

        public Dictionary<string, Node>? Names { get; private set; }

        public Node Below(PathStep step)
        {
            if (step.Name is null)
            {
                Indexes ??= [];
                return Indexes.TryGetValue(step.Index, out var at) ? at : Indexes[step.Index] = new Node();
            }
            Names ??= new(StringComparer.Ordinal);
            return Names.TryGetValue(step.Name, out var node) ? node : Names[step.Name] = new Node();
        }
    }

    private static Node Tree(DocumentPath[] paths)
    {
        var root = new Node();
        foreach (var path in paths) path.Steps.Aggregate(root, (node, step) => node.Below(step));
        return root;
    }

    private static DynamoValue? Pick(DynamoValue value, Node node)
    {
        if (node.Names is null && node.Indexes is null) return value;
        if (value is MapValue map && node.Names is not null)
        {
            var members = new List<KeyValuePair<string, DynamoValue>>();
            foreach (var (name, below) in node.Names)
            {
                if (map.TryGet(name, out var member) && Pick(member, below) is { } picked) members.Add(new(name, picked));
            }
            return members.Count == 0 ? null : MapValue.Of(members);
        }
        if (value is ListValue list && node.Indexes is not null)
        {
            // the picked elements close up
            var elements = new List<DynamoValue>();
            foreach (var (index, below) in node.Indexes)
            {
                if (index < list.Elements.Length && Pick(list.Elements[index], below) is { } picked) elements.Add(picked);
            }
            return elements.Count == 0 ? null : new ListValue([.. elements]);
        }
        return null;
    }
}
