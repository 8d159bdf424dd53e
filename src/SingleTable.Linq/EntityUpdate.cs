using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

/// <summary>What an update is about to change, for the validators of updates (<see cref="EntityBuilder{T}.HasUpdateValidator"/>).</summary>
/// <typeparam name="T">The entity type.</typeparam>
public sealed class EntityUpdate<T>
    where T : class
{
    private readonly IReadOnlyDictionary<string, ChangedValue> _changes;

    internal EntityUpdate(IReadOnlyDictionary<string, ChangedValue> changes) => _changes = changes;

    /// <summary>The names of the properties that change, also where only something inside of one does; generated ones included.</summary>
    public IEnumerable<string> Properties => _changes.Keys;

    /// <summary>Whether a property changes, or something inside of it.</summary>
    /// <param name="property">The property, for example <c>p => p.Status</c>.</param>
    /// <exception cref="ArgumentException">The lambda does not name a property.</exception>
    public bool IsChanged<TProperty>(Expression<Func<T, TProperty>> property) => _changes.ContainsKey(Name(property));

    /// <summary>The value that a property will have.</summary>
    /// <param name="property">The property, for example <c>p => p.Status</c>.</param>
    /// <param name="value">The value; null (of a set: an empty one) where the property is removed.</param>
    /// <returns>Whether it is known: it is set to a value or removed, and not computed from the item as it is.</returns>
    /// <exception cref="ArgumentException">The lambda does not name a property.</exception>
    public bool TryGetValue<TProperty>(Expression<Func<T, TProperty>> property, [MaybeNull] out TProperty value)
    {
        var isKnown = _changes.TryGetValue(Name(property), out var change) && change.IsKnown;
        value = isKnown ? (TProperty?)change.Value : default;
        return isKnown;
    }

    private static string Name(LambdaExpression property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return MemberLambda.TryRead(property)?.Name ?? throw new ArgumentException("The lambda does not name a property. Write x => x.SomeProperty.", nameof(property));
    }
}
