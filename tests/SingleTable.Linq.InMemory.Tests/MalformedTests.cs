using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using CsCheck;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

/// <summary>Damaged requests get typed errors, and what was refused changed nothing.</summary>
public class MalformedTests
{
    private const string ItemJson = """{"pk":{"S":"p"},"sk":{"S":"s"},"gpk":{"S":"g"},"gsk":{"N":"1"},"l":{"L":[{"M":{"x":{"BOOL":true}}},{"NS":["1","2"]}]},"b":{"B":"AQI="}}""";
    private const string KeyJson = """{"pk":{"S":"p"},"sk":{"S":"s"}}""";

    private static readonly (string Operation, string Body)[] Valid = [.. Templates
        .Select(t => (t.Operation, t.Body.Replace("<ITEM>", ItemJson, StringComparison.Ordinal).Replace("<KEY>", KeyJson, StringComparison.Ordinal)))];

    private static (string Operation, string Body)[] Templates =>
    [
        ("PutItem", """{"TableName":"Sample","Item":<ITEM>,"ConditionExpression":"attribute_not_exists(pk) OR #a > :v","ExpressionAttributeNames":{"#a":"a"},"ExpressionAttributeValues":{":v":{"N":"1.5E3"}}}"""),
        ("UpdateItem", """{"TableName":"Sample","Key":<KEY>,"UpdateExpression":"SET l[0].x = :v, n = if_not_exists(n, :v) REMOVE b ADD c :v","ExpressionAttributeValues":{":v":{"N":"1"}},"ReturnValues":"ALL_NEW"}"""),
        ("UpdateItem", """{"TableName":"Sample","Key":<KEY>,"AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"1"}}},"Expected":{"pk":{"Exists":true,"Value":{"S":"p"}}}}"""),
        ("GetItem", """{"TableName":"Sample","Key":<KEY>,"ProjectionExpression":"l[0].x, b","ConsistentRead":true}"""),
        ("Query", """{"TableName":"Sample","IndexName":"GSI1","KeyConditionExpression":"gpk = :g AND gsk BETWEEN :a AND :b","FilterExpression":"size(l) IN (:a, :b) AND NOT contains(pk, :g)","ExpressionAttributeValues":{":g":{"S":"g"},":a":{"N":"0"},":b":{"N":"9"}},"Limit":3,"Select":"COUNT"}"""),
        ("Query", """{"TableName":"Sample","KeyConditions":{"pk":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"p"}]}},"ExclusiveStartKey":{"pk":{"S":"p"},"sk":{"S":"a"}}}"""),
        ("Scan", """{"TableName":"Sample","Segment":0,"TotalSegments":3,"ScanFilter":{"n":{"ComparisonOperator":"NOT_NULL"}}}"""),
        ("DeleteItem", """{"TableName":"Sample","Key":<KEY>,"ReturnValuesOnConditionCheckFailure":"ALL_OLD","ConditionExpression":"a = b"}"""),
        ("BatchGetItem", """{"RequestItems":{"Sample":{"Keys":[<KEY>],"AttributesToGet":["a"]}}}"""),
        ("BatchWriteItem", """{"RequestItems":{"Sample":[{"PutRequest":{"Item":<ITEM>}}]},"ReturnConsumedCapacity":"INDEXES"}"""),
        ("TransactWriteItems", """{"ClientRequestToken":"t","TransactItems":[{"Put":{"TableName":"Sample","Item":<ITEM>}}]}"""),
        ("TransactGetItems", """{"TransactItems":[{"Get":{"TableName":"Sample","Key":<KEY>}}]}"""),
        ("CreateTable", """{"TableName":"Other","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}"""),
        ("UpdateTable", """{"TableName":"Sample","DeletionProtectionEnabled":true,"GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"GSI1"}}]}"""),
        ("UpdateTimeToLive", """{"TableName":"Sample","TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}}"""),
    ];

