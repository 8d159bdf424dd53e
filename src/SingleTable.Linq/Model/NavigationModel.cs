using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model;

/// <summary>A property that Include fills with entities.</summary>
internal abstract class NavigationModel
{
    private Action<object, object?>? _setter;
    private Func<object, object?>? _getter;

    public required PropertyInfo Member { get; init; }
    public required EntityModel Parent { get; init; }
    public required EntityModel Child { get; init; }

    public string Name => Member.Name;

    public void Set(object parent, object value) => (_setter ??= Accessors.Setter(Member))(parent, value);

    /// <summary>Sets a collection, as a list or an array of the children's type.</summary>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Kept.OfClasses)]
    public void SetAll(object parent, IReadOnlyList<object> children)
    {
        if (Member.PropertyType.IsArray)
        {
            var array = Array.CreateInstance(Child.ClrType, children.Count);
            ((ICollection)children.ToArray()).CopyTo(array, 0);
            Set(parent, array);
            return;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(Child.ClrType), children.Count)!;
        foreach (var child in children)
        {
            list.Add(child);
        }

        Set(parent, list);
    }

    public object? Get(object parent) => (_getter ??= Accessors.Getter(Member))(parent);

    public override string ToString() => $"{Parent.Name}.{Name} -> {Child.Name}";
}

/// <summary>A collection of children that live in the same partition as their parent; found from the shapes of the keys.</summary>
internal sealed class ChildrenModel : NavigationModel
{
    /// <summary>
    /// How many separators of a child's sort key belong to its parent's key, or null where every child of the partition belongs to the one parent.
    /// </summary>
    public required int? ParentSegments { get; init; }
}
