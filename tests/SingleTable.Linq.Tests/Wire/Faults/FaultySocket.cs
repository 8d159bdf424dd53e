using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace SingleTable.Linq.Tests.Wire.Faults;

/// <summary>What goes wrong on a connection.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Answer">Answers one request, given the whole answer that would be right and how much of it is headers.</param>
internal sealed record SocketFault(string Name, Func<Socket, byte[], int, Task> Answer);

/// <summary>A server on loopback that answers the first requests, or all, in a faulty way, and the others rightly. One request for each connection.</summary>
internal sealed class FaultySocket : IFaultyService, IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly int _headers;
    private readonly SocketFault _fault;
    private readonly int _faults;
    private readonly Task _loop;
    private int _attempts;

    public FaultySocket(string body, SocketFault fault, int faults)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var headers = string.Create(CultureInfo.InvariantCulture, $"""
            HTTP/1.1 200 OK
            Content-Type: application/x-amz-json-1.0
            Content-Length: {bytes.Length}
            x-amzn-RequestId: REQ1
            x-amz-crc32: {Crc32.HashToUInt32(bytes)}
            Connection: close


            """).ReplaceLineEndings("\r\n");
        (_answer, _headers, _fault, _faults) = ([.. Encoding.ASCII.GetBytes(headers), .. bytes], headers.Length, fault, faults);
        _listener.Start();
        _loop = AcceptAsync();
    }

    public int Attempts => _attempts;

    public AmazonDynamoDBClient CreateClient() => new(new BasicAWSCredentials("id", "secret"), new AmazonDynamoDBConfig
    {
        ServiceURL = $"http://{_listener.LocalEndpoint}", AuthenticationRegion = "eu-central-1", MaxErrorRetry = 2, Timeout = TimeSpan.FromSeconds(20),
    });

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
    }

    public static void Reset(Socket socket) => socket.LingerState = new LingerOption(true, 0);

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync()));
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // Stopped.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = socket;
        try
        {
            if (!await ReadRequestAsync(socket))
            {
                return;
            }

            if (Interlocked.Increment(ref _attempts) <= _faults)
            {
                await _fault.Answer(socket, _answer, _headers);
            }
            else
            {
                await socket.SendAsync(_answer);
                socket.Shutdown(SocketShutdown.Send);
                await socket.ReceiveAsync(new byte[1]);
            }
        }
        catch (SocketException)
        {
            // The client has gone.
        }
    }

    private static async Task<bool> ReadRequestAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer);
            if (read == 0)
            {
                return false;
            }

            var request = text.Append(Encoding.ASCII.GetString(buffer, 0, read)).ToString();
            if (request.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0)
            {
                const string name = "Content-Length: ";
                var at = request.IndexOf(name, StringComparison.OrdinalIgnoreCase) + name.Length;
                if (request.Length >= end + 4 + int.Parse(request.AsSpan(at, request.IndexOf('\r', at) - at), NumberStyles.None, CultureInfo.InvariantCulture))
                {
                    return true;
                }
            }
        }
    }
}
