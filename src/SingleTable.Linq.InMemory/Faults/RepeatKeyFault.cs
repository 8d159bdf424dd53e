using System.Text.Json.Nodes;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

internal sealed class RepeatKeyFault : Fault
{
    public override bool AppliesTo(Call call) =>
        call.Operation is "Query" or "Scan" && CallContent.Parse(call.Body)?["ExclusiveStartKey"] is JsonObject;

    public override async Task<Answer> RunAsync(Call call, Func<Call, Task<Answer>> next)
    {
        var answer = await next(call).ConfigureAwait(false);
        if (answer.Status != 200) return answer;
        var page = CallContent.Parse(answer.Body)!;
        page["LastEvaluatedKey"] = CallContent.Parse(call.Body)!["ExclusiveStartKey"]!.DeepClone();
        return new Answer(200, JsonBytes.Of(page));
    }
}
