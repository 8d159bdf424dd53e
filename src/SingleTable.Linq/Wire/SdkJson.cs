using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace SingleTable.Linq.Wire;

/// <summary>
/// The SDK's request and response objects from and to the service's JSON. Their properties have the names of the JSON members, which
/// reflection makes use of: this is the slow path, and it stays right when members are added.
/// </summary>
internal static partial class SdkJson
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = new();

    public static T Read<T>(JsonElement json) => (T)Read(json, typeof(T))!;

    public static void WriteResponse(DynamoJsonWriter writer, AmazonWebServiceResponse response)
    {
        writer.WriteStartObject();
        foreach (var property in PropertiesOf(response.GetType()))
        {
            // Whatever these hold (an item, its attributes, a key) is never empty: an empty one is how mocks and old settings say "none".
            var value = property.GetValue(response);
            if (value is null or Dictionary<string, AttributeValue> { Count: 0 }) continue;
            writer.WritePropertyName(property.Name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static object? Read(JsonElement json, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (json.ValueKind == JsonValueKind.Null) return null;
        if (type == typeof(string)) return json.GetString();
        if (type == typeof(bool)) return json.GetBoolean();
        if (type == typeof(int)) return json.GetInt32();
        if (type == typeof(long)) return json.GetInt64();
        if (type == typeof(AttributeValue)) return SdkAttributeValue.Read(json);
        if (typeof(ConstantClass).IsAssignableFrom(type)) return Create(type, json.GetString());
        if (typeof(IList).IsAssignableFrom(type)) return ReadList(json, type);
        return typeof(IDictionary).IsAssignableFrom(type) ? ReadDictionary(json, type) : ReadObject(json, type);
    }

    private static IList ReadList(JsonElement json, Type type)
    {
        var list = (IList)Create(type);
        foreach (var element in json.EnumerateArray()) list.Add(Read(element, type.GetGenericArguments()[0]));
        return list;
    }

    private static IDictionary ReadDictionary(JsonElement json, Type type)
    {
        var dictionary = (IDictionary)Create(type);
        foreach (var member in json.EnumerateObject()) dictionary[member.Name] = Read(member.Value, type.GetGenericArguments()[1]);
        return dictionary;
    }

    private static object ReadObject(JsonElement json, Type type)
    {
        var result = Create(type);
        var properties = PropertiesOf(type);
        foreach (var member in json.EnumerateObject())
        {
            var property = properties.FirstOrDefault(p => p.Name == member.Name)
                ?? throw new NotSupportedException($"{type.Name} of this version of the SDK has no {member.Name}.");
            property.SetValue(result, Read(member.Value, property.PropertyType));
        }

        return result;
    }

    private static void Write(DynamoJsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case ConstantClass constant: writer.WriteStringValue(constant.Value); break;
            case AttributeValue attribute: SdkAttributeValue.Write(writer, attribute); break;
            case IDictionary dictionary: WriteDictionary(writer, dictionary); break;
            case IEnumerable list: WriteList(writer, list); break;
            default: WriteObject(writer, value); break;
        }
    }

    private static void WriteDictionary(DynamoJsonWriter writer, IDictionary dictionary)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in dictionary)
        {
            writer.WritePropertyName((string)entry.Key);
            Write(writer, entry.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(DynamoJsonWriter writer, IEnumerable list)
    {
        writer.WriteStartArray();
        foreach (var element in list) Write(writer, element);
        writer.WriteEndArray();
    }

    private static void WriteObject(DynamoJsonWriter writer, object value)
    {
        writer.WriteStartObject();
        foreach (var property in PropertiesOf(value.GetType()))
        {
            if (property.GetValue(value) is not { } member) continue;
            writer.WritePropertyName(property.Name);
            Write(writer, member);
        }

        writer.WriteEndObject();
    }

    private static PropertyInfo[] PropertiesOf(Type type) => s_properties.GetOrAdd(type, static t =>
        [.. PublicProperties(t).Where(p =>
            p is { CanRead: true, CanWrite: true } && p.GetIndexParameters().Length == 0
            && !IsFlag(p) && p.DeclaringType != typeof(AmazonWebServiceResponse) && p.DeclaringType != typeof(AmazonWebServiceRequest))]);

    // IsItemSet and its like speak about a property, and are no member of the service's JSON.
    private static bool IsFlag(PropertyInfo property) =>
        property.PropertyType == typeof(bool) && property.Name.StartsWith("Is", StringComparison.Ordinal)
        && property.Name.EndsWith("Set", StringComparison.Ordinal);
}