    private static readonly string[] Fragments =
        ["{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "1e999", "\"\"", "{}", "[]", "\\ud800", "((", ")", " AND ", "NOT ", "#", ":v", "\u0000", "[99999999999]", "\"S\"", "\"N\""];

    private static readonly Gen<(int Request, (int At, int Length, int Fragment)[] Edits)> Damage =
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Select(Gen.Int[0, 500], Gen.Int[0, 12], Gen.Int[-1, Fragments.Length - 1]).Array[1, 3]);

    [Fact]
    public async Task Damaged_requests_get_typed_errors_and_change_nothing() => await Damage.SampleAsync(async damage =>
    {
        var (operation, body) = Valid[damage.Request];
        foreach (var (at, length, fragment) in damage.Edits)
        {
            int from = at % (body.Length + 1);
            body = body[..from] + (fragment < 0 ? "" : Fragments[fragment]) + body[Math.Min(body.Length, from + length)..];
        }
        var database = new InMemoryDynamoDb();
        using var client = await CreateAsync(database);
        await client.PutAsync(Row("kept", "s", ("gpk", S("g")), ("gsk", N("1"))));
        int status = await PostAsync(database, operation, Encoding.UTF8.GetBytes(body));
        (status is 200 or 400).ShouldBeTrue($"{status} for {operation} {body}");
        if (status == 200) return;
        (await client.ScanAsync(new ScanRequest(Table), Cancel)).Items.Single()["pk"].S.ShouldBe("kept");
        (await client.DescribeTableAsync(Table, Cancel)).Table.GlobalSecondaryIndexes.Count.ShouldBe(2);
    }, iter: 1000);

    [Fact]
    public async Task The_undamaged_requests_are_valid()
    {
        foreach (var (operation, body) in Valid)
        {
            var database = new InMemoryDynamoDb();
            using var client = await CreateAsync(database);
            int status = await PostAsync(database, operation, Encoding.UTF8.GetBytes(body));
            // these two fail for the state and not for their form
            status.ShouldBe(operation is "DeleteItem" || body.Contains("l[0].x =", StringComparison.Ordinal) || body.Contains("Expected", StringComparison.Ordinal) ? 400 : 200, body);
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(100_000)]
    public async Task Deep_json_is_refused(int depth)
    {
        var database = new InMemoryDynamoDb();
        string body = "{\"TableName\":\"Sample\",\"Item\":{\"x\":" + string.Concat(Enumerable.Repeat("{\"L\":[", depth));
        (await PostAsync(database, "PutItem", Encoding.UTF8.GetBytes(body))).ShouldBe(400);
    }

    [Fact]
    public async Task Random_bytes_and_huge_bodies_are_refused()
    {
        var database = new InMemoryDynamoDb(new() { RecordRequests = false });
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            (await PostAsync(database, "PutItem", bytes)).ShouldBe(400);
        }
        (await PostAsync(database, "PutItem", new byte[17 * 1024 * 1024])).ShouldBe(413);
    }

    [Fact]
    public async Task Deep_expressions_do_not_exhaust_the_stack()
    {
        using var client = await CreateAsync();
        foreach (string filter in (string[])[new string('(', 4000), string.Concat(Enumerable.Repeat("NOT ", 1000)), string.Concat(Enumerable.Repeat("(NOT ", 800)), "a = " + new string('(', 4000)])
        {
            var scan = new ScanRequest(Table) { FilterExpression = filter };
            (await Should.ThrowAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(() => client.ScanAsync(scan, Cancel))).ErrorCode.ShouldBe("ValidationException");
        }
    }

    private static async Task<int> PostAsync(InMemoryDynamoDb database, string operation, byte[] body)
    {
        using var client = new HttpClient(database.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://in-memory.local/") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Amz-Target", "DynamoDB_20120810." + operation);
        using var response = await client.SendAsync(request, Cancel);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Cancel));
        if ((int)response.StatusCode != 200) answer.RootElement.GetProperty("__type").GetString().ShouldNotBeNullOrEmpty();
        return (int)response.StatusCode;
    }
}
