using System.Text.Json.Nodes;

namespace SingleTable.Linq.InMemory.Fuzz.Generation;

/// <summary>A table of the fuzz: names and types of its keys, and what they may be.</summary>
internal sealed record Shape(string Table, string Hash, string? Range, Func<Dice, JsonObject> HashValue, Func<Dice, JsonObject>? RangeValue, string Create)
{
    /// <summary>Strings for keys, with two global indexes and a local one.</summary>
    public static readonly Shape Docs = new("FuzzDocs", "pk", "sk", d => AnyValue.S(d.Pick("p", "q")),
        d => AnyValue.S(d.Pick("a", "b", "ab", "\u00e9", "\uffff", "\U0001F600", "c")), """
        {"TableName":"FuzzDocs","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
         "GlobalSecondaryIndexes":[
          {"IndexName":"ByNumber","KeySchema":[{"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}},
          {"IndexName":"KeysOnly","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}],
         "LocalSecondaryIndexes":[
          {"IndexName":"Local","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["a","m"]}}]}
        """);

    /// <summary>A number alone: one key however it is written.</summary>
    public static readonly Shape Numbers = new("FuzzNumbers", "id", null, d => AnyValue.N(d.Pick("1", "1.0", "1e0", "10", "-3", "0.5", ".5")), null, """
        {"TableName":"FuzzNumbers","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"N"}],
         "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}
        """);

    /// <summary>Binaries, sorted by numbers.</summary>
    public static readonly Shape Binaries = new("FuzzBinaries", "b1", "n1", d => new() { ["B"] = d.Pick("AA==", "AQI=") },
        d => AnyValue.N(d.Pick("1", "2", "10", "-1", "1e2", "0.1")), """
        {"TableName":"FuzzBinaries","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"b1","AttributeType":"B"},{"AttributeName":"n1","AttributeType":"N"}],
         "KeySchema":[{"AttributeName":"b1","KeyType":"HASH"},{"AttributeName":"n1","KeyType":"RANGE"}]}
        """);

    public static readonly Shape[] All = [Docs, Numbers, Binaries];

    public static Shape Any(Dice dice) => dice.Percent(70) ? Docs : dice.Pick(Numbers, Binaries);

    public static Shape Named(string table) => All.Single(s => s.Table == table);

    public IEnumerable<string> KeyNames => Range is null ? [Hash] : [Hash, Range];

    public JsonObject Key(Dice dice)
    {
        var key = new JsonObject { [Hash] = HashValue(dice) };
        if (Range is not null) key[Range] = RangeValue!(dice);
        return key;
    }

    public JsonObject KeyOf(JsonObject item) => new(KeyNames.Select(n => KeyValuePair.Create(n, item[n]?.DeepClone())));
}
