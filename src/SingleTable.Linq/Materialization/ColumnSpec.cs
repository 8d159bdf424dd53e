using System.Reflection;

namespace SingleTable.Linq.Materialization;

/// <summary>A member that is stored in an attribute.</summary>
internal sealed record ColumnSpec(string AttributeName, MemberInfo Member, AttributeMapping Mapping);

/// <summary>The attributes that the library itself keeps in each item.</summary>
internal sealed record SystemAttributes(string Type, string PartitionKey, string? SortKey)
{
    public const int Count = 3;
}
