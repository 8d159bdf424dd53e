using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Runtime.ExceptionServices;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace SingleTable.Linq.Wire;

/// <summary>What the SDK's pipeline sees of our responses; the body stays with the unmarshaller.</summary>
internal sealed class BodyResponse : AmazonWebServiceResponse;

/// <summary>
/// Takes the body of one call and checks that it is whole. Nothing else is read here, because the pipeline takes any exception for a damaged
/// response and sends the request again.
/// </summary>
internal sealed class BodyUnmarshaller(SdkOperation operation, ArrayPool<byte> pool) : JsonResponseUnmarshaller, IDisposable
{
    private const int FirstRent = 16 * 1024;
    private const int LargestFirstRent = 1024 * 1024 + 64 * 1024;

    private byte[]? _buffer;
    private int _length;
    private bool _isBuffered;
    private bool _isIntact;
    private Exception? _failure;

    /// <summary>How many attempts ended without a refusal, the one that succeeds included: of the others nobody knows what they did.</summary>
    public int OpenAttempts { get; set; }

    /// <summary>How many attempts there were.</summary>
    public int Attempts { get; set; }

    /// <summary>Reads the body without blocking. A retry comes here again and replaces what the failed attempt left.</summary>
    public async Task BufferAsync(Stream stream, long contentLength, CancellationToken cancellationToken)
    {
        Rent(contentLength);
        try
        {
            while (Advance(await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false)))
            {
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Told where the SDK would have met it, so that it is the same error and counts as the same.
            _failure = e;
        }

        _isBuffered = true;
    }

    /// <summary>Hands the body over: whoever takes it gives the buffer back.</summary>
    public WireResponse TakeBody(string? requestId)
    {
        var buffer = _buffer ?? throw new InvalidOperationException("The pipeline returned without unmarshalling the response.");
        _buffer = null;
        return new WireResponse(buffer, _length, pool, requestId);
    }

    public void Dispose() => Return();

    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var requestId = input.ResponseData.GetHeaderValue("x-amzn-RequestId");
        AmazonWebServiceResponse response;
        try
        {
            // Not whether there is a buffer: an attempt that failed after this point leaves one.
            response = _isBuffered ? Take(input.ResponseData) : Unmarshall((JsonUnmarshallerContext)input);
        }
        catch (Exception e)
        {
            throw new AmazonUnmarshallingException(requestId, "", e, input.ResponseData.StatusCode);
        }

        // Not wrapped: the SDK's own check raises a bare IOException, and retry policies know that one.
        if (!_isIntact)
            throw new IOException("CRC value returned with response does not match the computed CRC value for the returned response body.");
        response.ResponseMetadata = new ResponseMetadata { RequestId = requestId };
        return response;
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        Rent(input.ResponseData.ContentLength);
        while (Advance(input.Stream.Read(_buffer!, _length, _buffer!.Length - _length)))
        {
        }

        return Take(input.ResponseData);
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        operation.Unmarshaller.UnmarshallException(input, innerException, statusCode);

    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        ConstructUnmarshallerContext(responseStream, maintainResponseBody, response, isException, null!);

    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
        isException
            ? base.ConstructUnmarshallerContext(responseStream, maintainResponseBody, response, isException, requestContext)
            : _isBuffered ? new BodyContext(response)
            : new UncheckedContext(responseStream, maintainResponseBody, response, requestContext);

    private BodyResponse Take(IWebResponseData response)
    {
        _isBuffered = false;
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        var body = _buffer.AsSpan(0, _length);
        var hasCrc = HasCrc(response, out var crc);
        _isIntact = !hasCrc || Crc32.HashToUInt32(body) == crc;
        BodyCheck.Demand(body, isVouchedFor: hasCrc ? _isIntact : response.ContentLength == _length);
        return new BodyResponse();
    }

    // The CRC is of the bytes on the wire, which nobody sees when the HTTP client decompresses them.
    private static bool HasCrc(IWebResponseData response, out uint crc) =>
        uint.TryParse(response.GetHeaderValue("x-amz-crc32"), NumberStyles.None, CultureInfo.InvariantCulture, out crc)
        && string.IsNullOrEmpty(response.GetHeaderValue("Content-Encoding"));

    private void Rent(long contentLength)
    {
        Return();
        (_length, _failure) = (0, null);

        // One byte more than announced, so that the end of the stream is seen without growing.
        _buffer = pool.Rent(contentLength >= 0 ? (int)Math.Min(contentLength + 1, LargestFirstRent) : FirstRent);
    }

    private bool Advance(int read)
    {
        if (read == 0) return false;
        _length += read;
        if (_length < _buffer!.Length) return true;
        var larger = pool.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        pool.Return(_buffer);
        _buffer = larger;
        return true;
    }

    private void Return()
    {
        var buffer = _buffer;
        _buffer = null;
        if (buffer is not null) pool.Return(buffer);
    }

    // Without response data in its constructor the SDK's context does not compute the CRC one byte at a time.
    private sealed class UncheckedContext : JsonUnmarshallerContext
    {
        public UncheckedContext(Stream stream, bool maintainResponseBody, IWebResponseData response, IRequestContext requestContext)
            : base(stream, maintainResponseBody, null, false, requestContext) => WebResponseData = response;
    }
}
