using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.InMemory.Fuzz.Load;

/// <summary>What many clients do at once: counters with and without conditions, transfers between accounts, and looks at the sum.</summary>
internal sealed class Accounts(InMemoryDynamoDb database)
{
    private const string Table = "Accounts";
    private const int Count = 20, Balance = 1000;

    private int _left, _adds, _conditional, _lost, _transfers, _refused, _torn;

    public static readonly CreateTableRequest Definition = new()
    {
        TableName = Table,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions = [new("pk", ScalarAttributeType.S), new("g", ScalarAttributeType.S)],
        KeySchema = [new("pk", KeyType.HASH)],
        GlobalSecondaryIndexes = [new() { IndexName = "All", KeySchema = [new("g", KeyType.HASH)], Projection = new() { ProjectionType = ProjectionType.ALL } }],
    };

    /// <summary>Runs the operations and says what went wrong, or null; the summary says what was done.</summary>
    public async Task<(string? Wrong, string Summary)> RunAsync(int clients, int operations)
    {
        using var setup = database.CreateClient();
        await setup.CreateTableAsync(Definition);
        for (int i = 0; i < Count; i++) await setup.PutItemAsync(Table, new() { ["pk"] = new($"{i}"), ["g"] = new("g"), ["n"] = Number(Balance) });
        _left = operations;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(c => Task.Run(() => ClientAsync(new Random(c)))));
        int counter = Value(await ReadAsync(setup, "counter"), "n"), conditional = Value(await ReadAsync(setup, "conditional"), "n");
        int sum = await SumAsync(setup);
        string? wrong = counter != _adds ? $"the counter is {counter} after {_adds} additions"
            : conditional != _conditional ? $"the conditional counter is {conditional} after {_conditional} successes"
            : sum != Count * Balance ? $"the accounts hold {sum}"
            : _torn != 0 ? $"{_torn} transactions were seen in part" : null;
        return (wrong, $"{operations} operations of {clients} clients: {_adds} additions, {_conditional} conditional ones ({_lost} lost the race), " +
            $"{_transfers} transfers ({_refused} refused), sum {sum}, torn {_torn}");
    }

    private async Task ClientAsync(Random random)
    {
        using var client = database.CreateClient();
        while (Interlocked.Decrement(ref _left) >= 0)
        {
            switch (random.Next(6))
            {
                case 0 or 1: await AddAsync(client); break;
                case 2: await AddConditionallyAsync(client); break;
                case 3 or 4: await TransferAsync(client, random); break;
                default:
                    if (await SumAsync(client) != Count * Balance) Interlocked.Increment(ref _torn);
                    break;
            }
        }
    }

    private async Task AddAsync(AmazonDynamoDBClient client)
    {
        await client.UpdateItemAsync(new() { TableName = Table, Key = Key("counter"), UpdateExpression = "ADD n :one", ExpressionAttributeValues = new() { [":one"] = Number(1) } });
        Interlocked.Increment(ref _adds);
    }

    private async Task AddConditionallyAsync(AmazonDynamoDBClient client)
    {
        var seen = await ReadAsync(client, "conditional");
        var put = new PutItemRequest { TableName = Table, Item = new() { ["pk"] = new("conditional"), ["n"] = Number(Value(seen, "n") + 1) } };
        put.ConditionExpression = seen is null ? "attribute_not_exists(pk)" : "n = :seen";
        if (seen is not null) put.ExpressionAttributeValues = new() { [":seen"] = seen["n"] };
        try
        {
            await client.PutItemAsync(put);
            Interlocked.Increment(ref _conditional);
        }
        catch (ConditionalCheckFailedException)
        {
            Interlocked.Increment(ref _lost);
        }
    }

    private async Task TransferAsync(AmazonDynamoDBClient client, Random random)
    {
        int from = random.Next(Count), to = (from + 1 + random.Next(Count - 1)) % Count;
        var amount = Number(random.Next(1, 400));
        try
        {
            await client.TransactWriteItemsAsync(new() { TransactItems = [Change(from, "SET n = n - :x", "n >= :x"), Change(to, "SET n = n + :x", null)] });
            Interlocked.Increment(ref _transfers);
        }
        catch (TransactionCanceledException)
        {
            Interlocked.Increment(ref _refused);
        }

        TransactWriteItem Change(int account, string update, string? condition) => new()
        {
            Update = new() { TableName = Table, Key = Key($"{account}"), UpdateExpression = update, ConditionExpression = condition, ExpressionAttributeValues = new() { [":x"] = amount } },
        };
    }

    private static async Task<int> SumAsync(AmazonDynamoDBClient client) =>
        (await client.QueryAsync(new QueryRequest(Table) { IndexName = "All", KeyConditionExpression = "g = :g", ExpressionAttributeValues = new() { [":g"] = new("g") } }))
        .Items.Sum(i => Value(i, "n"));

    private static async Task<Dictionary<string, AttributeValue>?> ReadAsync(AmazonDynamoDBClient client, string key) => (await client.GetItemAsync(Table, Key(key))).Item;

    private static Dictionary<string, AttributeValue> Key(string key) => new() { ["pk"] = new(key) };

    private static AttributeValue Number(int value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    private static int Value(Dictionary<string, AttributeValue>? item, string name) => item is null ? 0 : int.Parse(item[name].N, CultureInfo.InvariantCulture);
}
