using System.Runtime.CompilerServices;
using SingleTable.Linq.Aot;
using SingleTable.Linq.InMemory;

// Published with NativeAOT, this shows that the library works without code that is made at run time: it says so, or ends with the first thing that is wrong.
var engine = new InMemoryDynamoDb();
using var client = engine.CreateClient();
var db = new AotTable(new TableOptions<AotTable>(client).ForTenant("acme"));
await db.EnsureTableAsync();
var steps = new Steps(db);
await steps.RunAsync();
Console.WriteLine($"All {steps.Done} steps were right; {engine.Requests.Count} requests; generated code: {RuntimeFeature.IsDynamicCodeSupported}.");
