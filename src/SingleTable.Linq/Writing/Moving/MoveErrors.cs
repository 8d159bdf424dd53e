using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Companions;

namespace SingleTable.Linq.Writing.Moving;

/// <summary>The texts of moves that are refused, and of what came between. They never hold values.</summary>
internal static class MoveErrors
{
    public static WriteException SameKey(EntityModel entity) =>
        Refused("STL3174", entity, $"MoveAsync of {entity.Name} was given two values with one key, so there is nothing to move. "
            + "Use UpdateAsync(loaded, after).");

    public static WriteException HasChildren(EntityModel entity, EntityModel child) =>
        Refused("STL3175", entity, $"MoveAsync of {entity.Name} would leave {child.Name} behind, whose keys begin with that of the {entity.Name}. "
            + "Move them too with includeChildren: true, or delete them before.");

    public static WriteException TooMany(EntityModel entity, int items, int actions, int max) =>
        Refused("STL3176", entity, $"MoveAsync of {entity.Name} moves {items} items, which with all that is written along takes {actions} actions, "
            + $"and DynamoDB allows {max} in a transaction. Nothing was written. Move or delete the children in parts before.");

    public static WriteException StillCounts(EntityModel entity, CounterModel counter) =>
        Refused("STL3177", entity, $"MoveAsync of {entity.Name}: {counter} counts {counter.Child.Name} that name the {counter.Parent.Name} by "
            + $"{string.Join(", ", counter.Sources.Where(p => !p.IsKey).Select(p => p.Name))}, which no move changes. "
            + "Update or delete them before, until the count is 0.",
            counter.Property);

    public static WriteException Unreachable(EntityModel entity, EntityModel child) =>
        Refused("STL3178", entity, $"MoveAsync of {entity.Name} cannot find all its {child.Name}: the key of the {entity.Name} alone does not name "
            + $"their partitions. Move the entities that have {child.Name} one by one with includeChildren: true, and then the {entity.Name}.");

    public static SingleTableException Changed(EntityModel entity, object?[] loaded, StoredItem now, IReadOnlyList<PropertyModel> changed, Exception? cause) =>
        entity.Version is { } version && Versions.Of(version, loaded) is var expected && Versions.Of(version, now.Values) is var held && expected != held
            ? new VersionConflictException(
                $"Move of {entity.Name}: the item was changed since it was read (it has another version). Move it again from the exception's Current.",
                now.Source, cause)
            {
                ExpectedVersion = expected, CurrentVersion = held, Entity = entity.Name, Property = version.Name, Operation = Operation(cause),
            }
            : new ConditionFailedException(
                $"Move of {entity.Name}: the item was changed since it was read ({What(changed)}). Move it again from the exception's Current.", now.Source, cause)
            {
                Entity = entity.Name, Operation = Operation(cause),
            };

    public static ItemExistsException Exists(EntityModel entity, object? current, Exception cause) =>
        new($"Move of {entity.Name}: an item with the key that it would get exists. Nothing was written.", current, cause)
        {
            Entity = entity.Name, Operation = "TransactWriteItems", RequestId = (cause as Amazon.Runtime.AmazonServiceException)?.RequestId,
        };

    private static string What(IReadOnlyList<PropertyModel> changed) => changed.Count == 0 ? "its type" : string.Join(", ", changed.Select(p => p.Name));

    private static string Operation(Exception? cause) => cause is null ? "GetItem" : "TransactWriteItems";

    private static WriteException Refused(string code, EntityModel entity, string message, PropertyModel? property = null) =>
        new(code, message) { Entity = entity.Name, Property = property?.Name };
}
