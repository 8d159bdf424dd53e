using System.Globalization;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>The versions of items: 1 when they are created, one more with each change. An item that is older than the property has none, which is 0.</summary>
internal static class Versions
{
    public static long Of(PropertyModel version, object?[] values) => Convert.ToInt64(values[version.Index] ?? 0, CultureInfo.InvariantCulture);

    public static object Number(PropertyModel version, long number) =>
        Convert.ChangeType(number, ValueFitting.Plain(version.ClrType), CultureInfo.InvariantCulture);

    /// <summary>That the item still has the version.</summary>
    public static Predicate Holds(PropertyModel version, long number) =>
        number == 0 ? new IsNullPredicate(new AttributeOperand(version)) : ItemUpdate.Holds(version, Number(version, number));

    /// <summary>The version of an entity that was read.</summary>
    public static long? Of(EntityModel entity, object? read) =>
        read is null || entity.Version is not { } version ? null : Convert.ToInt64(version.Get(read) ?? 0, CultureInfo.InvariantCulture);
}
