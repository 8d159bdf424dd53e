using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public abstract class TransactionTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    private static TransactWriteItem Put(string pk, string sk, string? condition = null) =>
        new() { Put = new() { TableName = Table, Item = Row(pk, sk), ConditionExpression = condition } };

    private static TransactWriteItem Add(string pk, string sk, string amount) => new()
    {
        Update = new() { TableName = Table, Key = Key(pk, sk), UpdateExpression = "ADD n :n", ExpressionAttributeValues = Item((":n", N(amount))) },
    };

    private static Task<TransactWriteItemsResponse> WriteAsync(AmazonDynamoDBClient client, params TransactWriteItem[] items) =>
        client.TransactWriteItemsAsync(new() { TransactItems = [.. items] }, Cancel);

    [Fact]
    public async Task All_actions_apply_together()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "gone"), Row("p", "check"));
        await WriteAsync(client, Put("p", "new"), Add("p", "n", "5"),
            new() { Delete = new() { TableName = Table, Key = Key("p", "gone") } },
            new() { ConditionCheck = new() { TableName = Table, Key = Key("p", "check"), ConditionExpression = "attribute_exists(pk)" } });
        (await client.SortKeysAsync("pk = :p", (":p", S("p")))).ShouldBe(["check", "n", "new"]);
    }

    [Fact]
    public async Task Reasons_stand_in_request_order_and_nothing_is_written()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "taken", ("v", S("old"))));
        var failing = Put("p", "taken", "attribute_not_exists(pk)");
        failing.Put.ReturnValuesOnConditionCheckFailure = "ALL_OLD";
        var error = await Should.ThrowAsync<TransactionCanceledException>(() => WriteAsync(client, Put("p", "a"), failing, Put("p", "b")));
        error.Message.ShouldBe("Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None]");
        error.CancellationReasons.Select(r => r.Code).ShouldBe(["None", "ConditionalCheckFailed", "None"]);
        error.CancellationReasons[1].Message.ShouldBe("The conditional request failed");
        error.CancellationReasons[1].Item["v"].S.ShouldBe("old");
        (await client.SortKeysAsync("pk = :p", (":p", S("p")))).ShouldBe(["taken"]);
    }

    [Fact]
    public async Task An_update_that_does_not_fit_its_item_is_a_validation_reason()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("n", S("text"))));
        var error = await Should.ThrowAsync<TransactionCanceledException>(() => WriteAsync(client, Put("p", "a"), Add("p", "s", "1")));
        error.CancellationReasons.Select(r => r.Code).ShouldBe(["None", "ValidationError"]);
        error.CancellationReasons[1].Message.ShouldBe("An operand in the update expression has an incorrect data type");
    }

    [Fact]
    public async Task A_key_that_does_not_fit_its_table_is_a_validation_reason()
    {
        using var client = await CreateAsync();
        var wrong = Add("p", "s", "1");
        wrong.Update.Key.Remove("sk");
        var error = await Should.ThrowAsync<TransactionCanceledException>(() => WriteAsync(client, Put("p", "a"), wrong));
        error.CancellationReasons.Select(r => r.Code).ShouldBe(["None", "ValidationError"]);
        error.CancellationReasons[1].Message.ShouldBe("The provided key element does not match the schema");
        (await client.ScanAsync(new ScanRequest(Table), Cancel)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task No_item_may_be_in_a_transaction_twice()
    {
        using var client = await CreateAsync();
        await WriteAsync(client, Put("p", "s"), Add("p", "s", "1")).ShouldRefuse("Transaction request cannot include multiple operations on one item");
    }

    [Fact]
    public async Task A_hundred_actions_are_the_most()
    {
        using var client = await CreateAsync();
        var actions = Enumerable.Range(0, 101).Select(i => Put("p", $"{i}")).ToArray();
        await Should.ThrowAsync<AmazonDynamoDBException>(() => WriteAsync(client, actions));
        await WriteAsync(client, actions[..100]);
        (await client.ScanAsync(new ScanRequest(Table), Cancel)).Count.ShouldBe(100);
    }

    [Fact]
    public async Task Four_megabytes_are_the_most()
    {
        using var client = await CreateAsync();
        TransactWriteItem Large(int i)
        {
            var put = Put("p", $"{i}");
            put.Put.Item["filler"] = S(new('x', 400_000));
            return put;
        }

        await Should.ThrowAsync<AmazonDynamoDBException>(() => WriteAsync(client, [.. Enumerable.Range(0, 11).Select(Large)]));
        await WriteAsync(client, [.. Enumerable.Range(0, 10).Select(Large)]);
    }

    [Fact]
    public async Task A_token_repeats_its_transaction_and_fits_no_other()
    {
        using var client = await CreateAsync();
        string token = Guid.NewGuid().ToString();
        for (int i = 0; i < 2; i++) await client.TransactWriteItemsAsync(new() { TransactItems = [Add("p", "s", "1")], ClientRequestToken = token }, Cancel);
        (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item["n"].N.ShouldBe("1");
        await Should.ThrowAsync<IdempotentParameterMismatchException>(() =>
            client.TransactWriteItemsAsync(new() { TransactItems = [Add("p", "s", "2")], ClientRequestToken = token }, Cancel));
    }

    [Fact]
    public async Task Reads_answer_in_request_order_with_empty_places()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "b", ("x", S("1"))), Row("p", "a", ("x", S("2"))));
        TransactGetItem Get(string sk) => new() { Get = new() { TableName = Table, Key = Key("p", sk), ProjectionExpression = "x" } };
        var response = await client.TransactGetItemsAsync(new() { TransactItems = [Get("b"), Get("none"), Get("a")] }, Cancel);
        response.Responses.Select(r => r.Item?["x"].S).ShouldBe(["1", null, "2"]);
    }

    [Fact]
    public async Task Concurrent_transfers_and_counters_lose_nothing()
    {
        using var client = await CreateAsync();
        for (int i = 0; i < 4; i++) await client.PutAsync(Row("account", $"{i}", ("n", N("100"))));
        int transfers = 0;
        await Parallel.ForAsync(0, 16, Cancel, async (worker, _) =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 25; i++)
            {
                int from = random.Next(4), to = (from + random.Next(1, 4)) % 4;
                var take = Add("account", $"{from}", "-7");
                take.Update.ConditionExpression = "n >= :min";
                take.Update.ExpressionAttributeValues[":min"] = N("7");
                try
                {
                    await WriteAsync(client, take, Add("account", $"{to}", "7"), Add("log", "count", "1"));
                    Interlocked.Increment(ref transfers);
                }
                catch (TransactionCanceledException)
                {
                }
                var seen = await client.TransactGetItemsAsync(new()
                {
                    TransactItems = [.. Enumerable.Range(0, 4).Select(k => new TransactGetItem { Get = new() { TableName = Table, Key = Key("account", $"{k}") } })],
                }, Cancel);
                seen.Responses.Sum(r => int.Parse(r.Item["n"].N, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(400);
            }
        });
        (await client.GetItemAsync(Table, Key("log", "count"), Cancel)).Item["n"].N.ShouldBe($"{transfers}");
        transfers.ShouldBeGreaterThan(0);
    }
}

public sealed class TransactionTests_Embedded : TransactionTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class TransactionTests_Server : TransactionTests<Server>;
