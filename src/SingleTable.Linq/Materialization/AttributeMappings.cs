
namespace SingleTable.Linq.Materialization;

/// <summary>Whether enum values are stored as text or as numbers.</summary>
internal enum EnumStorage
{
    Name,
    Number,
}

/// <summary>Makes the mappings of CLR types, each type once.</summary>
internal sealed class AttributeMappings(Func<string, string>? attributeNaming = null)
{
    private readonly Dictionary<Type, AttributeMapping>[] _known = [[], []];
    private readonly Lock _gate = new();

    /// <summary>The types that are stored as objects, in what was made so far.</summary>
    public IEnumerable<Type> Objects => _known.SelectMany(k => k.Values).Where(m => m is IObjectMapping).Select(m => m.ClrType).Distinct();

    /// <summary>The mapping of a type, or null and what to do instead. Enums are stored by name.</summary>
    public AttributeMapping? TryCreate(Type type, out string? problem) => TryCreate(type, EnumStorage.Name, out problem);

    /// <summary>The mapping of a type, or null and what to do instead.</summary>
    public AttributeMapping? TryCreate(Type type, EnumStorage enums, out string? problem)
    {
        lock (_gate)
        {
            var builder = new MappingBuilder(_known[(int)enums], enums, attributeNaming ?? (name => name));
            var mapping = builder.Build(type);
            problem = builder.Problem;
            if (problem is not null) return null;

            // Only now, since a mapping that was made on the way may refer to one that turned out impossible.
            foreach (var (made, result) in builder.Made) _known[(int)enums][made] = result;
            return mapping;
        }
    }

    /// <summary>
    /// Stores <typeparamref name="T"/> as <typeparamref name="TStored"/> is stored, here and wherever a type that is made later contains it.
    /// </summary>
    public AttributeMapping WithConverter<T, TStored>(Func<T, TStored> to, Func<TStored, T> from)
    {
        var stored = TryCreate(typeof(TStored), out var problem) ?? throw new ArgumentException(problem, nameof(to));
        var mapping = new ConvertedMapping<T, TStored>(stored.As<TStored>(), to, from, isOrdered: false);
        lock (_gate)
        {
            foreach (var known in _known) known[typeof(T)] = mapping;
        }

        return mapping;
    }
}
