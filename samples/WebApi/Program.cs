using System.Text.Json.Serialization;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SingleTable.Linq.InMemory;
using WebApi;
using WebApi.Endpoints;
using WebApi.Http;
using WebApi.Jobs;
using WebApi.Model;

// --endpoint http://localhost:8000 runs on a DynamoDB server instead of the embedded engine, --telemetry true writes spans and metrics to the console.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpContextAccessor();
builder.Services.AddSingleTable<WorkTable>(table =>
{
    _ = builder.Configuration["endpoint"] is { Length: > 0 } endpoint ? table.UseEndpoint(endpoint) : table.UseInMemory();
    table.UseTenant(Tenant.Of);
    table.Configure((services, options) =>
    {
        var http = services.GetRequiredService<IHttpContextAccessor>();
        return options with { OperationTimeout = TimeSpan.FromSeconds(10), Log = line => SentRequests.Add(http.HttpContext, line) };
    });
}).EnsureTable().WarmUp(db => [db.ItemsOf("p", null), db.ItemsOf("p", WorkStatus.Open)]);

builder.Services.AddHostedService<Seed>();
builder.Services.AddSingleton<JobQueue>().AddHostedService<JobRunner>().Configure<JobOptions>(builder.Configuration.GetSection("Jobs"));
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddProblemDetails().AddExceptionHandler<TableExceptionHandler>();
builder.Services.AddHealthChecks().AddSingleTable<WorkTable>(timeout: TimeSpan.FromSeconds(3));
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
if (builder.Configuration.GetValue<bool>("telemetry"))
{
    builder.Services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("webapi"))
        .WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", TableDiagnostics.ActivitySourceName).AddConsoleExporter())
        .WithMetrics(metrics => metrics.AddMeter("Microsoft.AspNetCore.Hosting", TableDiagnostics.MeterName).AddConsoleExporter());
}

var app = builder.Build();
app.Use((http, next) =>
{
    // The page needs nothing from elsewhere, and may load nothing. OnStarting, because an error clears what was set before.
    http.Response.OnStarting(() =>
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Task.CompletedTask;
    });
    return next(http);
});
app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : 500 });
app.UseStatusCodePages();
app.UseSentRequests();
app.UseDefaultFiles().UseStaticFiles();
app.MapHealthChecks("/health");
var tenant = app.MapGroup($"/api/{{{Tenant.Parameter}}}");
tenant.MapProjects();
tenant.MapItems();
tenant.MapJobs();
app.Run();
