using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Materialization;

/// <summary>Dictionaries to <c>M</c>, the keys as text.</summary>
internal sealed class DictionaryMapping<TDictionary, TKey, TValue>(ScalarMapping<TKey> key, AttributeMapping<TValue> value)
    : AttributeMapping<TDictionary>, IDictionaryMapping
    where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public override AttributeKind Kind => AttributeKind.M;

    public AttributeMapping Value => value;

    public string KeyText(object entry) => key.ToText((TKey)entry);

    public override TDictionary? Read(ref DynamoJsonReader reader, ref StringMemo memo)
    {
        if (!Begin(ref reader, AttributeTag.M)) return null;
        var dictionary = new Dictionary<TKey, TValue>();
        reader.BeginObject();
        while (reader.NextName(out var name))
        {
            var entry = key.Parse(name);
            dictionary[entry] = value.Read(ref reader, ref memo)!;
        }

        reader.EndValue();
        return (TDictionary)(object)dictionary;
    }

    protected override void WriteValue(DynamoJsonWriter writer, TDictionary dictionary)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(WireNames.M);
        foreach (var (entry, item) in dictionary)
        {
            writer.WritePropertyName(key.ToText(entry));
            value.Write(writer, item);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
