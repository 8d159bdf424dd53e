using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

/// <summary>Says how one property is stored and where its value comes from.</summary>
/// <typeparam name="T">The entity type.</typeparam>
/// <typeparam name="TProperty">The property's type.</typeparam>
public sealed class PropertyBuilder<T, TProperty>
    where T : class
{
    private readonly PropertyDefinition _definition;

    internal PropertyBuilder(PropertyDefinition definition) => _definition = definition;

    /// <summary>Names the attribute.</summary>
    /// <param name="attribute">At most 64 KB of UTF-8; not one of the table's own attributes.</param>
    public PropertyBuilder<T, TProperty> HasAttribute(string attribute)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(attribute);
        _definition.AttributeName = attribute;
        return this;
    }

    /// <summary>Gives the property a value when an item is created and the caller left it unset.</summary>
    /// <param name="generator">One of <see cref="Generate"/>.</param>
    public PropertyBuilder<T, TProperty> OnCreate(ValueGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        _definition.OnCreate = generator;
        return this;
    }

    /// <summary>Gives the property a value, made here, when an item is created and the caller left it unset.</summary>
    /// <param name="generate">Makes the value.</param>
    public PropertyBuilder<T, TProperty> OnCreate(Func<GenerationContext, TProperty> generate)
    {
        ArgumentNullException.ThrowIfNull(generate);
        return OnCreate(Generate.From(context => generate(context)));
    }

    /// <summary>
    /// Gives the property a value that is waited for, for instance from a sequence elsewhere, when an item is created and the caller left it unset. It is awaited before the request;
    /// in a transaction when it is committed. A write that fails afterwards has used it up.
    /// </summary>
    /// <param name="generate">Makes the value; what it throws ends the write, and nothing is sent.</param>
    public PropertyBuilder<T, TProperty> OnCreate(Func<GenerationContext, CancellationToken, ValueTask<TProperty>> generate) => OnCreate(Awaited(generate));

    /// <summary>Gives the property a new value at every update that does not set it.</summary>
    /// <param name="generator">One of <see cref="Generate"/>.</param>
    public PropertyBuilder<T, TProperty> OnUpdate(ValueGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        _definition.OnUpdate = generator;
        return this;
    }

    /// <summary>Gives the property a new value, made here, at every update that does not set it.</summary>
    /// <param name="generate">Makes the value.</param>
    public PropertyBuilder<T, TProperty> OnUpdate(Func<GenerationContext, TProperty> generate)
    {
        ArgumentNullException.ThrowIfNull(generate);
        return OnUpdate(Generate.From(context => generate(context)));
    }

    /// <summary>Gives the property a new value, waited for before the request, at every update that does not set it.</summary>
    /// <param name="generate">Makes the value; what it throws ends the write, and nothing is sent.</param>
    public PropertyBuilder<T, TProperty> OnUpdate(Func<GenerationContext, CancellationToken, ValueTask<TProperty>> generate) => OnUpdate(Awaited(generate));

    /// <summary>Refuses values from callers: only the generators write the property.</summary>
    public PropertyBuilder<T, TProperty> IsSealed()
    {
        _definition.IsSealed = true;
        return this;
    }

    /// <summary>Stores an enum by its number, so that it can be compared with &lt; and &gt;, instead of by its name.</summary>
    public PropertyBuilder<T, TProperty> AsNumber()
    {
        _definition.AsNumber = true;
        return this;
    }

    /// <summary>Stores this property, and no other one of its type, as a value of another type.</summary>
    /// <typeparam name="TStored">A type that can be stored by itself.</typeparam>
    /// <param name="toStored">From the property to what is stored; must not lose anything.</param>
    /// <param name="fromStored">Back again.</param>
    public PropertyBuilder<T, TProperty> HasConversion<TStored>(Func<TProperty, TStored> toStored, Func<TStored, TProperty> fromStored)
    {
        ArgumentNullException.ThrowIfNull(toStored);
        ArgumentNullException.ThrowIfNull(fromStored);
        _definition.Conversion = new ConversionDefinition<TProperty, TStored>(toStored, fromStored);
        return this;
    }

    /// <summary>Says how the property's value is written into keys. Only for tables that exist already: see <see cref="KeyEncoding"/>.</summary>
    /// <param name="encoding">The encoding.</param>
    public PropertyBuilder<T, TProperty> HasKeyEncoding(KeyEncoding encoding)
    {
        _definition.Encoding = encoding;
        return this;
    }

    private static ValueGenerator Awaited(Func<GenerationContext, CancellationToken, ValueTask<TProperty>> generate)
    {
        ArgumentNullException.ThrowIfNull(generate);
        return Generate.FromAsync(async (context, cancellationToken) => await generate(context, cancellationToken).ConfigureAwait(false));
    }
}
