using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Model.Building;

/// <summary>
/// Checks that no two entities can have one key, and notes which of them share partitions.
/// </summary>
internal static class OverlapCheck
{
    public static void Run(IReadOnlyList<EntityModel> entities, List<string> problems)
    {
        for (var i = 0; i < entities.Count; i++)
        {
            for (var j = 0; j < entities.Count; j++)
            {
                if (i != j)
                {
                    Compare(entities[i], entities[j], isFirstOfPair: i < j, problems);
                }
            }
        }
    }

    private static void Compare(EntityModel one, EntityModel other, bool isFirstOfPair, List<string> problems)
    {
        foreach (var key in one.Keys)
        {
            if (other.Keys.FirstOrDefault(k => k.IndexName == key.IndexName) is not { } otherKey)
            {
                continue;
            }

            // On purpose: whoever has the attributes is on the index.
            if (key.IsNative)
            {
                key.Neighbours = key.Neighbours.Add(otherKey);
                continue;
            }

            var overlaps = key.Partition.MayOverlap(otherKey.Partition, out var because);
            if (Accident(one, other, key, otherKey, overlaps, because) is { } problem)
            {
                if (isFirstOfPair)
                {
                    problems.Add(problem);
                }

                continue;
            }

            if (overlaps)
            {
                key.Neighbours = key.Neighbours.Add(otherKey);
                if (key.IsTable)
                {
                    CompareSortKeys(one, other, key.Sort!, otherKey.Sort!, isFirstOfPair, problems);
                }
            }
        }
    }

    /// <summary>Entities share partitions on purpose when their partition keys have one shape, one form and one owner.</summary>
    private static string? Accident(EntityModel one, EntityModel other, KeyModel key, KeyModel otherKey, bool overlaps, string? because)
    {
        if (key.Partition.Shape != otherKey.Partition.Shape)
        {
            return overlaps
                ? $"{one.Name} and {other.Name} would share partitions of the {key.Where} by accident: {because}. "
                    + "Give one of them a literal that the other does not have."
                : null;
        }

        // On an index, different forms that never meet are a design (days here, months there); on the table they are a mistake.
        if ((overlaps || key.IsTable) && SlotForms.Differing(key.Partition, otherKey.Partition) is { } pair)
        {
            return $"{one.Name} and {other.Name} have partition keys of one shape on the {key.Where}, {key.Partition.Shape}, "
                + $"but write different texts into it: {one.Name} writes {SlotForms.Describe(pair.One)}, {other.Name} writes "
                + $"{SlotForms.Describe(pair.Other)}. Use one type, format and encoding in both, so that they share their partitions; "
                + "or give one of them a literal of its own, so that they do not.";
        }

        if (overlaps && one.IsTenantOwned != other.IsTenantOwned)
        {
            var (owned, shared) = one.IsTenantOwned ? (one, other) : (other, one);
            return $"{shared.Name} is shared by tenants, but lives in the partitions {key.Partition.Shape} of the {key.Where} with {owned.Name}, "
                + $"which belongs to one tenant. Give {shared.Name} a literal of its own, or remove IsSharedByTenants().";
        }

        return null;
    }

    private static void CompareSortKeys(
        EntityModel one, EntityModel other, KeyTemplate sort, KeyTemplate otherSort, bool isFirstOfPair, List<string> problems)
    {
        if (sort.MayOverlap(otherSort, out var because))
        {
            if (isFirstOfPair)
            {
                problems.Add($"{one.Name} and {other.Name} can have the same key: both live in {one.Key.Partition.Shape}, and {because}. "
                    + $"Start one of the sort keys with a literal of its own, for example {other.Name.ToUpperInvariant()}#{{x.Id}}.");
            }
        }
        else if (sort.Parts[0].Slot is { } slot)
        {
            problems.Add($"{one.Name}: its sort key {sort} starts with the value of {slot.Property}, but {other.Name} shares its partitions, so a range of "
                + $"{one.Name} would reach {other.Name}. Start it with a literal: {one.Name.ToUpperInvariant()}#{sort}.");
        }
    }
}
