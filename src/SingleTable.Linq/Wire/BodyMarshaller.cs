using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace SingleTable.Linq.Wire;

/// <summary>Lets a request write its own body, where the SDK would marshal its request object.</summary>
/// <remarks>
/// The SDK's marshallers send the version of the API a second time, in a header of its own. The service takes it from the target, as it is documented and as
/// the SDKs of other languages do: without that header a request has no more of them than its collections take in one step.
/// </remarks>
internal sealed class BodyMarshaller(WireRequest request) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    // With those that the pipeline adds.
    private const int HeaderCount = 9;

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var marshalled = new DefaultRequest(input, "Amazon.DynamoDBv2") { HttpMethod = "POST", ResourcePath = "/", ContentStream = Content(request) };
        (marshalled.Headers as Dictionary<string, string>)?.EnsureCapacity(HeaderCount);
        marshalled.Headers["X-Amz-Target"] = SdkOperation.Of(request.Operation).Target;
        marshalled.Headers["Content-Type"] = "application/x-amz-json-1.0";
        return marshalled;
    }

    // The stream is the SDK's own, because it knows that one: its length, and how to begin again for another attempt.
    private static PooledContentStream Content(WireRequest request)
    {
        using var body = DynamoJsonWriter.Rent();
        request.WriteBody(body);
        var content = new PooledContentStream(body.Length);
        body.Written.CopyTo(content.BufferWriter.GetSpan(body.Length));
        content.BufferWriter.Advance(body.Length);
        return content;
    }
}
