using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace SingleTable.Linq.Wire;

/// <summary>Lets a request write its own body, where the SDK would marshal its request object.</summary>
internal sealed class BodyMarshaller(WireRequest request) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var marshalled = new DefaultRequest(input, "Amazon.DynamoDBv2") { HttpMethod = "POST", ResourcePath = "/", ContentStream = Content(request) };
        marshalled.Headers["X-Amz-Target"] = SdkOperation.Of(request.Operation).Target;
        marshalled.Headers["Content-Type"] = "application/x-amz-json-1.0";
        marshalled.Headers["x-amz-api-version"] = "2012-08-10";
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
