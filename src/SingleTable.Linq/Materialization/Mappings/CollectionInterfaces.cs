using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace SingleTable.Linq.Materialization;

/// <summary>A mapping to <c>L</c>.</summary>
internal interface IListMapping
{
    AttributeMapping Element { get; }

    /// <summary>A list with these elements.</summary>
    /// <exception cref="InvalidCastException">They are of another type.</exception>
    object ListOf(System.Collections.IEnumerable elements);
}

/// <summary>A mapping to <c>SS</c>, <c>NS</c> or <c>BS</c>.</summary>
internal interface ISetMapping
{
    AttributeMapping Element { get; }

    /// <summary>A set without elements, for a property that must not be null.</summary>
    object CreateEmpty();

    /// <summary>A set with these elements.</summary>
    /// <exception cref="InvalidCastException">They are of another type.</exception>
    object SetOf(Array elements);
}

/// <summary>A mapping to <c>M</c> whose names are keys of a dictionary.</summary>
internal interface IDictionaryMapping
{
    AttributeMapping Value { get; }

    /// <summary>The name under which an entry is stored.</summary>
    string KeyText(object key);
}

/// <summary>A mapping to <c>M</c> whose names are the members of a type.</summary>
internal interface IObjectMapping
{
    IReadOnlyList<ColumnSpec> Members { get; }

    bool TryGetMember(MemberInfo member, [NotNullWhen(true)] out ColumnSpec? column);
}
