using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

internal sealed class DamageFault(Func<Answer, Answer> damage) : Fault
{
    public override async Task<Answer> RunAsync(Call call, Func<Call, Task<Answer>> next) => damage(await next(call).ConfigureAwait(false));
}
