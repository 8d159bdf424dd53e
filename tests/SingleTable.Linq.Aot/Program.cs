using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SingleTable.Linq.Aot;
using SingleTable.Linq.InMemory;

// Published with NativeAOT, this shows that the library works without code that is made at run time: it says so, or ends with the first thing that is wrong.
var engine = new InMemoryDynamoDb();
var builder = Host.CreateEmptyApplicationBuilder(null);
builder.Services.AddSingleTable<AotTable>(o => o.UseInMemory(engine).UseTenant(_ => "acme")).EnsureTable().WarmUp();
using var host = builder.Build();
await host.StartAsync();
await using var scope = host.Services.CreateAsyncScope();
var db = scope.ServiceProvider.GetRequiredService<AotTable>();
var steps = new Steps(db);
await steps.RunAsync();
await steps.FactoryAsync(host.Services.GetRequiredService<ITableContextFactory<AotTable>>());
Console.WriteLine($"All {steps.Done} steps were right; {engine.Requests.Count} requests; generated code: {RuntimeFeature.IsDynamicCodeSupported}.");
