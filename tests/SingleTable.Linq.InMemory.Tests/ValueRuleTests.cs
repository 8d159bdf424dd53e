using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

/// <summary>What values, keys and items may be, at their limits.</summary>
public abstract class ValueRuleTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    // what the SDK's own marshalling cannot send
    [Theory]
    [InlineData("{\"SS\":[]}", "One or more parameter values were invalid: An string set  may not be empty")]
    [InlineData("{\"NS\":[]}", "One or more parameter values were invalid: An number set  may not be empty")]
    [InlineData("{\"BS\":[]}", "One or more parameter values were invalid: Binary sets should not be empty")]
    [InlineData("{\"NULL\":false}", "One or more parameter values were invalid: Null attribute value types must have the value of true")]
    [InlineData("{\"S\":\"a\",\"N\":\"1\"}", "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")]
    [InlineData("{\"N\":\"\"}", "The parameter cannot be converted to a numeric value")]
    public async Task Values_that_no_item_can_hold_are_refused(string value, string message)
    {
        using var client = await CreateAsync();
        string item = "{\"TableName\":\"Sample\",\"Item\":{\"pk\":{\"S\":\"p\"},\"sk\":{\"S\":\"s\"},\"x\":" + value + "}}";
        var (status, body) = await Engine.PostAsync("PutItem", item);
        status.ShouldBe(400);
        body.ShouldContain("ValidationException");
        if (HasExactMessages) body.ShouldContain($"\"message\":\"{message}\"");
        string read = "{\"TableName\":\"Sample\",\"FilterExpression\":\"x = :v\",\"ExpressionAttributeValues\":{\":v\":" + value + "}}";
        (status, body) = await Engine.PostAsync("Scan", read);
        status.ShouldBe(400);
        if (HasExactMessages) body.ShouldContain($"ExpressionAttributeValues contains invalid value: {message} for key :v");
    }

    [Fact]
    public async Task Empty_strings_and_binaries_are_values_but_not_keys()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("s", S("")), ("b", B())));
        var item = (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item;
        item["s"].S.ShouldBe("");
        item["b"].B.Length.ShouldBe(0);
        await client.GetItemAsync(Table, Key("p", ""), Cancel).ShouldRefuse(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: sk");
    }

    [Fact]
    public async Task A_miss_has_no_item()
    {
        using var client = await CreateAsync();
        (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item.ShouldBeNull();
    }

    [Fact]
    public async Task All_types_come_back_as_they_were_written()
    {
        using var client = await CreateAsync();
        var item = Row("p", "s",
            ("s", S("text \" \\ \u00e9 \ud83d\ude00")), ("empty", S("")), ("n", N("-12.50")), ("b", B(1, 2, 255)), ("noBytes", B()),
            ("t", new() { BOOL = true }), ("f", new() { BOOL = false }), ("null", new() { NULL = true }),
            ("l", L(S("a"), N("1"), L())), ("m", M(("x", S("y")), ("deep", M()))),
            ("ss", new() { SS = ["b", "a"] }), ("ns", new() { NS = ["10", "9"] }), ("bs", new() { BS = [new([2]), new([1])] }));
        await client.PutAsync(item);
        var read = (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item;
        read.Keys.ShouldBe(item.Keys, ignoreOrder: true);
        read["s"].S.ShouldBe(item["s"].S);
        read["empty"].S.ShouldBe("");
        read["n"].N.ShouldBe("-12.5");
        read["b"].B.ToArray().ShouldBe([1, 2, 255]);
        read["noBytes"].B.ToArray().ShouldBe([]);
        read["t"].BOOL.ShouldBe(true);
        read["f"].BOOL.ShouldBe(false);
        read["null"].NULL.ShouldBe(true);
        read["l"].L.Count.ShouldBe(3);
        read["l"].L[2].IsLSet.ShouldBeTrue();
        read["m"].M["x"].S.ShouldBe("y");
        read["m"].M["deep"].IsMSet.ShouldBeTrue();
        read["ss"].SS.ShouldBe(["a", "b"], ignoreOrder: true);
        read["ns"].NS.ShouldBe(["9", "10"], ignoreOrder: true);
        read["bs"].BS.Select(b => b.ToArray()[0]).ShouldBe([(byte)1, (byte)2], ignoreOrder: true);
    }

    [Theory]
    [InlineData("1E-130")]
    [InlineData("-1E-130")]
    [InlineData("9.9999999999999999999999999999999999999E125")]
    [InlineData("-9.9999999999999999999999999999999999999E125")]
    [InlineData("12345678901234567890123456789012345678")]
    [InlineData("0.00000000000000000000000000000000000000000012345678901234567890123456789012345678")]
    public async Task Numbers_are_exact_to_their_limits(string number)
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("n", N(number))));
        var query = Query("pk = :p", (":p", S("p")), (":n", N(number)));
        query.FilterExpression = "n = :n";
        var found = (await client.QueryAsync(query, Cancel)).Items.Single()["n"].N;
        // the answer is plain digits; the value is the same
        Digits(found).ShouldBe(Digits(number));

        static string Digits(string text) => text.Split('E')[0].TrimStart('-').Replace(".", "", StringComparison.Ordinal).Trim('0');
    }

    [Fact]
    public async Task Binary_keys_are_in_the_order_of_their_unsigned_bytes()
    {
        var definition = new CreateTableRequest
        {
            TableName = "Binaries",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("pk", ScalarAttributeType.S), new("sk", ScalarAttributeType.B)],
            KeySchema = [new("pk", KeyType.HASH), new("sk", KeyType.RANGE)],
        };
        using var client = await CreateAsync(definition);
        foreach (byte[] key in (byte[][])[[255], [127], [128, 0], [128], [0], [1, 255]]) await client.PutItemAsync("Binaries", Item(("pk", S("p")), ("sk", B(key))), Cancel);
        var query = Query("pk = :p AND sk > :from", (":p", S("p")), (":from", B(0)));
        query.TableName = "Binaries";
        (await client.QueryAsync(query, Cancel)).Items.Select(i => Convert.ToHexString(i["sk"].B.ToArray())).ShouldBe(["01FF", "7F", "80", "8000", "FF"]);
        query.KeyConditionExpression = "pk = :p AND begins_with(sk, :from)";
        query.ExpressionAttributeValues[":from"] = B(128);
        (await client.QueryAsync(query, Cancel)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_item_is_400_kilobytes_with_its_names_and_not_a_byte_more()
    {
        using var client = await CreateAsync();
        // names 2 + 2 + 4 bytes, keys of 1 byte each
        const int Room = 400 * 1024 - 10;
        await client.PutAsync(Row("p", "s", ("text", S(new('x', Room)))));
        await client.PutItemAsync(Table, Row("p", "t", ("text", S(new('x', Room + 1)))), Cancel).ShouldRefuse("Item size has exceeded the maximum allowed size");
    }

    [Fact]
    public async Task Keys_of_2048_and_1024_bytes_are_the_largest()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row(new('p', 2048), new('s', 1024)));
        (await client.GetItemAsync(Table, Key(new('p', 2048), new('s', 1024)), Cancel)).Item.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nesting_ends_at_32_levels()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("x", Nested(31))));

        static AttributeValue Nested(int depth) => depth == 0 ? S("leaf") : M(("m", Nested(depth - 1)));
    }

    [Fact]
    public async Task Missing_null_and_empty_are_three_things()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "1none"), Row("p", "2null", ("x", new() { NULL = true })), Row("p", "3empty", ("x", S(""))));
        foreach (var (filter, expected) in ((string, string[])[])
            [("attribute_exists(x)", ["2null", "3empty"]), ("x = :null", ["2null"]), ("x = :empty", ["3empty"]), ("x <> :null", ["1none", "3empty"]),
             ("x <> :empty", ["1none", "2null"]), ("NOT x = :empty", ["1none", "2null"]), ("x >= :empty", ["3empty"])])
        {
            var query = Query("pk = :p");
            query.FilterExpression = filter;
            query.ExpressionAttributeValues = UsedIn(filter + " :p", (":p", S("p")), (":null", new() { NULL = true }), (":empty", S("")));
            (await client.QueryAsync(query, Cancel)).Items.Select(i => i["sk"].S).ShouldBe(expected, filter);
        }
    }

    [Fact]
    public async Task The_end_of_a_query_and_absent_collections_are_null()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s"));
        var page = await client.QueryAsync(Query("pk = :p", (":p", S("p"))), Cancel);
        page.LastEvaluatedKey.ShouldBeNull();
        page.Count.ShouldBe(1);
        var item = page.Items.Single()["pk"];
        item.L.ShouldBeNull();
        item.M.ShouldBeNull();
        item.SS.ShouldBeNull();
    }

    [Fact]
    public async Task Unpaired_surrogates_become_one_and_the_same_replacement_on_the_wire()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "\ud800"), Row("p", "\udc00"));
        (await client.SortKeysAsync("pk = :p", (":p", S("p")))).ShouldBe(["\ufffd"]);
    }
}

public sealed class ValueRuleTests_Embedded : ValueRuleTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class ValueRuleTests_Server : ValueRuleTests<Server>;
