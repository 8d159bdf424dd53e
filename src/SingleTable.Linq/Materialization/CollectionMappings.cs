using System.Reflection;

namespace SingleTable.Linq.Materialization;

/// <summary>A mapping to <c>L</c>.</summary>
internal interface IListMapping
{
    AttributeMapping Element { get; }
}

/// <summary>A mapping to <c>SS</c>, <c>NS</c> or <c>BS</c>.</summary>
internal interface ISetMapping
{
    AttributeMapping Element { get; }
}

/// <summary>A mapping to <c>M</c> whose names are keys of a dictionary.</summary>
internal interface IDictionaryMapping
{
    AttributeMapping Value { get; }
}

/// <summary>A mapping to <c>M</c> whose names are the members of a type.</summary>
internal interface IObjectMapping
{
    IReadOnlyList<ColumnSpec> Members { get; }

    bool TryGetMember(MemberInfo member, out ColumnSpec? column);
}
