using Amazon.DynamoDBv2.Model;
using Amazon.DynamoDBv2.Model.Internal.MarshallTransformations;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace SingleTable.Linq.Wire;

/// <summary>
/// How the SDK knows an operation. Its request object carries no more than the table here, which may decide about the endpoint; its type
/// names the telemetry span. Its unmarshaller makes the typed exceptions.
/// </summary>
internal sealed record SdkOperation(string Target, Func<string, AmazonWebServiceRequest> CreateRequest, JsonResponseUnmarshaller Unmarshaller)
{
    private static readonly SdkOperation[] s_all =
    [
        New("GetItem", table => new GetItemRequest { TableName = table }, GetItemResponseUnmarshaller.Instance),
        New("Query", table => new QueryRequest { TableName = table }, QueryResponseUnmarshaller.Instance),
        New("Scan", table => new ScanRequest { TableName = table }, ScanResponseUnmarshaller.Instance),
        New("BatchGetItem",
            table => new BatchGetItemRequest { RequestItems = new() { [table] = new() } },
            BatchGetItemResponseUnmarshaller.Instance),
        New("PutItem", table => new PutItemRequest { TableName = table }, PutItemResponseUnmarshaller.Instance),
        New("UpdateItem", table => new UpdateItemRequest { TableName = table }, UpdateItemResponseUnmarshaller.Instance),
        New("DeleteItem", table => new DeleteItemRequest { TableName = table }, DeleteItemResponseUnmarshaller.Instance),
        New("BatchWriteItem",
            table => new BatchWriteItemRequest { RequestItems = new() { [table] = [] } },
            BatchWriteItemResponseUnmarshaller.Instance),
        New("TransactGetItems",
            table => new TransactGetItemsRequest { TransactItems = [new() { Get = new() { TableName = table } }] },
            TransactGetItemsResponseUnmarshaller.Instance),
        New("TransactWriteItems",
            table => new TransactWriteItemsRequest { TransactItems = [new() { Put = new() { TableName = table } }] },
            TransactWriteItemsResponseUnmarshaller.Instance),
    ];

    public static SdkOperation Of(DynamoOperation operation) => s_all[(int)operation];

    private static SdkOperation New(string name, Func<string, AmazonWebServiceRequest> createRequest, JsonResponseUnmarshaller unmarshaller) =>
        new("DynamoDB_20120810." + name, createRequest, unmarshaller);
}
