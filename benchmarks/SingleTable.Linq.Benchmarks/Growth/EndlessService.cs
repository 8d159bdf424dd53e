using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Text;
using SingleTable.Linq.Benchmarks.Canned;

namespace SingleTable.Linq.Benchmarks.Growth;

/// <summary>
/// Answers with one page again and again: its last key becomes another one each time, and is gone from the last page. So a long read needs no memory here.
/// </summary>
internal sealed class EndlessService : HttpMessageHandler
{
    private readonly byte[] _page;
    private readonly int _pages;
    private readonly int _digits;
    private readonly int _name;
    private int _answers;

    public EndlessService(byte[] page, int pages)
    {
        // "LastEvaluatedKey":{"sk":{"S":"TEAM#…#MEMBER#0198f3c3-….
        (_page, _pages) = (page, pages);
        _name = page.AsSpan().LastIndexOf("LastEvaluatedKey"u8);
        _digits = page.AsSpan().LastIndexOf("#MEMBER#"u8) + "#MEMBER#".Length;
    }

    public long Sent { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (++_answers == _pages)
        {
            "UnknownMemberHere"u8[..^1].CopyTo(_page.AsSpan(_name));
        }

        Encoding.UTF8.GetBytes(_answers.ToString("x8", CultureInfo.InvariantCulture), _page.AsSpan(_digits));
        Sent += _page.Length;
        var content = new StreamContent(new CannedBody(_page));
        content.Headers.ContentLength = _page.Length;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
        response.Headers.TryAddWithoutValidation("x-amz-crc32", Crc32.HashToUInt32(_page).ToString(CultureInfo.InvariantCulture));
        return Task.FromResult(response);
    }
}
