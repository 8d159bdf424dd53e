using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Wire;

public class FallbackTransportTests
{
    private const string Item = """
        {"pk":{"S":"é\"<"},"n":{"N":"1.50"},"b":{"B":"AAEC"},"t":{"BOOL":false},"z":{"NULL":true},"ss":{"SS":["a","b"]},"ns":{"NS":["1","2"]},
         "bs":{"BS":["AA==","AQ=="]},"l":{"L":[{"S":""},{"L":[]},{"M":{}}]},"m":{"M":{"x":{"L":[{"N":"1"}]}}}}
        """;

    private const string Key = """{"pk":{"S":"1"},"sk":{"S":"2"}}""";

    private const string Expressions =
        """ "ExpressionAttributeNames":{"#a":"x"},"ExpressionAttributeValues":{":v":{"N":"1"}},"ReturnConsumedCapacity":"TOTAL" """;

    private const string Capacity = """ "ConsumedCapacity":{"TableName":"t","CapacityUnits":0.5} """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Operations => new()
    {
        {
            "GetItem", $$"""{"TableName":"t","Key":{{Key}},"ConsistentRead":true,"ProjectionExpression":"#a","ExpressionAttributeNames":{"#a":"x"} }""",
            $$"""{"Item":{{Item}},{{Capacity}} }"""
        },
        { "GetItem", $$"""{"TableName":"t","Key":{{Key}} }""", "{}" },
        {
            "Query",
            $$"""{"TableName":"t","IndexName":"i","KeyConditionExpression":"#a = :v","FilterExpression":"f","Limit":7,"ScanIndexForward":false,"Select":"COUNT","ExclusiveStartKey":{{Key}},{{Expressions}} }""",
            $$"""{"Items":[{{Item}},{{Key}}],"Count":2,"ScannedCount":9,"LastEvaluatedKey":{{Key}},{{Capacity}} }"""
        },
        { "Query", """{"TableName":"t"}""", """{"Items":[],"Count":0,"ScannedCount":0}""" },
        { "Scan", """{"TableName":"t","Segment":1,"TotalSegments":4,"Limit":1}""", $$"""{"Items":[{{Key}}],"Count":1,"ScannedCount":1}""" },
        {
            "BatchGetItem", $$"""{"RequestItems":{"t":{"Keys":[{{Key}},{{Item}}],"ConsistentRead":true} } }""",
            $$"""{"Responses":{"t":[{{Item}}]},"UnprocessedKeys":{"t":{"Keys":[{{Key}}]} } }"""
        },
        {
            "PutItem", $$"""{"TableName":"t","Item":{{Item}},"ConditionExpression":"c","ReturnValues":"ALL_OLD","ReturnValuesOnConditionCheckFailure":"ALL_OLD",{{Expressions}} }""",
            $$"""{"Attributes":{{Item}},"ItemCollectionMetrics":{"ItemCollectionKey":{"pk":{"S":"1"} },"SizeEstimateRangeGB":[0,1.5]} }"""
        },
        {
            "UpdateItem", $$"""{"TableName":"t","Key":{{Key}},"UpdateExpression":"SET #a = :v","ReturnValues":"ALL_NEW",{{Expressions}} }""",
            $$"""{"Attributes":{{Item}} }"""
        },
        { "DeleteItem", $$"""{"TableName":"t","Key":{{Key}},"ConditionExpression":"c" }""", "{}" },
        {
            "BatchWriteItem", $$"""{"RequestItems":{"t":[{"PutRequest":{"Item":{{Item}} } },{"DeleteRequest":{"Key":{{Key}} } }] } }""",
            $$"""{"UnprocessedItems":{"t":[{"DeleteRequest":{"Key":{{Key}} } }]} }"""
        },
        {
            "TransactGetItems", $$"""{"TransactItems":[{"Get":{"TableName":"t","Key":{{Key}} } },{"Get":{"TableName":"t","Key":{{Key}} } }] }""",
            $$"""{"Responses":[{"Item":{{Item}} },{}] }"""
        },
        {
            "TransactWriteItems",
            $$"""
            {"ClientRequestToken":"token","TransactItems":[{"Put":{"TableName":"t","Item":{{Item}},"ConditionExpression":"c"} },
             {"Update":{"TableName":"t","Key":{{Key}},"UpdateExpression":"u","ReturnValuesOnConditionCheckFailure":"ALL_OLD","ExpressionAttributeValues":{":v":{"N":"1"} } } },
             {"Delete":{"TableName":"t","Key":{{Key}} } },{"ConditionCheck":{"TableName":"t","Key":{{Key}},"ConditionExpression":"c"} }] }
            """,
            """{"ConsumedCapacity":[{"TableName":"t","CapacityUnits":2}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Requests_and_responses_are_the_pipelines(string operation, string request, string response)
    {
        var service = new CannedService().Ok(response).Ok(response);
        using var client = service.CreateClient();
        var raw = new RawRequest(Enum.Parse<DynamoOperation>(operation), "t", request);
        using var direct = await PipelineTransport.TryCreate(client)!.SendAsync(raw, Token);
        using var fallback = await new FallbackTransport(client).SendAsync(raw, Token);

        Same(service.Sent[0].Body, request);
        Same(service.Sent[1].Body, request);
        Same(Encoding.UTF8.GetString(direct.Body), response);
        Same(Encoding.UTF8.GetString(fallback.Body), response);
        fallback.RequestId.ShouldBe("REQ1");
        service.Sent[1].Target.ShouldBe(service.Sent[0].Target);
    }

    [Fact]
    public async Task Errors_stay_the_SDKs()
    {
        using var client = new CannedService().Then(() => CannedService.Error("ConditionalCheckFailedException")).CreateClient();
        var error = await Should.ThrowAsync<ConditionalCheckFailedException>(() =>
            new FallbackTransport(client).SendAsync(new RawRequest(DynamoOperation.PutItem, "t", "{}"), Token));
        error.RequestId.ShouldBe("REQ1");
    }

    [Fact]
    public async Task What_this_SDK_cannot_express_is_refused_and_not_dropped()
    {
        using var client = new CannedService().CreateClient();
        await Should.ThrowAsync<NotSupportedException>(() =>
            new FallbackTransport(client).SendAsync(new RawRequest(DynamoOperation.PutItem, "t", """{"Novelty":1}"""), Token));
    }

    private static void Same(string actual, string expected)
    {
        if (!JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(expected))) actual.ShouldBe(expected);
    }
}
