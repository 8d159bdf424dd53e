using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.InMemory;

namespace LocalServer;

/// <summary>The socket in front of the engine: every POST goes to the database's own handler and its answer back.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const int LargestBody = 32 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _engine;

    public Server(InMemoryDynamoDb database, int port)
    {
        _engine = new HttpMessageInvoker(database.CreateHandler());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // the engine itself refuses what is over 16 MB, as the service does
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        _app.MapGet("/", () => "healthy: in-memory DynamoDB");
        _app.MapPost("/", ForwardAsync);
    }

    public string Address => _app.Urls.Single();

    public Task StartAsync() => _app.StartAsync();

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    private async Task ForwardAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://in-memory.local/") { Content = new StreamContent(context.Request.Body) };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", context.Request.Headers["X-Amz-Target"].ToString());
        try
        {
            using var response = await _engine.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers)) context.Response.Headers[name] = values.ToArray();
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (BadHttpRequestException refused)
        {
            context.Response.StatusCode = refused.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            // a scripted reset or cut, or the client went away
            context.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _engine.Dispose();
    }
}
