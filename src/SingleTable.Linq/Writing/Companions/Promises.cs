using SingleTable.Linq.Model;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>What the model promises beside an item itself: unique values, counts, an audit trail.</summary>
internal static class Promises
{
    /// <summary>Whether an update may change what is written with an item, so that its values must be known. Others need none of it.</summary>
    public static bool MayChange(EntityModel entity, ItemUpdate update)
    {
        foreach (var type in entity.Hierarchy.Concrete)
        {
            if (type.HasUpdateCompanions && Touches(type, update))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Touches(EntityModel type, ItemUpdate update) => type.Audit is not null
        || type.Uniques.Any(u => u.Properties.Any(update.Touches))
        || type.Counters.Any(c => c.Sources.Any(update.Touches));
}
