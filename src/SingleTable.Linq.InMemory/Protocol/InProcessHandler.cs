using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>The end of the SDK's HTTP pipeline: no socket, the engine answers.</summary>
internal sealed class InProcessHandler(Dispatcher dispatcher, RequestLog log) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return Respond(request, body, cancellationToken);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        request.Content?.CopyTo(body, null, cancellationToken);
        return Respond(request, body.ToArray(), cancellationToken);
    }

    private HttpResponseMessage Respond(HttpRequestMessage request, byte[] body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string? target = request.Headers.TryGetValues("X-Amz-Target", out var values) ? values.FirstOrDefault() : null;
        string operation = Dispatcher.OperationName(target);
        log.Add(new RecordedRequest(operation, Encoding.UTF8.GetString(body)));
        return Http(request, dispatcher.Run(operation, body));
    }

    private static HttpResponseMessage Http(HttpRequestMessage request, Answer answer)
    {
        var content = new ByteArrayContent(answer.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        content.Headers.ContentLength = answer.Body.Length;
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = content, RequestMessage = request };
        response.Headers.Add("x-amzn-RequestId", Guid.NewGuid().ToString("N").ToUpperInvariant());
        response.Headers.Add("x-amz-crc32", Crc32.HashToUInt32(answer.Body).ToString(CultureInfo.InvariantCulture));
        return response;
    }
}
