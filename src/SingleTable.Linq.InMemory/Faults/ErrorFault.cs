using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

internal sealed class ErrorFault(ServiceException error) : Fault
{
    public override Task<Answer> RunAsync(Call call, Func<Call, Task<Answer>> next) => Task.FromResult(Dispatcher.Of(error));
}
