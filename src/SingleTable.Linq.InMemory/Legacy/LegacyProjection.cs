using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Legacy;

/// <summary>AttributesToGet.</summary>
internal static class LegacyProjection
{
    public static Projection? Read(RequestObject request)
    {
        if (request.Texts("AttributesToGet") is not { } names) return null;
        if (names.Count == 0) throw Errors.Constraint("[]", "attributesToGet", "Member must have length greater than or equal to 1");
        string? repeated = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (repeated is not null) throw Errors.InvalidParameter($"Duplicate value in attribute name: {repeated}");
        return new Projection([.. names.Select(LegacyPath.Of)]);
    }
}
