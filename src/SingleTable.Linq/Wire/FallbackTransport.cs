using System.Net;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace SingleTable.Linq.Wire;

/// <summary>
/// For every client that is more or less than the SDK's own (mocks, DAX, wrappers): calls the interface's methods with the SDK's request
/// objects, and writes the responses as the bytes that the service would have sent, so that there is one materializer for both.
/// </summary>
internal sealed class FallbackTransport(IAmazonDynamoDB client) : IDynamoTransport
{
    public ServiceAddress Server { get; } = ServiceAddress.Of(client);

    public async Task<WireResponse> SendAsync(WireRequest request, CancellationToken cancellationToken)
    {
        var response = await CallAsync(request, BodyOf(request), cancellationToken).ConfigureAwait(false);
        using var writer = DynamoJsonWriter.Rent();
        SdkJson.WriteResponse(writer, response);
        return new WireResponse(writer.Written.ToArray(), writer.Length, null, response.ResponseMetadata?.RequestId);
    }

    private static JsonElement BodyOf(WireRequest request)
    {
        using var writer = DynamoJsonWriter.Rent();
        request.WriteBody(writer);
        using var document = JsonDocument.Parse(writer.Memory, new JsonDocumentOptions { MaxDepth = 4 * DynamoJsonReader.MaxDepth });
        return document.RootElement.Clone();
    }

    // How often such a client sent a request is its secret: only how the call ended is known.
    private async Task<AmazonWebServiceResponse> CallAsync(WireRequest request, JsonElement body, CancellationToken token)
    {
        try
        {
            return await CallAsync(request.Operation, body, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError })
        {
            request.LeaveOpen();
            throw;
        }
    }

    private async Task<AmazonWebServiceResponse> CallAsync(DynamoOperation operation, JsonElement body, CancellationToken token) => operation switch
    {
        DynamoOperation.GetItem => await client.GetItemAsync(SdkJson.Read<GetItemRequest>(body), token).ConfigureAwait(false),
        DynamoOperation.Query => await client.QueryAsync(SdkJson.Read<QueryRequest>(body), token).ConfigureAwait(false),
        DynamoOperation.Scan => await client.ScanAsync(SdkJson.Read<ScanRequest>(body), token).ConfigureAwait(false),
        DynamoOperation.BatchGetItem => await client.BatchGetItemAsync(SdkJson.Read<BatchGetItemRequest>(body), token).ConfigureAwait(false),
        DynamoOperation.PutItem => await client.PutItemAsync(SdkJson.Read<PutItemRequest>(body), token).ConfigureAwait(false),
        DynamoOperation.UpdateItem => await client.UpdateItemAsync(SdkJson.Read<UpdateItemRequest>(body), token).ConfigureAwait(false),
        DynamoOperation.DeleteItem => await client.DeleteItemAsync(SdkJson.Read<DeleteItemRequest>(body), token).ConfigureAwait(false),
        DynamoOperation.BatchWriteItem => await client.BatchWriteItemAsync(SdkJson.Read<BatchWriteItemRequest>(body), token).ConfigureAwait(false),
        DynamoOperation.TransactGetItems =>
            await client.TransactGetItemsAsync(SdkJson.Read<TransactGetItemsRequest>(body), token).ConfigureAwait(false),
        _ => await client.TransactWriteItemsAsync(SdkJson.Read<TransactWriteItemsRequest>(body), token).ConfigureAwait(false),
    };
}
