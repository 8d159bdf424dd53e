using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public abstract class ItemRuleTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    public static TheoryData<string, Dictionary<string, AttributeValue>, string> Refused => new()
    {
        { "no sort key", Item(("pk", S("p"))), "One or more parameter values were invalid: Missing the key sk in the item" },
        { "wrong key type", Item(("pk", N("1")), ("sk", S("s"))), "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N" },
        { "empty key", Row("", "s"), "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk" },
        { "long hash key", Row(new('x', 2049), "s"), "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes" },
        { "long range key", Row("p", new('x', 1025)), "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes" },
        { "long key in bytes", Row("p", new('\u00e9', 513)), "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes" },
        { "empty index key", Row("p", "s", ("gpk", S(""))), "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: GSI1, IndexKey: gpk" },
        { "null index key", Row("p", "s", ("gpk", new() { NULL = true })), "One or more parameter values were invalid: Type mismatch for Index Key gpk Expected: S Actual: NULL IndexName: GSI1" },
        { "wrong index key", Row("p", "s", ("gsk", S("1"))), "One or more parameter values were invalid: Type mismatch for Index Key gsk Expected: N Actual: S IndexName: GSI1" },
        { "duplicate in set", Row("p", "s", ("x", new() { SS = ["a", "a"] })), "One or more parameter values were invalid: Input collection [a, a] contains duplicates." },
        { "equal numbers in set", Row("p", "s", ("x", new() { NS = ["1", "1.0"] })), "Input collection contains duplicates" },
        { "no type", Row("p", "s", ("x", new())), "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes" },
        { "not a number", Row("p", "s", ("x", N("NaN"))), "The parameter cannot be converted to a numeric value: NaN" },
        { "infinity", Row("p", "s", ("x", N("Infinity"))), "The parameter cannot be converted to a numeric value: Infinity" },
        { "39 digits", Row("p", "s", ("x", N(new string('1', 39)))), "Attempting to store more than 38 significant digits in a Number" },
        { "too large", Row("p", "s", ("x", N("1E126"))), "Number overflow. Attempting to store a number with magnitude larger than supported range" },
        { "too small", Row("p", "s", ("x", N("1E-131"))), "Number underflow. Attempting to store a number with magnitude smaller than supported range" },
        { "too deep", Row("p", "s", ("x", Nested(32))), NestedTooDeep },
        { "too large an item", Row("p", "s", ("x", S(new('x', 409_600)))), "Item size has exceeded the maximum allowed size" },
    };

    private const string NestedTooDeep =
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";

    [Fact]
    public async Task An_update_may_not_nest_deeper_either()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("x", Nested(20))));
        var update = new UpdateItemRequest
        {
            TableName = Table,
            Key = Key("p", "s"),
            UpdateExpression = "SET x" + string.Concat(Enumerable.Repeat(".m", 20)) + " = :v",
            ExpressionAttributeValues = Item((":v", Nested(12))),
        };
        await client.UpdateItemAsync(update, Cancel).ShouldRefuse(NestedTooDeep);
        update.ExpressionAttributeValues = Item((":v", Nested(11)));
        await client.UpdateItemAsync(update, Cancel);
    }

    private static AttributeValue Nested(int depth) => depth == 0 ? S("leaf") : M(("m", Nested(depth - 1)));

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Items_that_the_service_refuses_are_refused(string name, Dictionary<string, AttributeValue> item, string message)
    {
        using var client = await CreateAsync();
        name.ShouldNotBeEmpty();
        await client.PutItemAsync(Table, item, Cancel).ShouldRefuse(message);
        (await client.ScanAsync(new ScanRequest(Table), Cancel)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task Values_at_the_limits_are_accepted()
    {
        using var client = await CreateAsync();
        // 409,600 bytes: pk + 1, sk + 1, x + the rest
        await client.PutAsync(Row("p", "s", ("x", S(new('x', 409_600 - 7)))));
        await client.PutAsync(Row(new('x', 2048), new('x', 1024), ("x", Nested(31)), ("big", N("9.99E125")), ("tiny", N("1E-130"))));
        await client.PutItemAsync(Table, Row("p", "s", ("x", S(new('x', 409_600 - 6)))), Cancel).ShouldRefuse("Item size has exceeded the maximum allowed size");
    }

    [Fact]
    public async Task An_update_may_not_exceed_the_size_either()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("x", S(new('x', 300_000)))));
        await client.UpdateItemAsync(new()
        {
            TableName = Table,
            Key = Key("p", "s"),
            UpdateExpression = "SET y = :y",
            ExpressionAttributeValues = Item((":y", S(new('x', 200_000)))),
        }, Cancel).ShouldRefuse("Item size to update has exceeded the maximum allowed size");
    }

    [Fact]
    public async Task An_update_that_breaks_an_index_key_is_refused_and_removing_it_is_not()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("gpk", S("g")), ("gsk", N("1"))));
        var update = new UpdateItemRequest { TableName = Table, Key = Key("p", "s"), UpdateExpression = "SET gpk = :v", ExpressionAttributeValues = Item((":v", S(""))) };
        await client.UpdateItemAsync(update, Cancel).ShouldRefuse("One or more parameter values are not valid. The update expression attempted " +
            "to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.");
        update.ExpressionAttributeValues = Item((":v", N("1")));
        await client.UpdateItemAsync(update, Cancel).ShouldRefuse(
            "The update expression attempted to update the secondary index key to unsupported type");
        update.ExpressionAttributeValues = Item((":v", S(new string('x', 2049))));
        await client.UpdateItemAsync(update, Cancel).ShouldRefuse(
            "The update expression attempted to update the secondary index key beyond allowed size limits");
        update.UpdateExpression = "REMOVE gpk";
        update.ExpressionAttributeValues = null;
        await client.UpdateItemAsync(update, Cancel);
        (await client.ScanAsync(new ScanRequest(Table) { IndexName = "GSI1" }, Cancel)).Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("{\"S\":\"p\"}", "{\"S\":\"s\"}", true)]
    [InlineData("{\"S\":\"p\"}", "{\"N\":\"1\"}", false)]
    [InlineData("{\"S\":\"p\"}", null, false)]
    public async Task Keys_must_match_the_schema(string pk, string? sk, bool valid)
    {
        using var client = await CreateAsync();
        var key = new Dictionary<string, AttributeValue> { ["pk"] = S(pk) };
        if (sk is not null) key["sk"] = sk.Contains('N', StringComparison.Ordinal) ? N("1") : S("s");
        var get = client.GetItemAsync(Table, key, Cancel);
        if (valid) (await get).Item.ShouldBeNull();
        else await get.ShouldRefuse("The provided key element does not match the schema");
        key["extra"] = S("x");
        await client.GetItemAsync(Table, key, Cancel).ShouldRefuse("The provided key element does not match the schema");
    }

    [Fact]
    public async Task A_number_key_is_one_key_however_it_is_written()
    {
        using var client = await CreateAsync(new CreateTableRequest
        {
            TableName = "Numbers",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("id", ScalarAttributeType.N)],
            KeySchema = [new("id", KeyType.HASH)],
        });
        await client.PutItemAsync("Numbers", Item(("id", N("1e3"))), Cancel);
        await client.PutItemAsync("Numbers", Item(("id", N("1000.00")), ("v", S("second"))), Cancel);
        (await client.ScanAsync(new ScanRequest("Numbers"), Cancel)).Count.ShouldBe(1);
        var item = (await client.GetItemAsync("Numbers", Item(("id", N("+1000"))), Cancel)).Item;
        item["v"].S.ShouldBe("second");
        item["id"].N.ShouldBe("1000");
    }
}

public sealed class ItemRuleTests_Embedded : ItemRuleTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class ItemRuleTests_Server : ItemRuleTests<Server>;
