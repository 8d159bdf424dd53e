using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>One action of a TransactWriteItems.</summary>
internal interface ITransactItem
{
    TableModel Table { get; }

    ItemKey Key { get; }

    /// <summary>The member of the request that holds it: <c>Put</c>, <c>Update</c>, <c>Delete</c> or <c>ConditionCheck</c>.</summary>
    string Member { get; }

    /// <summary>What it is done to, for the request's line.</summary>
    string Subject { get; }

    void WriteMembers(DynamoJsonWriter writer);

    IEnumerable<string> Describe(bool showValues);
}
