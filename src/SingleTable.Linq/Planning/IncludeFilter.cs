using System.Collections.Immutable;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>The filter of a Query that reads several entities: each by its own condition, and none that is not wanted.</summary>
/// <param name="rootFilter">What is left of the query's own predicate.</param>
/// <param name="collection">All entities of the partition.</param>
/// <param name="includesDeleted">Whether deleted items are wanted.</param>
internal sealed class IncludeFilter(Predicate rootFilter, ItemCollectionModel collection, bool includesDeleted)
{
    public ItemCollectionModel Collection => collection;

    /// <summary>The root's condition must not filter the children away, nor theirs the root; and what is not included should not be sent.</summary>
    /// <param name="read">The entities that one Query reads.</param>
    /// <param name="isOwnRange">Of a single one it reads the range of its access, neither more nor a tree.</param>
    public Predicate Of(ImmutableArray<IncludedEntity> read, bool isOwnRange = false)
    {
        var hasStrangers = Strangers(read).Any(e => MayMeet(e, read, isOwnRange));
        var conditions = read.Select(i => Predicates.And(
            i.Shape is null ? rootFilter : i.Shape.Where,
            QueryPlanner.Visible(i.Entity, includesDeleted))).ToArray();
        if (!hasStrangers && conditions.All(c => c is ConstantPredicate { Value: true }))
        {
            return ConstantPredicate.True;
        }

        var perType = read.Zip(conditions, (i, condition) => Predicates.And(new IsTypePredicate(i.Entity.Concrete), condition)).ToArray();
        return Predicates.Or(perType);
    }

    /// <summary>The entities of the partition of which some items are not read.</summary>
    public IEnumerable<EntityModel> Strangers(ImmutableArray<IncludedEntity> read) =>
        collection.Entities.Where(e => !e.Concrete.All(c => read.Any(i => i.Entity.Concrete.Contains(c))));

    // A constant root is read with a range from the least to the greatest key of all that is read; others may lie between.
    private static bool MayMeet(EntityModel stranger, ImmutableArray<IncludedEntity> read, bool isOwnRange)
    {
        if (IndexFamilies.KeyOf(stranger, read[0].Key).Sort is not { } other || (read.Length > 1 && read[0].Key.SortSlots.IsEmpty))
        {
            return true;
        }

        return isOwnRange && read is [var only] ? only.Key.Sort!.MayContain(other, only.Access.FixedSort.Length) : read.Any(i => i.Key.Sort!.MayContain(other));
    }
}
