using System.Text;
using SingleTable.Linq.InMemory.Faults;

namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>One request on its way through the faults to the engine.</summary>
internal sealed record Call(string Operation, byte[] Body, TimeProvider Time, Detours Detours, CancellationToken Cancellation)
{
    public RecordedRequest Recorded => new(Operation, Encoding.UTF8.GetString(Body));
}
