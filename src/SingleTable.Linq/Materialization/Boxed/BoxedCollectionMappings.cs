using System.Collections;
using System.Diagnostics.CodeAnalysis;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Arrays, <see cref="List{T}"/> and every interface that it has, to <c>L</c>.</summary>
internal sealed class BoxedListMapping(Type type, AttributeMapping element) : BoxedMapping(type), IListMapping
{
    private readonly Type? _list = type.IsArray ? null : BoxedTypes.List(element.ClrType);

    public override AttributeKind Kind => AttributeKind.L;

    public AttributeMapping Element => element;

    public object ListOf(IEnumerable elements)
    {
        List<object?> all = [.. elements.Cast<object?>()];
        if (_list is null)
        {
            var array = Array.CreateInstanceFromArrayType(ClrType, all.Count);
            for (var i = 0; i < all.Count; i++) array.SetValue(Checked(all[i]), i);
            return array;
        }

        var list = (IList)BoxedTypes.Create(_list);
        foreach (var item in all) list.Add(Checked(item));
        return list;
    }

    public override object? Read(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        if (!Begin(ref reader, AttributeTag.L)) return null;
        var list = new List<object?>();
        reader.BeginArray();
        while (reader.NextElement()) list.Add(element.ReadBoxed(ref reader, ref memo));
        reader.EndValue();
        return ListOf(list);
    }

    protected override void WriteValue(DynamoJsonWriter writer, object value)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(WireNames.L);
        foreach (var item in (IEnumerable)value) element.WriteBoxed(writer, item);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private object? Checked(object? item) =>
        item is null || (Nullable.GetUnderlyingType(element.ClrType) ?? element.ClrType).IsInstanceOfType(item)
            ? item
            : throw new InvalidCastException($"{item.GetType()} is no {element.ClrType}.");
}

/// <summary>Dictionaries to <c>M</c>, the keys as text.</summary>
internal sealed class BoxedDictionaryMapping(Type type, IScalarMapping key, AttributeMapping value) : BoxedMapping(type), IDictionaryMapping
{
    private readonly Type _dictionary = type.IsInterface ? BoxedTypes.Dictionary(((AttributeMapping)key).ClrType, value.ClrType) : type;

    public override AttributeKind Kind => AttributeKind.M;

    public AttributeMapping Value => value;

    public string KeyText(object entry) => ((AttributeMapping)key).TextOf(entry);

    public override object? Read(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        if (!Begin(ref reader, AttributeTag.M)) return null;
        var dictionary = (IDictionary)BoxedTypes.Create(_dictionary);
        reader.BeginObject();
        while (reader.NextName(out var name))
        {
            var entry = key.Parse(name)!;
            dictionary[entry] = value.ReadBoxed(ref reader, ref memo);
        }

        reader.EndValue();
        return dictionary;
    }

    protected override void WriteValue(DynamoJsonWriter writer, object map)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(WireNames.M);
        foreach (DictionaryEntry entry in Entries(map))
        {
            writer.WritePropertyName(KeyText(entry.Key));
            value.WriteBoxed(writer, entry.Value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static IDictionary Entries(object map) => map as IDictionary
        ?? throw ItemFormatException.NotStorable(map.GetType(), "without generated code only a Dictionary<,> can be read entry by entry.");
}

/// <summary>The collections that the library itself makes of types that it does not know.</summary>
internal static class BoxedTypes
{
    private const string Exists = "The caller has a property of the type, or of an interface of it, and so made one himself.";

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Exists)]
    public static Type List(Type element) => typeof(List<>).MakeGenericType(element);

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Exists)]
    public static Type Dictionary(Type key, Type value) => typeof(Dictionary<,>).MakeGenericType(key, value);

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor, typeof(List<>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor, typeof(Dictionary<,>))]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The constructors of both types are kept.")]
    public static object Create(Type type) => Activator.CreateInstance(type)!;
}
