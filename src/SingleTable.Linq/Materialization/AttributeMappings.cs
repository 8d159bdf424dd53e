namespace SingleTable.Linq.Materialization;

internal enum EnumStorage
{
    Name,
    Number,
}

/// <summary>Makes the mappings of CLR types, each type once.</summary>
internal sealed class AttributeMappings(Func<string, string>? attributeNaming = null)
{
    public Func<string, string>? AttributeNaming { get; } = attributeNaming;

    /// <summary>The mapping of a type, or null and what to do instead.</summary>
    public AttributeMapping? TryCreate(Type type, out string? problem) => TryCreate(type, EnumStorage.Name, out problem);

    public AttributeMapping? TryCreate(Type type, EnumStorage enums, out string? problem) => throw new NotImplementedException();

    /// <summary>Stores <typeparamref name="T"/> as <typeparamref name="TStored"/> is stored.</summary>
    public AttributeMapping WithConverter<T, TStored>(Func<T, TStored> to, Func<TStored, T> from) => throw new NotImplementedException();
}
