using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

/// <summary>Something around the execution of a call: before it, instead of it, or after it.</summary>
internal abstract class Fault
{
    public virtual bool AppliesTo(Call call) => true;

    public abstract Task<Answer> RunAsync(Call call, Func<Call, Task<Answer>> next);
}
