using System.Collections.Immutable;
using SingleTable.Linq.Diagnostics;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>Finds the property that holds an entity's version.</summary>
internal static class VersionFactory
{
    public static PropertyModel? Create(EntityDefinition definition, ImmutableArray<PropertyModel> properties)
    {
        if (definition.Version is not { } member)
        {
            return null;
        }

        var property = properties.FirstOrDefault(p => p.Name == member.Name);
        if (property is { IsKey: false, IsTenant: false, Mapping.Kind: AttributeKind.N } && Type.GetTypeCode(member.PropertyType) is TypeCode.Int32 or TypeCode.Int64)
        {
            return property;
        }

        definition.Problems.Add($"{definition.Name}.{member.Name} has the type {TypeText.Of(member.PropertyType)}, or is part of the key, and cannot be the version of an item. "
            + "Use an int or a long of its own, which starts at 0.");
        return null;
    }
}
