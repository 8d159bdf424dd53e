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
            if (other.Keys.FirstOrDefault(k => k.IndexName == key.IndexName) is not { } otherKey
                || !key.Partition.MayOverlap(otherKey.Partition, out var because))
            {
                continue;
            }

            if (key.Partition.Shape != otherKey.Partition.Shape)
            {
                if (isFirstOfPair)
                {
                    problems.Add($"{one.Name} and {other.Name} would share partitions of the {key.Name} by accident: {because}. "
                        + "Give one of them a literal that the other does not have.");
                }

                continue;
            }

            if (key.IsTable)
            {
                CompareSortKeys(one, other, key.Sort!, otherKey.Sort!, isFirstOfPair, problems);
            }

            key.Neighbours = key.Neighbours.Add(otherKey);
        }
    }

    private static void CompareSortKeys(
        EntityModel one, EntityModel other, KeyTemplate sort, KeyTemplate otherSort, bool isFirstOfPair, List<string> problems)
    {
        if (isFirstOfPair && sort.MayOverlap(otherSort, out var because))
        {
            problems.Add($"{one.Name} and {other.Name} can have the same key: both live in {one.Key.Partition.Shape}, and {because}. "
                + $"Start one of the sort keys with a literal of its own, for example {other.Name.ToUpperInvariant()}#{{}}.");
        }
        else if (sort.Parts[0].Slot is { } slot)
        {
            problems.Add($"{one.Name}: its sort key {sort.Shape} starts with the value of {slot.Property}, but {other.Name} shares its partitions, so a range of "
                + $"{one.Name} would reach {other.Name}. Start it with a literal: {one.Name.ToUpperInvariant()}#{sort.Shape}.");
        }
    }
}
