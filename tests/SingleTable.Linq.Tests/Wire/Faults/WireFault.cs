using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace SingleTable.Linq.Tests.Wire.Faults;

/// <summary>What goes wrong with the answers to one call.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Answer">The answer to an attempt, counted from 0, given the body that would be right.</param>
internal sealed record WireFault(string Name, Func<int, string, HttpResponseMessage> Answer)
{
    /// <summary>The SDK's own unmarshaller never comes back from it.</summary>
    public bool HangsTheSdk { get; init; }

    public static HttpResponseMessage Reply(int status, string body, string? type = "application/x-amz-json-1.0", bool? rightCrc = true, bool hasId = true) =>
        Reply(status, body, new ByteArrayContent(Encoding.UTF8.GetBytes(body)), type, rightCrc, hasId);

    /// <summary>The body comes from a stream: without a length, unless one is announced.</summary>
    public static HttpResponseMessage Streamed(int status, string body, Stream stream, long? announced = null)
    {
        var content = new StreamContent(stream);
        content.Headers.ContentLength = announced;
        return Reply(status, body, content, "application/x-amz-json-1.0", true, true);
    }

    public static HttpResponseMessage Refuse(int status, string code, string more = "") =>
        Reply(status, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"no"{{more}}}""");

    public static IOException Reset() => new("The connection was reset.", new SocketException((int)SocketError.ConnectionReset));

    public static HttpRequestException ResetBeforeAnswer() => new("The request could not be sent.", Reset());

    public static HttpRequestException NoConnection() =>
        new(HttpRequestError.ConnectionError, "No connection.", new SocketException((int)SocketError.ConnectionRefused));

    private static HttpResponseMessage Reply(int status, string body, HttpContent content, string? type, bool? rightCrc, bool hasId)
    {
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = content };
        if (hasId) response.Headers.Add("x-amzn-RequestId", "REQ1");
        if (rightCrc is { } right)
        {
            var crc = Crc32.HashToUInt32(Encoding.UTF8.GetBytes(body)) ^ (right ? 0u : 1u);
            response.Headers.Add("x-amz-crc32", crc.ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }
}
