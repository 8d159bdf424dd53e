using System.Net.Sockets;
using System.Text;

namespace SingleTable.Linq.Tests.Wire.Faults;

/// <summary>The same over real connections on loopback: what breaks there ends in the library as in the SDK alone.</summary>
public class SocketFaultTests
{
    // Long enough to come in several reads.
    private static readonly string s_padding = new('x', 200_000);

    private static IEnumerable<SocketFault> Faults =>
    [
        new("a reset before the answer", (socket, _, _) => Cut(socket, default, resets: true)),
        new("the end before the answer", (socket, _, _) => Cut(socket, default, resets: false)),
        new("a reset in the headers", (socket, answer, headers) => Cut(socket, answer.AsMemory(0, headers / 2), resets: true)),
        new("the end in the headers", (socket, answer, headers) => Cut(socket, answer.AsMemory(0, headers / 2), resets: false)),
        new("the end behind the headers", (socket, answer, headers) => Cut(socket, answer.AsMemory(0, headers), resets: false)),
        new("the end in the body", (socket, answer, headers) => Cut(socket, answer.AsMemory(0, (headers + answer.Length) / 2), resets: false)),
        new("the end before the last byte", (socket, answer, _) => Cut(socket, answer.AsMemory(0, answer.Length - 1), resets: false)),
        new("no HTTP", (socket, _, _) => Cut(socket, "SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray(), resets: false)),
        new("a length that is too short", (socket, answer, headers) => Cut(socket, Shorter(answer, headers), resets: false)),
        new("a chunk that is cut", (socket, answer, headers) => Cut(socket, Chunked(answer, headers, isWhole: false), resets: false)),
        new("chunks", (socket, answer, headers) => Cut(socket, Chunked(answer, headers, isWhole: true), resets: false)),
        new("single bytes", Trickle),
        new("HTML", (socket, _, _) => Cut(socket, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>"u8.ToArray(), resets: false)),
    ];

    public static TheoryData<string> Operations => [.. FaultProbe.Bodies.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_connection_that_breaks_ends_as_in_the_SDK_alone(string operation)
    {
        var outcomes = await Task.WhenAll(Faults.SelectMany(fault => new[] { 1, 2, int.MaxValue }.Select(times => OutcomesAsync(operation, fault, times))));
        outcomes.Where(o => o.Pipeline != o.Sdk || o.Wrapped != o.Sdk)
            .Select(o => $"{o.Name}\n  SDK     {o.Sdk}\n  library {o.Pipeline}\n  wrapped {o.Wrapped}\n").ShouldBeEmpty();

        outcomes.Count(o => o.Sdk.IsResult).ShouldBeGreaterThan(25);
        outcomes.Count(o => !o.Sdk.IsResult && o.Sdk.Attempts >= 3).ShouldBeGreaterThan(8);
    }

    private static async Task<(string Name, CallOutcome Sdk, CallOutcome Pipeline, CallOutcome Wrapped)> OutcomesAsync(string operation, SocketFault fault, int times)
    {
        var sdk = WithServerAsync(s => FaultProbe.SdkAsync(operation, s));
        var pipeline = WithServerAsync(s => FaultProbe.LibraryAsync(operation, s, isWrapped: false));
        var wrapped = WithServerAsync(s => FaultProbe.LibraryAsync(operation, s, isWrapped: true));
        return ($"{fault.Name}, {(times == int.MaxValue ? "always" : times)}", await sdk, await pipeline, await wrapped);

        // On threads of their own: the SDK reads bodies without awaiting.
        Task<CallOutcome> WithServerAsync(Func<FaultySocket, Task<CallOutcome>> call) => Task.Run(async () =>
        {
            await using var server = new FaultySocket(FaultProbe.Bodies[operation].Replace("also", s_padding, StringComparison.Ordinal), fault, times);
            return await call(server);
        });
    }

    private static async Task Cut(Socket socket, ReadOnlyMemory<byte> answer, bool resets)
    {
        await socket.SendAsync(answer);
        if (resets)
        {
            // A reset overtakes what has not been read.
            await Task.Delay(50);
            FaultySocket.Reset(socket);
            return;
        }

        socket.Shutdown(SocketShutdown.Send);
        await socket.ReceiveAsync(new byte[1]);
    }

    private static async Task Trickle(Socket socket, byte[] answer, int headers)
    {
        socket.NoDelay = true;
        for (var i = 0; i < headers + 2; i++)
        {
            await socket.SendAsync(answer.AsMemory(i, 1));
        }

        await Cut(socket, answer.AsMemory(headers + 2), resets: false);
    }

    private static byte[] Shorter(byte[] answer, int headers)
    {
        var length = answer.Length - headers;
        var text = Encoding.ASCII.GetString(answer, 0, headers).Replace($"Content-Length: {length}", $"Content-Length: {length - 1}", StringComparison.Ordinal);
        return [.. Encoding.ASCII.GetBytes(text), .. answer.AsSpan(headers)];
    }

    private static byte[] Chunked(byte[] answer, int headers, bool isWhole)
    {
        var body = answer.AsSpan(headers);
        var half = body.Length / 2;
        var text = Encoding.ASCII.GetString(answer, 0, headers).Replace($"Content-Length: {body.Length}", "Transfer-Encoding: chunked", StringComparison.Ordinal);
        byte[] cut = [.. Encoding.ASCII.GetBytes(text), .. Chunk(body[..half])];
        return isWhole ? [.. cut, .. Chunk(body[half..]), .. "0\r\n\r\n"u8] : [.. cut, .. "FF\r\n"u8];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> bytes) => [.. Encoding.ASCII.GetBytes($"{bytes.Length:X}\r\n"), .. bytes, .. "\r\n"u8];
}
