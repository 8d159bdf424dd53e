using System.Diagnostics;
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
    private static readonly SdkOperation?[] s_known = new SdkOperation?[10];

    // Each when it is asked for: the SDK's part of an operation costs time at its first use.
    public static SdkOperation Of(DynamoOperation operation) => s_known[(int)operation] ??= Make(operation);

    private static SdkOperation Make(DynamoOperation operation) => operation switch
    {
        DynamoOperation.GetItem => New("GetItem", table => new GetItemRequest { TableName = table }, GetItemResponseUnmarshaller.Instance),
        DynamoOperation.Query => New("Query", table => new QueryRequest { TableName = table }, QueryResponseUnmarshaller.Instance),
        DynamoOperation.Scan => New("Scan", table => new ScanRequest { TableName = table }, ScanResponseUnmarshaller.Instance),
        DynamoOperation.BatchGetItem => New("BatchGetItem", table => new BatchGetItemRequest { RequestItems = new() { [table] = new() } }, BatchGetItemResponseUnmarshaller.Instance),
        DynamoOperation.PutItem => New("PutItem", table => new PutItemRequest { TableName = table }, PutItemResponseUnmarshaller.Instance),
        DynamoOperation.UpdateItem => New("UpdateItem", table => new UpdateItemRequest { TableName = table }, UpdateItemResponseUnmarshaller.Instance),
        DynamoOperation.DeleteItem => New("DeleteItem", table => new DeleteItemRequest { TableName = table }, DeleteItemResponseUnmarshaller.Instance),
        DynamoOperation.BatchWriteItem => New("BatchWriteItem", table => new BatchWriteItemRequest { RequestItems = new() { [table] = [] } }, BatchWriteItemResponseUnmarshaller.Instance),
        DynamoOperation.TransactGetItems => New("TransactGetItems", table => new TransactGetItemsRequest { TransactItems = [new() { Get = new() { TableName = table } }] }, TransactGetItemsResponseUnmarshaller.Instance),
        DynamoOperation.TransactWriteItems => New("TransactWriteItems", table => new TransactWriteItemsRequest { TransactItems = [new() { Put = new() { TableName = table } }] }, TransactWriteItemsResponseUnmarshaller.Instance),
        _ => throw new UnreachableException($"{operation} is no operation."),
    };

    private static SdkOperation New(string name, Func<string, AmazonWebServiceRequest> createRequest, JsonResponseUnmarshaller unmarshaller) =>
        new("DynamoDB_20120810." + name, createRequest, unmarshaller);
}
