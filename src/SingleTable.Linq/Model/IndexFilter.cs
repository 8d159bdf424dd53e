namespace SingleTable.Linq.Model;

/// <summary>Which items of an entity are on an index.</summary>
/// <param name="Properties">What it looks at.</param>
/// <param name="IsMet">Whether an item with these values, by the index of the property, is on the index.</param>
internal sealed record IndexFilter(IReadOnlyList<PropertyModel> Properties, Func<object?[], bool> IsMet);
