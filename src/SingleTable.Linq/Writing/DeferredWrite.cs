using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;
using SingleTable.Linq.Writing.Companions;

namespace SingleTable.Linq.Writing;

/// <summary>A write of a transaction that can be made only when the values that it waits for are there.</summary>
/// <param name="Place">Its place among the actions.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Member">As of the action that it becomes.</param>
/// <param name="AwaitAsync">Awaits the values.</param>
/// <param name="Make">Makes the write.</param>
internal sealed record DeferredWrite(
    int Place, EntityModel Entity, string Member, Func<ExecutionScope, CancellationToken, Task<ExecutionScope>> AwaitAsync, Func<ExecutionScope, WriteSet> Make) : ITransactItem
{
    public TableModel Table => Entity.Table;

    public string Subject => Entity.Name;

    public ItemKey Key => throw NotMade();

    public void WriteMembers(DynamoJsonWriter writer) => throw NotMade();

    public IEnumerable<string> Describe(bool showValues) => ["with values that are generated when it is committed"];

    private static System.Diagnostics.UnreachableException NotMade() => new("The write is made before it is sent.");
}
