using System.Net.Sockets;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Faults;

internal sealed class ResetFault(bool afterCommit) : Fault
{
    public override async Task<Answer> RunAsync(Call call, Func<Call, Task<Answer>> next)
    {
        if (afterCommit) await next(call).ConfigureAwait(false);
        throw new HttpRequestException("An error occurred while sending the request.",
            new IOException("Connection reset by peer (scripted)", new SocketException((int)SocketError.ConnectionReset)));
    }
}
