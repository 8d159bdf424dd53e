using System.Collections.Immutable;
using System.Reflection;

namespace SingleTable.Linq.Model.Building;

/// <summary>Finds from the keys' shapes which children belong to which parent.</summary>
internal static class NavigationFactory
{
    public static ImmutableArray<NavigationModel> Create(
        EntityDefinition definition, EntityModel parent, IReadOnlyList<EntityModel> entities, List<string> problems)
    {
        var navigations = ImmutableArray.CreateBuilder<NavigationModel>();
        foreach (var member in definition.Navigations.DistinctBy(n => n.Name))
        {
            if (Create(member, parent, entities, problems) is { } navigation)
            {
                navigations.Add(navigation);
            }
        }

        return navigations.ToImmutable();
    }

    private static NavigationModel? Create(
        PropertyInfo member, EntityModel parent, IReadOnlyList<EntityModel> entities, List<string> problems)
    {
        var name = $"{parent.Name}.{member.Name}";
        var child = entities.FirstOrDefault(e => PropertyFactory.ElementTypes(member.PropertyType).Contains(e.ClrType));
        if (child is null)
        {
            problems.Add($"{name}: its elements are not an entity of this table. Declare it with Entity<…>, or remove HasMany.");
            return null;
        }

        if (member.SetMethod is null || !CanHold(member.PropertyType, child.ClrType))
        {
            problems.Add($"{name}: Include could not fill it. Give it a setter (init will do) and the type List<{child.Name}>, "
                + $"IReadOnlyList<{child.Name}>, another interface of a list, or {child.Name}[].");
            return null;
        }

        var (up, down) = (parent.Key, child.Key);
        if (up.Partition.Shape != down.Partition.Shape)
        {
            problems.Add($"{name}: {parent.Name} lives in partitions {up.Partition.Shape}, {child.Name} in {down.Partition.Shape}, so one Query cannot "
                + $"read both. Give them partition keys of one shape, or remove HasMany and query {child.Name} by itself.");
            return null;
        }

        if (Differing(up, down) is { } slots)
        {
            problems.Add($"{name}: {parent.Name} and {child.Name} write {slots} into their keys in different forms (type, format or encoding), so a child's key "
                + "would not match its parent's. Write it in one form in both.");
            return null;
        }

        // A constant sort key: the partition has one parent, and all its children are that parent's.
        if (up.SortSlots.Length == 0)
        {
            return new NavigationModel { Member = member, Parent = parent, Child = child, ParentSegments = null };
        }

        if (up.Sort!.IsPrefixOf(down.Sort!))
        {
            return new NavigationModel { Member = member, Parent = parent, Child = child, ParentSegments = up.Sort.SeparatorCount + 1 };
        }

        problems.Add($"{name}: the sort key {up.Sort.Shape} of {parent.Name} is not a prefix of {down.Sort!.Shape} of {child.Name}, so the children of one "
            + $"parent cannot be told. Start {child.Name}'s sort key with its parent's, for example {up.Sort.Shape}#{child.Name.ToUpperInvariant()}#{{}}.");
        return null;
    }

    // One shape says that the slots stand at the same places; one text needs the same codec and encoding too.
    private static string? Differing(KeyModel up, KeyModel down)
    {
        var sortSlots = up.Sort!.IsPrefixOf(down.Sort!) ? up.Sort.Slots.Zip(down.Sort!.Slots) : [];
        var pairs = up.Partition.Slots.Zip(down.Partition.Slots).Concat(sortSlots);
        return pairs.Where(p => p.First.Codec.ClrType != p.Second.Codec.ClrType || p.First.Format != p.Second.Format
                || p.First.Encoding != p.Second.Encoding)
            .Select(p => $"{p.First.Property} and {p.Second.Property}").FirstOrDefault();
    }

    private static bool CanHold(Type collection, Type element) =>
        collection.IsAssignableFrom(typeof(List<>).MakeGenericType(element)) || collection == element.MakeArrayType();
}
