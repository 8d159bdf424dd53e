using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SingleTable.Linq.Materialization;

/// <summary>A mapping that also makes the mappings of what contains its values.</summary>
/// <remarks>
/// They are made by static code, so that a compiler that works ahead of time sees them. Each may be null: then it is made from the type, or not at all.
/// </remarks>
internal interface IElementMapping
{
    AttributeMapping? Nullable();

    AttributeMapping? Array();

    AttributeMapping? ImmutableArray();

    AttributeMapping? List(Type type);

    AttributeMapping? TextMap(Type type, ScalarMapping<string> key);
}

/// <summary>A mapping whose values are text on the wire: they can be elements of a set and names of a map.</summary>
internal interface IScalarMapping : IElementMapping
{
    AttributeMapping? Set(Type type);

    object? Parse(ReadOnlySpan<byte> text);
}

/// <summary>
/// Makes the mappings of types that contain other types. Where code can be generated, a generic class is made for exactly these types. Where it cannot,
/// such a class exists for text, numbers, dates and their like, and for classes; enums and structs of the user's are read and written in boxes.
/// </summary>
internal static class Composites
{
    public static AttributeMapping Nullable(Type type, Type underlying, AttributeMapping inner) =>
        (inner as IElementMapping)?.Nullable()
        ?? (CanMake(underlying) ? Make(typeof(NullableMapping<>), [underlying], inner) : new BoxedNullableMapping(type, inner));

    public static AttributeMapping Array(Type type, Type elements, AttributeMapping element) =>
        (element as IElementMapping)?.Array()
        ?? (CanMake(elements) ? Make(typeof(ArrayMapping<>), [elements], element) : new BoxedListMapping(type, element));

    /// <summary>Null where an immutable array of such elements needs generated code.</summary>
    public static AttributeMapping? ImmutableArray(Type elements, AttributeMapping element) =>
        (element as IElementMapping)?.ImmutableArray() ?? (CanMake(elements) ? Make(typeof(ImmutableArrayMapping<>), [elements], element) : null);

    public static AttributeMapping List(Type type, Type elements, AttributeMapping element) =>
        (element as IElementMapping)?.List(type)
        ?? (CanMake(elements) ? Make(typeof(SequenceMapping<,>), [type, elements], element) : new BoxedListMapping(type, element));

    /// <summary>Null where a set of such elements needs generated code.</summary>
    public static AttributeMapping? Set(Type type, Type elements, IScalarMapping element) =>
        element.Set(type) ?? (CanMake(elements) ? Make(typeof(SetMapping<,>), [type, elements], element) : null);

    public static AttributeMapping Map(Type type, Type keys, Type values, IScalarMapping key, AttributeMapping value)
    {
        var known = key is ScalarMapping<string> text && value is IElementMapping element ? element.TextMap(type, text) : null;
        return known ?? (CanMake(keys) && CanMake(values)
            ? Make(typeof(DictionaryMapping<,,>), [type, keys, values], key, value)
            : new BoxedDictionaryMapping(type, key, value));
    }

    public static AttributeMapping Object(Type type) => CanMake(type) ? Make(typeof(ObjectMapping<>), [type], type) : new ObjectMapping<object>(type);

    public static AttributeMapping? List<T>(Type type, AttributeMapping<T> element) =>
        type == typeof(List<T>) ? new SequenceMapping<List<T>, T>(element)
        : type == typeof(IReadOnlyList<T>) ? new SequenceMapping<IReadOnlyList<T>, T>(element)
        : type == typeof(IList<T>) ? new SequenceMapping<IList<T>, T>(element)
        : type == typeof(IEnumerable<T>) ? new SequenceMapping<IEnumerable<T>, T>(element)
        : type == typeof(IReadOnlyCollection<T>) ? new SequenceMapping<IReadOnlyCollection<T>, T>(element)
        : type == typeof(ICollection<T>) ? new SequenceMapping<ICollection<T>, T>(element)
        : null;

    public static AttributeMapping? Set<T>(Type type, ScalarMapping<T> element) =>
        type == typeof(HashSet<T>) ? new SetMapping<HashSet<T>, T>(element)
        : type == typeof(IReadOnlySet<T>) ? new SetMapping<IReadOnlySet<T>, T>(element)
        : type == typeof(ISet<T>) ? new SetMapping<ISet<T>, T>(element)
        : type == typeof(SortedSet<T>) ? new SetMapping<SortedSet<T>, T>(element)
        : null;

    public static AttributeMapping? TextMap<T>(Type type, ScalarMapping<string> key, AttributeMapping<T> value) =>
        type == typeof(Dictionary<string, T>) ? new DictionaryMapping<Dictionary<string, T>, string, T>(key, value)
        : type == typeof(IReadOnlyDictionary<string, T>) ? new DictionaryMapping<IReadOnlyDictionary<string, T>, string, T>(key, value)
        : type == typeof(IDictionary<string, T>) ? new DictionaryMapping<IDictionary<string, T>, string, T>(key, value)
        : null;

    // The code of a generic class is the same for all classes, and is there.
    private static bool CanMake(Type argument) => RuntimeFeature.IsDynamicCodeSupported || !argument.IsValueType;

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only for classes where code cannot be generated: see CanMake.")]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The mappings ask nothing of their type arguments.")]
    private static AttributeMapping Make(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type mapping, Type[] arguments, params object[] parts) =>
        (AttributeMapping)Activator.CreateInstance(mapping.MakeGenericType(arguments), parts)!;
}
