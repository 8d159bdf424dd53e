using System.Globalization;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Expressions;

/// <summary>A step of a path: an attribute or map key, or a list index.</summary>
internal readonly record struct PathStep(string? Name, int Index)
{
    public override string ToString() => Name ?? "[" + Index.ToString(CultureInfo.InvariantCulture) + "]";
}

/// <summary>A path into an item, placeholders already resolved.</summary>
internal sealed record DocumentPath(PathStep[] Steps)
{
    public string Attribute => Steps[0].Name!;

    public bool IsNested => Steps.Length > 1;

    public DynamoValue? Read(MapValue item)
    {
        DynamoValue? value = item;
        foreach (var step in Steps)
        {
            value = (value, step.Name) switch
            {
                (MapValue map, { } name) => map.Get(name),
                (ListValue list, null) when step.Index < list.Elements.Length => list.Elements[step.Index],
                _ => null,
            };
            if (value is null) return null;
        }
        return value;
    }

    /// <summary>One is the other or leads to it.</summary>
    public bool Overlaps(DocumentPath other) => CommonSteps(other) == Math.Min(Steps.Length, other.Steps.Length);

    /// <summary>Both use the same place as different things: a map in one, a list in the other.</summary>
    public bool Conflicts(DocumentPath other)
    {
        int common = CommonSteps(other);
        return common < Math.Min(Steps.Length, other.Steps.Length) && Steps[common].Name is null != other.Steps[common].Name is null;
    }

    private int CommonSteps(DocumentPath other)
    {
        int common = 0;
        while (common < Steps.Length && common < other.Steps.Length && Steps[common] == other.Steps[common]) common++;
        return common;
    }

    public bool Equals(DocumentPath? other) => other is not null && Steps.AsSpan().SequenceEqual(other.Steps);

    public override int GetHashCode() => Steps.Aggregate(0, HashCode.Combine);

    /// <summary>As the service prints paths: [a, b, [0]].</summary>
    public override string ToString() => "[" + string.Join(", ", Steps) + "]";
}
