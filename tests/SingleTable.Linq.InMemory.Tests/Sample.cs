using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;

namespace SingleTable.Linq.InMemory.Tests;

/// <summary>Short forms for the tests: a table with a string key, two GSIs and an LSI, values, and expected errors.</summary>
internal static class Sample
{
    public const string Table = "Sample";

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static AttributeValue S(string text) => new() { S = text };

    public static AttributeValue N(string number) => new() { N = number };

    public static AttributeValue B(params byte[] bytes) => new() { B = new MemoryStream(bytes) };

    public static AttributeValue L(params AttributeValue[] values) => new() { L = [.. values], IsLSet = true };

    public static AttributeValue M(params (string Name, AttributeValue Value)[] values) => new() { M = Item(values), IsMSet = true };

    public static Dictionary<string, AttributeValue> Item(params (string Name, AttributeValue Value)[] attributes) =>
        attributes.ToDictionary(a => a.Name, a => a.Value);

    public static Dictionary<string, AttributeValue> Key(string pk, string sk) => Item(("pk", S(pk)), ("sk", S(sk)));

    public static Dictionary<string, AttributeValue> Row(string pk, string sk, params (string Name, AttributeValue Value)[] more) =>
        Item([("pk", S(pk)), ("sk", S(sk)), .. more]);

    public static async Task<AmazonDynamoDBClient> CreateAsync(InMemoryDynamoDb? database = null)
    {
        var client = (database ?? new InMemoryDynamoDb()).CreateClient(c => c.MaxErrorRetry = 0);
        await client.CreateTableAsync(Definition(), Cancel);
        return client;
    }

    public static CreateTableRequest Definition() => new()
    {
        TableName = Table,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions =
        [
            new("pk", ScalarAttributeType.S), new("sk", ScalarAttributeType.S), new("gpk", ScalarAttributeType.S),
            new("gsk", ScalarAttributeType.N), new("lsk", ScalarAttributeType.S),
        ],
        KeySchema = [new("pk", KeyType.HASH), new("sk", KeyType.RANGE)],
        GlobalSecondaryIndexes =
        [
            new() { IndexName = "GSI1", KeySchema = [new("gpk", KeyType.HASH), new("gsk", KeyType.RANGE)], Projection = All },
            new() { IndexName = "GSI2", KeySchema = [new("gpk", KeyType.HASH)], Projection = new() { ProjectionType = ProjectionType.KEYS_ONLY } },
        ],
        LocalSecondaryIndexes =
        [
            new()
            {
                IndexName = "LSI1",
                KeySchema = [new("pk", KeyType.HASH), new("lsk", KeyType.RANGE)],
                Projection = new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = ["shown"] },
            },
        ],
    };

    private static Projection All => new() { ProjectionType = ProjectionType.ALL };

    public static async Task PutAsync(this IAmazonDynamoDB client, params Dictionary<string, AttributeValue>[] items)
    {
        foreach (var item in items) await client.PutItemAsync(Table, item, Cancel);
    }

    public static QueryRequest Query(string condition, params (string Name, AttributeValue Value)[] values) => new()
    {
        TableName = Table,
        KeyConditionExpression = condition,
        ExpressionAttributeValues = Item(values),
    };

    public static async Task<string[]> SortKeysAsync(this IAmazonDynamoDB client, string condition, params (string Name, AttributeValue Value)[] values) =>
        [.. (await client.QueryAsync(Query(condition, values), Cancel)).Items.Select(i => i["sk"].S)];

    /// <summary>Those of the values that the expressions name, because unused ones are refused.</summary>
    public static Dictionary<string, AttributeValue> UsedIn(string expressions, params (string Name, AttributeValue Value)[] values) =>
        Item([.. values.Where(v => Regex.IsMatch(expressions, v.Name + @"\b"))]);

    /// <summary>Expects a ValidationException with exactly this message; on other engines than ours only the type.</summary>
    public static async Task ShouldRefuse(this Task request, string message)
    {
        var error = await Should.ThrowAsync<AmazonDynamoDBException>(() => request);
        error.ErrorCode.ShouldBe("ValidationException");
        if (TestContext.Current.TestClassInstance is IRuleTests { HasExactMessages: false }) return;
        error.Message.ShouldBe(message);
    }
}
