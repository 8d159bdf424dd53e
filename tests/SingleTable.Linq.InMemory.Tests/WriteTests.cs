using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public abstract class WriteTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task A_failed_condition_changes_nothing_and_gives_the_item_when_asked()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("v", N("1"))));
        var put = new PutItemRequest
        {
            TableName = Table,
            Item = Row("p", "s", ("v", N("2"))),
            ConditionExpression = "attribute_not_exists(pk)",
        };
        var plain = await Should.ThrowAsync<ConditionalCheckFailedException>(() => client.PutItemAsync(put, Cancel));
        plain.Message.ShouldBe("The conditional request failed");
        plain.Item.ShouldBeNull();
        put.ReturnValuesOnConditionCheckFailure = "ALL_OLD";
        var withItem = await Should.ThrowAsync<ConditionalCheckFailedException>(() => client.PutItemAsync(put, Cancel));
        withItem.Item["v"].N.ShouldBe("1");
        (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item["v"].N.ShouldBe("1");
    }

    [Theory]
    [InlineData("NONE", null)]
    [InlineData("ALL_OLD", "keep=k n=1 pk=p sk=s")]
    [InlineData("ALL_NEW", "keep=k n=6 new=x pk=p sk=s")]
    [InlineData("UPDATED_OLD", "n=1")]
    [InlineData("UPDATED_NEW", "n=6 new=x")]
    public async Task Return_values_of_an_update(string returns, string? expected)
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("n", N("1")), ("keep", S("k"))));
        var response = await client.UpdateItemAsync(new()
        {
            TableName = Table,
            Key = Key("p", "s"),
            UpdateExpression = "ADD n :five SET #new = :x",
            ExpressionAttributeNames = new() { ["#new"] = "new" },
            ExpressionAttributeValues = Item((":five", N("5")), (":x", S("x"))),
            ReturnValues = returns,
        }, Cancel);
        string? found = response.Attributes is null ? null
            : string.Join(' ', response.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value.S ?? a.Value.N}"));
        found.ShouldBe(expected);
    }

    [Fact]
    public async Task Updates_reach_into_documents()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("m", M(("a", N("1")))), ("l", L(S("0"), S("1"), S("2"), S("3"))), ("tags", new() { SS = ["x", "y"] })));
        await UpdateAsync(client,
            "SET m.b = m.a + :two, l[9] = :end, n = if_not_exists(n, :two) - :one, l2 = list_append(l, :list) " +
            "REMOVE l[1], l[2], m.a DELETE tags :x",
            (":two", N("2")), (":one", N("1")), (":end", S("end")), (":list", L(S("z"))), (":x", new() { SS = ["x", "q"] }));
        var item = (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item;
        item["m"].M.ShouldHaveSingleItem().Value.N.ShouldBe("3");
        item["l"].L.Select(v => v.S).ShouldBe(["0", "3", "end"]);
        item["l2"].L.Select(v => v.S).ShouldBe(["0", "1", "2", "3", "z"]);
        item["n"].N.ShouldBe("1");
        item["tags"].SS.ShouldBe(["y"]);
    }

    [Fact]
    public async Task The_last_element_of_a_set_takes_the_attribute_with_it()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("tags", new() { SS = ["x"] })));
        await UpdateAsync(client, "DELETE tags :x", (":x", new() { SS = ["x"] }));
        (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item.Keys.ShouldNotContain("tags");
    }

    [Theory]
    [InlineData("SET pk = :v", "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key")]
    [InlineData("SET a = :v, a.b = :v", "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]")]
    [InlineData("SET a.b = :v, a[1] = :v", "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]")]
    [InlineData("SET a = :v SET b = :v", "Invalid UpdateExpression: The \"SET\" section can only be used once in an update expression;")]
    [InlineData("SET a = absent1 + :v", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("SET a.b.c = :v", "The document path provided in the update expression is invalid for update")]
    [InlineData("SET a = txt + :v", "An operand in the update expression has an incorrect data type")]
    [InlineData("ADD txt :v", "An operand in the update expression has an incorrect data type")]
    [InlineData("DELETE txt :v", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND")]
    [InlineData("SET a = list_append(a, :v)", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: list_append, operand type: N")]
    [InlineData("SET a = size(:v)", "Invalid UpdateExpression: The function is not allowed in an update expression; function: size")]
    public async Task Updates_that_the_service_refuses_are_refused(string expression, string message)
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("txt", S("t"))));
        await UpdateAsync(client, expression, (":v", N("1"))).ShouldRefuse(message);
    }

    [Fact]
    public async Task Consumed_capacity_counts_the_table_and_its_indexes()
    {
        using var client = await CreateAsync();
        async Task<ConsumedCapacity> PutAsync(params (string, AttributeValue)[] more) => (await client.PutItemAsync(new()
        {
            TableName = Table,
            Item = Row("p", "s", more),
            ReturnConsumedCapacity = "INDEXES",
        }, Cancel)).ConsumedCapacity;

        // in both global indexes, then moved in one, then only changed in the one that holds everything
        (await PutAsync(("gpk", S("g")), ("gsk", N("1")))).CapacityUnits.ShouldBe(3);
        var moved = await PutAsync(("gpk", S("g")), ("gsk", N("2")));
        moved.Table.CapacityUnits.ShouldBe(1);
        moved.GlobalSecondaryIndexes["GSI1"].CapacityUnits.ShouldBe(2);
        moved.GlobalSecondaryIndexes.ContainsKey("GSI2").ShouldBeFalse();
        (await PutAsync(("gpk", S("g")), ("gsk", N("2")), ("x", S(new string('x', 1500))))).CapacityUnits.ShouldBe(4);
        var get = await client.GetItemAsync(new() { TableName = Table, Key = Key("p", "s"), ReturnConsumedCapacity = "TOTAL" }, Cancel);
        get.ConsumedCapacity.CapacityUnits.ShouldBe(0.5);
    }

    [Fact]
    public async Task An_update_of_no_item_creates_it()
    {
        using var client = await CreateAsync();
        await client.UpdateItemAsync(new() { TableName = Table, Key = Key("p", "s") }, Cancel);
        (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item.Keys.ShouldBe(["pk", "sk"], ignoreOrder: true);
    }

    [Fact]
    public async Task Numbers_beyond_38_digits_are_refused_not_rounded()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("n", N(new string('9', 38)))));
        await UpdateAsync(client, "ADD n :v", (":v", N("0.5"))).ShouldRefuse("Attempting to store more than 38 significant digits in a Number");
    }

    private static Task<UpdateItemResponse> UpdateAsync(
        AmazonDynamoDBClient client, string expression, params (string Name, AttributeValue Value)[] values) => client.UpdateItemAsync(
        new() { TableName = Table, Key = Key("p", "s"), UpdateExpression = expression, ExpressionAttributeValues = Item(values) }, Cancel);
}

public sealed class WriteTests_Embedded : WriteTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class WriteTests_Server : WriteTests<Server>;
