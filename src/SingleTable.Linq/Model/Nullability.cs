using System.Reflection;

namespace SingleTable.Linq.Model;

/// <summary>Whether a property may be null, as its declaration says. Where nothing is said, it may.</summary>
internal static class Nullability
{
    public static bool IsNullable(PropertyInfo property) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : new NullabilityInfoContext().Create(property).ReadState != NullabilityState.NotNull;
}
