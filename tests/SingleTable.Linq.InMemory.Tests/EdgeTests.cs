using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

/// <summary>Rules that are easily missed.</summary>
public abstract class EdgeTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task Sort_keys_are_in_utf8_order_and_not_in_utf16_order()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "\U0001F600"), Row("p", "\uffff"), Row("p", "z"), Row("p", "\u00e9"));
        (await client.SortKeysAsync("pk = :p", (":p", S("p")))).ShouldBe(["z", "\u00e9", "\uffff", "\U0001F600"]);
        (await client.SortKeysAsync("pk = :p AND sk > :e", (":p", S("p")), (":e", S("\uffff")))).ShouldBe(["\U0001F600"]);
    }

    [Fact]
    public async Task Number_sort_keys_are_in_numeric_order()
    {
        using var client = await CreateAsync();
        string[] numbers = ["10", "9", "-1", "0", "1e2", "-1e2", "0.5", "99999999999999999999999999999999999999"];
        foreach (string n in numbers) await client.PutAsync(Row("p", n, ("gpk", S("g")), ("gsk", N(n))));
        var query = Query("gpk = :g", (":g", S("g")));
        query.IndexName = "GSI1";
        (await client.QueryAsync(query, Cancel)).Items.Select(i => i["sk"].S)
            .ShouldBe(["-1e2", "-1", "0", "0.5", "9", "10", "1e2", "99999999999999999999999999999999999999"]);
    }

    [Fact]
    public async Task An_update_sees_the_item_as_it_was_before()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("a", N("1")), ("b", N("2"))));
        var response = await client.UpdateItemAsync(new()
        {
            TableName = Table,
            Key = Key("p", "s"),
            UpdateExpression = "SET a = b, b = a",
            ReturnValues = "UPDATED_NEW",
        }, Cancel);
        (response.Attributes["a"].N, response.Attributes["b"].N).ShouldBe(("2", "1"));
    }

    [Fact]
    public async Task A_deleted_item_may_be_asked_for_and_a_missing_one_may_be_deleted()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("x", S("y"))));
        var delete = new DeleteItemRequest { TableName = Table, Key = Key("p", "s"), ReturnValues = "ALL_OLD" };
        (await client.DeleteItemAsync(delete, Cancel)).Attributes["x"].S.ShouldBe("y");
        (await client.DeleteItemAsync(delete, Cancel)).Attributes.ShouldBeNull();
        delete.ReturnValues = "ALL_NEW";
        await client.DeleteItemAsync(delete, Cancel).ShouldRefuse("ReturnValues can only be ALL_OLD or NONE");
    }

    [Theory]
    [InlineData(null, 1, "The Segment parameter is required but was not present in the request when parameter TotalSegments is present")]
    [InlineData(1, null, "The TotalSegments parameter is required but was not present in the request when Segment parameter is present")]
    [InlineData(2, 2, "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2")]
    public async Task Segments_must_fit(int? segment, int? total, string message)
    {
        using var client = await CreateAsync();
        await client.ScanAsync(new ScanRequest(Table) { Segment = segment, TotalSegments = total }, Cancel).ShouldRefuse(message);
    }

    [Fact]
    public async Task Conditional_counters_of_many_clients_lose_nothing()
    {
        using var setup = await CreateAsync();
        await setup.PutAsync(Row("p", "s", ("n", N("0"))));
        int won = 0;
        await Parallel.ForAsync(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel }, async (_, _) =>
        {
            for (int i = 0; i < 50; i++)
            {
                var seen = (await setup.GetItemAsync(Table, Key("p", "s"), Cancel)).Item["n"];
                try
                {
                    await setup.UpdateItemAsync(new()
                    {
                        TableName = Table,
                        Key = Key("p", "s"),
                        UpdateExpression = "ADD n :one",
                        ConditionExpression = "n = :seen",
                        ExpressionAttributeValues = Item((":one", N("1")), (":seen", seen)),
                    }, Cancel);
                    Interlocked.Increment(ref won);
                }
                catch (ConditionalCheckFailedException)
                {
                }
            }
        });
        won.ShouldBeGreaterThanOrEqualTo(50);
        (await setup.GetItemAsync(Table, Key("p", "s"), Cancel)).Item["n"].N.ShouldBe($"{won}");
    }
}

public sealed class EdgeTests_Embedded : EdgeTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class EdgeTests_Server : EdgeTests<Server>;
