namespace SingleTable.Linq;

/// <summary>Makes the value of a property when an item is created or updated. Instances are in <see cref="Generate"/>.</summary>
public abstract class ValueGenerator
{
    /// <summary>Makes a value.</summary>
    /// <param name="context">The write that needs it.</param>
    /// <param name="target">The type of the property; it may be nullable.</param>
    /// <returns>A value of that type.</returns>
    public abstract object? Next(GenerationContext context, Type target);

    /// <summary>Whether the generator can fill a property of this type.</summary>
    internal abstract bool CanProduce(Type target);
}
