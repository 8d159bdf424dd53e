using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Http.Headers;
using SingleTable.Linq.InMemory.Faults;

namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>The end of the SDK's HTTP pipeline: no socket; the faults and behind them the engine answer.</summary>
internal sealed class InProcessHandler(Dispatcher dispatcher, RequestLog log, FaultScript faults, Detours detours, TimeProvider time)
    : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return await RespondAsync(request, body, cancellationToken).ConfigureAwait(false);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        request.Content?.CopyTo(body, null, cancellationToken);
        return RespondAsync(request, body.ToArray(), cancellationToken).GetAwaiter().GetResult();
    }

    private async Task<HttpResponseMessage> RespondAsync(HttpRequestMessage request, byte[] body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string? target = request.Headers.TryGetValues("X-Amz-Target", out var values) ? values.FirstOrDefault() : null;
        var call = new Call(Dispatcher.OperationName(target), body, time, detours, cancellationToken);
        log.Add(call);
        Func<Call, Task<Answer>> run = c => Task.FromResult(dispatcher.Run(c.Operation, c.Body));
        // the rule that was added first is the outermost
        foreach (var fault in faults.For(call).AsEnumerable().Reverse())
        {
            var inner = run;
            run = c => fault.RunAsync(c, inner);
        }
        return Http(request, await run(detours.Resolve(call)).ConfigureAwait(false));
    }

    private static HttpResponseMessage Http(HttpRequestMessage request, Answer answer)
    {
        HttpContent content = answer.Truncated ? new StreamContent(new CutStream(answer.Body)) : new ByteArrayContent(answer.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        content.Headers.ContentLength = answer.Body.Length;
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = content, RequestMessage = request };
        response.Headers.Add("x-amzn-RequestId", Guid.NewGuid().ToString("N").ToUpperInvariant());
        uint checksum = Crc32.HashToUInt32(answer.Body) ^ (answer.WrongChecksum ? 1u : 0u);
        response.Headers.Add("x-amz-crc32", checksum.ToString(CultureInfo.InvariantCulture));
        return response;
    }
}
