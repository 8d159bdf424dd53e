using System.Text;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>Short forms for the tests of mappings.</summary>
internal static class Json
{
    public static AttributeMapping<T> Mapping<T>(EnumStorage enums = EnumStorage.Name)
    {
        var mapping = new AttributeMappings().TryCreate(typeof(T), enums, out var problem);
        problem.ShouldBeNull();
        return mapping!.As<T>();
    }

    public static string Write<T>(AttributeMapping<T> mapping, T? value)
    {
        using var writer = DynamoJsonWriter.Rent();
        mapping.Write(writer, value);
        return Encoding.UTF8.GetString(writer.Written);
    }

    public static T? Read<T>(AttributeMapping<T> mapping, string json)
    {
        var reader = new DynamoJsonReader(Encoding.UTF8.GetBytes(json));
        var memo = new StringMemo();
        var value = mapping.Read(ref reader, ref memo);
        reader.EndDocument();
        return value;
    }

    public static T? Read<T>(string json) => Read(Mapping<T>(), json);

    public static string Write<T>(T? value) => Write(Mapping<T>(), value);
}
