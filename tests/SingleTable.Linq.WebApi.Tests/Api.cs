using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.InMemory;
using WebApi.Model;

namespace SingleTable.Linq.WebApi.Tests;

/// <summary>The sample, on an embedded database that the tests hold in their hands. Each test takes a tenant of its own, which is all that keeps them apart.</summary>
public sealed class Api : WebApplicationFactory<Program>
{
    public InMemoryDynamoDb Database { get; } = new();

    /// <summary>Settings beside those of the sample.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal) { ["Jobs:Pause"] = "00:00:00" };

    public static string NewTenant() => $"tenant-{Guid.NewGuid():N}";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(log => log.ClearProviders());
        builder.ConfigureServices(services => services.AddSingleTable<WorkTable>(o => o.UseClient(_ => Database.CreateClient(c => c.MaxErrorRetry = 1), isOwned: true)));
    }
}

/// <summary>Short forms of what tests ask.</summary>
public static class Asking
{
    public static async Task<JsonElement> JsonAsync(this HttpClient http, string url) => await http.GetFromJsonAsync<JsonElement>(url);

    public static async Task<JsonElement> PostAsync(this HttpClient http, string url, object body)
    {
        using var response = await http.PostAsJsonAsync(url, body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A project with so many items; its address.</summary>
    public static async Task<string> ProjectAsync(this HttpClient http, string tenant, int items, string name = "Some")
    {
        var project = await http.PostAsync($"/api/{tenant}/projects", new { name });
        var url = $"/api/{tenant}/projects/{project.Text("id")}";
        for (var i = 1; i <= items; i++)
        {
            await http.PostAsync($"{url}/items", new { title = $"Item {i}" });
        }

        return url;
    }

    public static string? Text(this JsonElement json, string property) => json.GetProperty(property).GetString();

    public static async Task<(int Status, JsonElement Problem)> ProblemAsync(this HttpClient http, HttpMethod method, string url, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await http.SendAsync(request);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
