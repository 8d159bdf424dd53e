using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using SingleTable.Linq.Benchmarks.Canned;

namespace SingleTable.Linq.Benchmarks.ColdStart;

/// <summary>
/// The canned service behind a socket of this machine, for the first calls of other processes: with HTTP as it is in life, of which both sides of a
/// comparison have to start the same parts, as far as they use them.
/// </summary>
internal sealed class LoopbackService : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _item = Bodies.Get(Sample.Member(1));
    private readonly byte[] _page = Bodies.Page(Sample.Members(FirstCall.Items));

    private LoopbackService(int port)
    {
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        _listener.Prefixes.Add(Endpoint.AbsoluteUri);
    }

    public Uri Endpoint { get; }

    public static LoopbackService Start()
    {
        for (var attempt = 0; ; attempt++)
        {
            var service = new LoopbackService(FreePort());
            try
            {
                service._listener.Start();
                _ = service.AnswerAsync();
                return service;
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                // Another program took the port in between.
            }
        }
    }

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                Answer(await _listener.GetContextAsync().ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException && !_listener.IsListening)
        {
            // It was closed.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        context.Request.InputStream.CopyTo(Stream.Null);
        var isGet = context.Request.Headers["X-Amz-Target"]?.EndsWith(".GetItem", StringComparison.Ordinal) == true;
        var body = isGet ? _item : _page;
        var response = context.Response;
        response.ContentType = "application/x-amz-json-1.0";
        response.ContentLength64 = body.Length;
        response.Headers["x-amzn-RequestId"] = "CANNED0000000000000000000000000000000000000000000000";
        response.Headers["x-amz-crc32"] = Crc32.HashToUInt32(body).ToString(CultureInfo.InvariantCulture);
        response.OutputStream.Write(body);
        response.Close();
    }
}
