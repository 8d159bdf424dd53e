using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Http.Headers;

namespace SingleTable.Linq.Benchmarks.Canned;

/// <summary>
/// The end of the SDK's HTTP pipeline: one answer to every request, at once and on the caller's thread, so that thread CPU time and allocations
/// are those of the code under measurement. Of several bodies, the pages of one read, each request gets the next, and the first again after the last.
/// </summary>
internal sealed class CannedService(params IReadOnlyList<byte[]> bodies) : HttpMessageHandler
{
    private readonly string[] _crcs = [.. bodies.Select(b => Crc32.HashToUInt32(b).ToString(CultureInfo.InvariantCulture))];
    private int _next;

    /// <summary>
    /// Whether responses have the service's checksum. Up to version 4.0 the SDK takes longer to check it than to read the body; without it one sees what
    /// is left of the difference with a SDK that checks it fast.
    /// </summary>
    public static bool HasChecksum { get; set; } = true;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Send(request, cancellationToken));

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var page = _next;
        _next = page + 1 == bodies.Count ? 0 : page + 1;
        var content = new StreamContent(new CannedBody(bodies[page]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        content.Headers.ContentLength = bodies[page].Length;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
        response.Headers.TryAddWithoutValidation("x-amzn-RequestId", "CANNED0000000000000000000000000000000000000000000000");
        if (HasChecksum)
        {
            response.Headers.TryAddWithoutValidation("x-amz-crc32", _crcs[page]);
        }

        return response;
    }
}
