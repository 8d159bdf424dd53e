using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

/// <summary>
/// The service gives an empty page when a filter dropped everything that it read. Here the key is that of the first row, and whoever
/// continues with it gets that row nevertheless: the fault that gave the key waits for it.
/// </summary>
internal sealed class EmptyPageFault : Fault
{
    public override bool AppliesTo(Call call) => call.Operation is "Query" or "Scan";

    public override async Task<Answer> RunAsync(Call call, Func<Call, Task<Answer>> next)
    {
        if (CallContent.Parse(call.Body) is not { } request) return await next(call).ConfigureAwait(false);
        var probe = (JsonObject)request.DeepClone();
        probe["Limit"] = 1;
        var first = await next(call with { Body = JsonBytes.Of(probe) }).ConfigureAwait(false);
        if (first.Status != 200 || CallContent.Parse(first.Body)?["LastEvaluatedKey"] is not JsonObject key) return first;
        call.Detours.Add(key, request["ExclusiveStartKey"]);
        var empty = new JsonObject { ["Items"] = new JsonArray(), ["Count"] = 0, ["ScannedCount"] = 0, ["LastEvaluatedKey"] = key.DeepClone() };
        return new Answer(200, JsonBytes.Of(empty));
    }
}
