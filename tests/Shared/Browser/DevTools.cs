using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace SingleTable.Linq.Browsing;

/// <summary>The connection to a browser: calls and their answers, and what it tells by itself.</summary>
public sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1);
    private Task _receiving = Task.CompletedTask;
    private int _last;

    private DevTools()
    {
    }

    /// <summary>The session, the name and the parameters of an event.</summary>
    public event Action<string?, string, JsonElement>? Event;

    public static async Task<DevTools> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var tools = new DevTools();
        await tools._socket.ConnectAsync(address, cancellationToken);
        tools._receiving = tools.ReceiveAsync();
        return tools;
    }

    public async Task<JsonElement> CallAsync(string method, object parameters, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _calls[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = JsonSerializer.SerializeToUtf8Bytes(session is null ? new { id, method, @params = parameters } : (object)new { id, method, @params = parameters, sessionId = session });
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, true, default);
        }
        finally
        {
            _sending.Release();
        }

        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                message.SetLength(0);
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(), default);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                Take(JsonSerializer.Deserialize<JsonElement>(message.GetBuffer().AsSpan(0, (int)message.Length)));
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
        }

        foreach (var call in _calls.Values)
        {
            call.TrySetException(new InvalidOperationException("The browser is gone."));
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id))
        {
            if (_calls.TryRemove(id.GetInt32(), out var call))
            {
                _ = message.TryGetProperty("error", out var error)
                    ? call.TrySetException(new InvalidOperationException(error.ToString()))
                    : call.TrySetResult(message.GetProperty("result"));
            }

            return;
        }

        var session = message.TryGetProperty("sessionId", out var of) ? of.GetString() : null;
        Event?.Invoke(session, message.GetProperty("method").GetString()!, message.GetProperty("params"));
    }
}
