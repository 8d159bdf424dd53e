using System.Buffers;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using SingleTable.Linq.Diagnostics;

namespace SingleTable.Linq.Wire;

/// <summary>
/// Sends through the SDK's own pipeline, so that credentials, signing, endpoints, retries, telemetry and exceptions are the SDK's, but with
/// our own marshalling at both ends.
/// </summary>
internal sealed class PipelineTransport : IDynamoTransport
{
    private readonly AmazonDynamoDBClient _client;
    private readonly ArrayPool<byte> _pool;

    private PipelineTransport(AmazonDynamoDBClient client, ArrayPool<byte> pool)
    {
        _client = client;
        _pool = pool;
        Server = ServiceAddress.Of(client);
    }

    public ServiceAddress Server { get; }

    /// <summary>The transport, or null when the client is not the SDK's own or does not have the doors that we need.</summary>
    public static PipelineTransport? TryCreate(IAmazonDynamoDB client, ArrayPool<byte>? pool = null)
    {
        if (client is not AmazonDynamoDBClient own || !PipelineDoors.AreOpen(own) || !BodyBufferingHandler.TryInstall(own)) return null;
        return new PipelineTransport(own, pool ?? BufferPool.Bytes);
    }

    public async Task<WireResponse> SendAsync(WireRequest request, CancellationToken cancellationToken)
    {
        using var unmarshaller = new BodyUnmarshaller(SdkOperation.Of(request.Operation), _pool);
        var options = new InvokeOptions { RequestMarshaller = new BodyMarshaller(request), ResponseUnmarshaller = unmarshaller };
        var sdkRequest = SdkOperation.Of(request.Operation).CreateRequest(request.TableName);
        try
        {
            var response = await PipelineDoors.InvokeAsync<BodyResponse>(_client, sdkRequest, options, cancellationToken).ConfigureAwait(false);
            if (unmarshaller.OpenAttempts > 1)
            {
                request.LeaveOpen();
            }

            return unmarshaller.TakeBody(response.ResponseMetadata?.RequestId);
        }
        catch when (unmarshaller.OpenAttempts > 0)
        {
            request.LeaveOpen();
            throw;
        }
        finally
        {
            request.Attempted(unmarshaller.Attempts);
        }
    }
}
