using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Operations;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

internal sealed class CancelFault(string[] codes) : Fault
{
    public override bool AppliesTo(Call call) => call.Operation is "TransactWriteItems" or "TransactGetItems";

    public override Task<Answer> RunAsync(Call call, Func<Call, Task<Answer>> next)
    {
        int count = (CallContent.Parse(call.Body)?["TransactItems"] as JsonArray)?.Count ?? 0;
        var reasons = Enumerable.Range(0, count).Select(i => i < codes.Length ? Reason(codes[i]) : CancellationReason.None).ToList();
        return Task.FromResult(Dispatcher.Of(CancellationReason.Cancelled(reasons)));
    }

    private static CancellationReason Reason(string code) => code switch
    {
        "None" => CancellationReason.None,
        "ConditionalCheckFailed" => new(code, "The conditional request failed"),
        "TransactionConflict" => new(code, "Transaction is ongoing for the item"),
        "ThrottlingError" => new(code, "Throughput exceeds the current capacity for one or more global secondary indexes."),
        "ProvisionedThroughputExceeded" => new(code, "The level of configured provisioned throughput for the table was exceeded. " +
            "Consider increasing your provisioning level with the UpdateTable API"),
        _ => new(code, code),
    };
}
