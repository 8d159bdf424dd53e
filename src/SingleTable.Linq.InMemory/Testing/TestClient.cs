using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace SingleTable.Linq.InMemory.Testing;

/// <summary>
/// The SDK's client with its own retries, but without the pauses between them, which pass in real time. It overrides no operation, so that the library takes it for the SDK's own.
/// </summary>
internal sealed class TestClient(AWSCredentials credentials, AmazonDynamoDBConfig config) : AmazonDynamoDBClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        foreach (var handler in pipeline.Handlers)
        {
            if (handler is RetryHandler { RetryPolicy: StandardRetryPolicy policy })
            {
                policy.MaxBackoffInMilliseconds = 1;
            }
        }
    }
}
