using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>Which properties an entity type has, and which of them an item can hold.</summary>
internal static class TypeMembers
{
    /// <summary>The public properties; where one hides another, the one that a caller sees.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Kept.Justification)]
    public static IEnumerable<PropertyInfo> Of(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
            .GroupBy(p => p.Name)
            .Select(g => g.Aggregate((a, b) => b.DeclaringType!.IsSubclassOf(a.DeclaringType!) ? b : a));

    public static PropertyInfo? Find(Type type, string name) => Of(type).FirstOrDefault(p => p.Name == name);

    /// <summary>The types of the elements, where it is a collection.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The interfaces of a type that an entity has a property of are kept as the values are.")]
    public static IEnumerable<Type> Elements(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type)
            ? type.GetInterfaces().Append(type)
                .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                .Select(i => i.GetGenericArguments()[0])
            : [];

    /// <summary>Why no attribute holds the property, with what to do; null where one does (or where it should, and its type is at fault).</summary>
    public static string? WhyNotStored(EntityDefinition entity, PropertyInfo member)
    {
        if (entity.Properties.GetValueOrDefault(member.Name) is { IsIgnored: true })
        {
            return $"Ignore(x => x.{member.Name}) leaves it out. Remove that call, or name another property.";
        }

        if (entity.Navigations.Any(n => n.Name == member.Name))
        {
            return $"HasMany(x => x.{member.Name}) makes it a collection of children. Name another property.";
        }

        if (entity.References.Any(r => r.Member.Name == member.Name))
        {
            return $"HasOne(x => x.{member.Name}) makes it a reference to another entity. Name another property.";
        }

        if (entity.Trees.Any(t => t.Children.Name == member.Name))
        {
            return $"HasTree makes x.{member.Name} the children of a tree. Name another property.";
        }

        if (entity.Base is { } parent && Find(parent.ClrType, member.Name) is { } inherited)
        {
            return WhyNotStored(parent, inherited);
        }

        return entity.Hierarchy.Any(e => IsWritable(e.ClrType, member))
            ? null
            : "it has no setter. Give it one (private or init will do), or name another property.";
    }

    // A parameter of a constructor counts by its name alone: where the types differ, that is reported and not passed over.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Kept.Justification)]
    private static bool IsWritable(Type type, PropertyInfo member) =>
        Construction.SetterOf(member) is not null
        || type.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => string.Equals(p.Name, member.Name, StringComparison.OrdinalIgnoreCase));
}
