using System.Reflection;

namespace SingleTable.Linq.Model;

/// <summary>A collection of children that live in the same partition as their parent; found from the shapes of the keys.</summary>
internal sealed class NavigationModel
{
    private Action<object, object?>? _setter;

    public required PropertyInfo Member { get; init; }
    public required EntityModel Parent { get; init; }
    public required EntityModel Child { get; init; }

    /// <summary>
    /// How many separators of a child's sort key belong to its parent's key, or null where every child of the partition belongs to the one parent.
    /// </summary>
    public required int? ParentSegments { get; init; }

    public string Name => Member.Name;

    public void Set(object parent, object children) => (_setter ??= Accessors.Setter(Member))(parent, children);

    public override string ToString() => $"{Parent.Name}.{Name} -> {Child.Name}";
}
