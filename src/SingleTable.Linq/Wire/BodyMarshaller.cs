using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace SingleTable.Linq.Wire;

/// <summary>Lets a request write its own body, where the SDK would marshal its request object.</summary>
internal sealed class BodyMarshaller(WireRequest request) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    /// <summary>Bodies are not HTML, so that only what JSON demands is escaped; the writers are ours, so that they need no checking.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var content = new PooledContentStream(1024);
        try
        {
            WriteBody(request, content.BufferWriter);
        }
        catch
        {
            content.Dispose();
            throw;
        }

        var marshalled = new DefaultRequest(input, "Amazon.DynamoDBv2") { HttpMethod = "POST", ResourcePath = "/", ContentStream = content };
        marshalled.Headers["X-Amz-Target"] = SdkOperation.Of(request.Operation).Target;
        marshalled.Headers["Content-Type"] = "application/x-amz-json-1.0";
        marshalled.Headers["x-amz-api-version"] = "2012-08-10";
        return marshalled;
    }

    /// <summary>Writes the body with a writer that the thread keeps.</summary>
    public static void WriteBody(WireRequest request, IBufferWriter<byte> output)
    {
        var writer = t_writer ?? new Utf8JsonWriter(output, WriterOptions);
        t_writer = null;
        writer.Reset(output);
        request.WriteBody(writer);
        writer.Flush();
        writer.Reset(NullBufferWriter.Instance);
        t_writer = writer;
    }

    // A kept writer must not keep the last request's buffers alive.
    private sealed class NullBufferWriter : IBufferWriter<byte>
    {
        public static readonly NullBufferWriter Instance = new();

        public void Advance(int count) => throw new NotSupportedException();

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

        public Span<byte> GetSpan(int sizeHint = 0) => throw new NotSupportedException();
    }
}
