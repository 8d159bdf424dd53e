namespace SingleTable.Linq.Model;

/// <summary>Which items of an entity are on an index.</summary>
/// <param name="Index">The index.</param>
/// <param name="Properties">What it looks at.</param>
/// <param name="Predicate">Whether an item with these values, by the index of the property, is on the index.</param>
internal sealed record IndexFilter(string Index, IReadOnlyList<PropertyModel> Properties, Func<object?[], bool> Predicate)
{
    /// <exception cref="WriteException">The predicate threw.</exception>
    public bool IsMet(string entity, object?[] values)
    {
        try
        {
            return Predicate(values);
        }
        catch (Exception e)
        {
            throw new WriteException("STL3127", $"HasIndexFilter(\"{Index}\", …) of {entity} threw {e.GetType().Name} for an item. Make it a predicate that decides for every item, also where "
                + $"{string.Join(", ", Properties.Where(p => p.IsNullable).Select(p => p.Name).DefaultIfEmpty("a value"))} is null.", e) { Entity = entity, Property = Properties[0].Name };
        }
    }
}
