using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Time.Testing;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public class FaultTests
{
    private static async Task<(InMemoryDynamoDb Database, AmazonDynamoDBClient Client)> StartAsync(int retries = 0)
    {
        var database = new InMemoryDynamoDb();
        var client = database.CreateClient(c =>
        {
            c.MaxErrorRetry = retries;
            c.ThrottleRetries = false;
        });
        await client.CreateTableAsync(Definition(), Cancel);
        database.ClearRequests();
        return (database, client);
    }

    private static Task<UpdateItemResponse> AddOneAsync(AmazonDynamoDBClient client) => client.UpdateItemAsync(new()
    {
        TableName = Table,
        Key = Key("p", "s"),
        UpdateExpression = "ADD n :one",
        ExpressionAttributeValues = Item((":one", N("1"))),
    }, Cancel);

    private static async Task<string?> CounterAsync(AmazonDynamoDBClient client) =>
        (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item?["n"].N;

    [Fact]
    public async Task Throttling_is_retried_by_the_sdk()
    {
        var (database, client) = await StartAsync(retries: 2);
        var rule = database.Faults.On("UpdateItem").Throttle();
        await AddOneAsync(client);
        rule.Hits.ShouldBe(1);
        (await CounterAsync(client)).ShouldBe("1");
        database.Requests.Count(r => r.Operation == "UpdateItem").ShouldBe(2);
    }

    [Fact]
    public async Task Throttling_surfaces_with_its_type_when_it_lasts()
    {
        var (database, client) = await StartAsync();
        database.Faults.On("PutItem").Always().Throttle();
        await Should.ThrowAsync<ProvisionedThroughputExceededException>(() => client.PutAsync(Row("p", "s")));
        database.Faults.Clear();
        database.Faults.On("PutItem").Throttle("ThrottlingException");
        (await Should.ThrowAsync<AmazonDynamoDBException>(() => client.PutAsync(Row("p", "s")))).ErrorCode.ShouldBe("ThrottlingException");
        await client.PutAsync(Row("p", "s"));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Server_errors_do_nothing_else(int status)
    {
        var (database, client) = await StartAsync();
        database.Faults.On().Fail(status);
        ((int)(await Should.ThrowAsync<AmazonDynamoDBException>(() => AddOneAsync(client))).StatusCode).ShouldBe(status);
        (await CounterAsync(client)).ShouldBeNull();
    }

    [Fact]
    public async Task A_reset_before_the_commit_is_harmless_and_a_lost_reply_counts_twice()
    {
        var (database, client) = await StartAsync(retries: 1);
        database.Faults.On("UpdateItem").ResetBeforeCommit();
        await AddOneAsync(client);
        (await CounterAsync(client)).ShouldBe("1");
        database.Faults.On("UpdateItem").ResetAfterCommit();
        await AddOneAsync(client);
        (await CounterAsync(client)).ShouldBe("3");
    }

    [Fact]
    public async Task A_lost_reply_makes_a_conditional_put_fail_on_its_own_write()
    {
        var (database, client) = await StartAsync(retries: 1);
        database.Faults.On("PutItem").ResetAfterCommit();
        var error = await Should.ThrowAsync<ConditionalCheckFailedException>(() => client.PutItemAsync(new()
        {
            TableName = Table,
            Item = Row("p", "s", ("write", S("mine"))),
            ConditionExpression = "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure = "ALL_OLD",
        }, Cancel));
        // which is how a caller tells its own write from a conflict
        error.Item["write"].S.ShouldBe("mine");
    }

    [Fact]
    public async Task A_lost_reply_of_a_transaction_does_not_count_twice()
    {
        var (database, client) = await StartAsync(retries: 1);
        database.Faults.On("TransactWriteItems").ResetAfterCommit();
        await client.TransactWriteItemsAsync(new()
        {
            TransactItems =
            [
                new() { Update = new() { TableName = Table, Key = Key("p", "s"), UpdateExpression = "ADD n :one", ExpressionAttributeValues = Item((":one", N("1"))) } },
            ],
        }, Cancel);
        database.Requests.Count.ShouldBe(2);
        (await CounterAsync(client)).ShouldBe("1");
    }

    [Fact]
    public async Task A_wrong_checksum_and_a_truncated_body_are_errors_after_the_commit()
    {
        var (database, client) = await StartAsync();
        database.Faults.On("UpdateItem").CorruptChecksum();
        await Should.ThrowAsync<Exception>(() => AddOneAsync(client));
        await client.PutAsync(Row("p", "s", ("n", N("5")), ("filler", S(new('x', 1000)))));
        database.Faults.On("GetItem").TruncateBody();
        await Should.ThrowAsync<Exception>(() => CounterAsync(client));
        (await CounterAsync(client)).ShouldBe("5");
    }

    [Fact]
    public async Task A_delay_passes_on_the_time_provider()
    {
        var time = new FakeTimeProvider();
        var database = new InMemoryDynamoDb(new() { TimeProvider = time });
        using var client = database.CreateClient();
        await client.CreateTableAsync(Definition(), Cancel);
        database.Faults.On("PutItem").Delay(TimeSpan.FromMinutes(1));
        var put = client.PutAsync(Row("p", "s"));
        while (database.Requests.Count < 2) await Task.Yield();
        put.IsCompleted.ShouldBeFalse();
        // the request is recorded just before its timer is made
        while (!put.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
        await put;
    }

    [Fact]
    public async Task A_hang_ends_with_the_callers_cancellation()
    {
        var (database, client) = await StartAsync();
        database.Faults.On("GetItem").Hang();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(() => client.GetItemAsync(Table, Key("p", "s"), source.Token));
    }

    [Fact]
    public async Task Unprocessed_items_are_named_and_not_written()
    {
        var (database, client) = await StartAsync();
        database.Faults.On("BatchWriteItem").LeaveUnprocessed(2);
        var items = Enumerable.Range(0, 3).Select(i => new WriteRequest(new PutRequest(Row("p", $"{i}")))).ToList();
        var response = await client.BatchWriteItemAsync(new BatchWriteItemRequest(new() { [Table] = items }), Cancel);
        response.UnprocessedItems[Table].Select(w => w.PutRequest.Item["sk"].S).ShouldBe(["1", "2"]);
        (await client.SortKeysAsync("pk = :p", (":p", S("p")))).ShouldBe(["0"]);
        await client.BatchWriteItemAsync(new BatchWriteItemRequest(response.UnprocessedItems), Cancel);
        (await client.SortKeysAsync("pk = :p", (":p", S("p")))).ShouldBe(["0", "1", "2"]);
    }

    [Fact]
    public async Task Unprocessed_keys_keep_their_projection()
    {
        var (database, client) = await StartAsync();
        await client.PutAsync(Row("p", "0"), Row("p", "1"));
        database.Faults.On("BatchGetItem").LeaveUnprocessed();
        var keys = new KeysAndAttributes { Keys = [Key("p", "0"), Key("p", "1")], ProjectionExpression = "sk", ConsistentRead = true };
        var response = await client.BatchGetItemAsync(new BatchGetItemRequest(new() { [Table] = keys }), Cancel);
        response.UnprocessedKeys[Table].Keys.Count.ShouldBe(2);
        response.UnprocessedKeys[Table].ProjectionExpression.ShouldBe("sk");
        response = await client.BatchGetItemAsync(new BatchGetItemRequest(response.UnprocessedKeys), Cancel);
        response.Responses[Table].Select(i => i["sk"].S).ShouldBe(["0", "1"]);
    }

    [Fact]
    public async Task A_transaction_conflict_names_its_action()
    {
        var (database, client) = await StartAsync();
        database.Faults.On("TransactWriteItems").CancelTransaction("None", "TransactionConflict");
        var error = await Should.ThrowAsync<TransactionCanceledException>(() => client.TransactWriteItemsAsync(new()
        {
            TransactItems =
            [
                new() { Put = new() { TableName = Table, Item = Row("p", "0") } },
                new() { Put = new() { TableName = Table, Item = Row("p", "1") } },
            ],
        }, Cancel));
        error.CancellationReasons.Select(r => r.Code).ShouldBe(["None", "TransactionConflict"]);
        (await client.SortKeysAsync("pk = :p", (":p", S("p")))).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_page_loses_nothing()
    {
        var (database, client) = await StartAsync();
        await client.PutAsync(Row("p", "0"), Row("p", "1"), Row("p", "2"));
        database.Faults.On("Query").Skip(1).EmptyPage();
        var query = Query("pk = :p", (":p", S("p")));
        query.Limit = 2;
        var sizes = new List<int>();
        var found = new List<string>();
        do
        {
            var page = await client.QueryAsync(query, Cancel);
            sizes.Add(page.Items.Count);
            found.AddRange(page.Items.Select(i => i["sk"].S));
            query.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (query.ExclusiveStartKey is not null);
        sizes.ShouldBe([2, 0, 1]);
        found.ShouldBe(["0", "1", "2"]);
    }

    [Fact]
    public async Task A_repeating_key_comes_back_as_it_was_sent()
    {
        var (database, client) = await StartAsync();
        await client.PutAsync(Row("p", "0"), Row("p", "1"));
        database.Faults.On("Query").Always().RepeatLastKey();
        var query = Query("pk = :p", (":p", S("p")));
        query.Limit = 1;
        query.ExclusiveStartKey = (await client.QueryAsync(query, Cancel)).LastEvaluatedKey;
        (await client.QueryAsync(query, Cancel)).LastEvaluatedKey["sk"].S.ShouldBe(query.ExclusiveStartKey["sk"].S);
    }

    [Fact]
    public async Task Rules_match_by_table_key_and_condition()
    {
        var (database, client) = await StartAsync();
        var other = database.Faults.On("PutItem").Table("Other").Always().Fail();
        var key = database.Faults.On("PutItem").Key("victim").Always().Fail();
        var condition = database.Faults.On().When(r => r.Json.Contains("needle", StringComparison.Ordinal)).Always().Fail();
        await client.PutAsync(Row("p", "s"));
        await Should.ThrowAsync<AmazonDynamoDBException>(() => client.PutAsync(Row("victim", "s")));
        await Should.ThrowAsync<AmazonDynamoDBException>(() => client.PutAsync(Row("p", "needle")));
        (other.Hits, key.Hits, condition.Hits).ShouldBe((0, 1, 1));
    }

    [Fact]
    public async Task A_seed_repeats_the_same_run()
    {
        static async Task<string> RunAsync(int seed)
        {
            var database = new InMemoryDynamoDb(new() { Seed = seed });
            using var client = await CreateAsync(database);
            database.Faults.On("PutItem").WithProbability(0.5).Always().Fail();
            string run = "";
            for (int i = 0; i < 30; i++)
            {
                try
                {
                    await client.PutAsync(Row("p", "s"));
                    run += "+";
                }
                catch (AmazonDynamoDBException)
                {
                    run += "-";
                }
            }
            return run;
        }

        string run = await RunAsync(7);
        run.ShouldContain("+");
        run.ShouldContain("-");
        (await RunAsync(7)).ShouldBe(run);
        (await RunAsync(8)).ShouldNotBe(run);
    }
}
