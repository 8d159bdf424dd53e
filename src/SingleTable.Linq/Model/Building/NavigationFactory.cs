using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>Finds from the keys' shapes which children belong to which parent.</summary>
internal static class NavigationFactory
{
    public static ImmutableArray<NavigationModel> Create(
        EntityDefinition definition, EntityModel parent, IReadOnlyList<EntityModel> entities)
    {
        var navigations = ImmutableArray.CreateBuilder<NavigationModel>();
        foreach (var member in definition.Navigations.DistinctBy(n => n.Name))
        {
            if (Create(member, parent, entities, definition.Problems) is { } navigation)
            {
                navigations.Add(navigation);
            }
        }

        if (definition.References.Count > 0)
        {
            navigations.AddRange(ReferenceFactory.Create(definition, parent, entities));
        }

        if (definition.Trees.Count > 0)
        {
            navigations.AddRange(TreeFactory.Create(definition, parent));
        }

        return navigations.ToImmutable();
    }

    private static NavigationModel? Create(
        PropertyInfo member, EntityModel parent, IReadOnlyList<EntityModel> entities, List<string> problems)
    {
        var name = $"{parent.Name}.{member.Name}";
        var child = entities.FirstOrDefault(e => TypeMembers.Elements(member.PropertyType).Contains(e.ClrType));
        if (child is null)
        {
            var element = TypeText.Of(TypeMembers.Elements(member.PropertyType).FirstOrDefault() ?? member.PropertyType);
            problems.Add($"{name}: {element} is not an entity of this table. Declare it with Entity<{element}>(…), or remove HasMany.");
            return null;
        }

        if (Construction.SetterOf(member) is null || !CanHold(member.PropertyType, child.ClrType))
        {
            problems.Add($"{name}: Include could not fill it. Give it a setter (init will do) and the type List<{child.Name}>, "
                + $"IReadOnlyList<{child.Name}>, another interface of a list, or {child.Name}[].");
            return null;
        }

        if (child.Hierarchy == parent.Hierarchy)
        {
            problems.Add($"{name}: {parent.Name} cannot hold itself, because the children's keys would have to be longer than their parent's. "
                + "Make the children an entity of their own, or declare a tree whose sort key ends with a path: HasTree(x => x.Path, x => x." + $"{member.Name}).");
            return null;
        }

        // A key that could not be made has its own problem in the list.
        if (!parent.HasKey || !child.HasKey)
        {
            return null;
        }

        var (up, down) = (parent.Key, child.Key);
        if (up.Partition.Shape != down.Partition.Shape)
        {
            if (PartitionChildrenFactory.TryCreate(member, parent, child) is { } children)
            {
                return children;
            }

            problems.Add($"{name}: {parent.Name} lives in partitions {up.Partition.Shape}, {child.Name} in {down.Partition.Shape}, so one Query cannot "
                + $"read both. Give them partition keys of one shape, let the {parent.Name} give the whole partition key of {child.Name} on the table or an index, or remove HasMany and query {child.Name} by itself.");
            return null;
        }

        if (Differing(up, down) is { } slots)
        {
            problems.Add($"{name}: {parent.Name} and {child.Name} write {slots} into their sort keys, so a child's key would not start with its "
                + "parent's. Use one type, format and encoding in both.");
            return null;
        }

        // A constant sort key: the partition has one parent, and all its children are that parent's.
        if (up.SortSlots.Length == 0)
        {
            return new ChildrenModel { Member = member, Parent = parent, Child = child, ParentSegments = null };
        }

        if (up.Sort!.IsPrefixOf(down.Sort!))
        {
            return new ChildrenModel { Member = member, Parent = parent, Child = child, ParentSegments = up.Sort.SeparatorCount + 1 };
        }

        problems.Add($"{name}: the sort key {up.Sort.Shape} of {parent.Name} is not a prefix of {down.Sort!.Shape} of {child.Name}, so the children of one "
            + $"parent cannot be told. Start {child.Name}'s sort key with its parent's, for example {up.Sort.Shape}#{child.Name.ToUpperInvariant()}#{{}}.");
        return null;
    }

    // The partition's slots are compared with those of all entities that share its shape, whether they are children or not.
    private static string? Differing(KeyModel up, KeyModel down) =>
        up.Sort!.IsPrefixOf(down.Sort!) && SlotForms.Differing(up.Sort, down.Sort!) is { } pair
            ? $"{SlotForms.Describe(pair.One)} and {SlotForms.Describe(pair.Other)}"
            : null;

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Kept.OfClasses)]
    internal static bool CanHold(Type collection, Type element) =>
        collection.IsAssignableFrom(typeof(List<>).MakeGenericType(element)) || collection == element.MakeArrayType();
}
