using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

internal sealed class DelayFault(TimeSpan time) : Fault
{
    public override async Task<Answer> RunAsync(Call call, Func<Call, Task<Answer>> next)
    {
        await Task.Delay(time, call.Time, call.Cancellation).ConfigureAwait(false);
        return await next(call).ConfigureAwait(false);
    }
}
