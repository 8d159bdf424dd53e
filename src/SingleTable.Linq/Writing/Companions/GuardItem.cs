using SingleTable.Linq.Execution;
using SingleTable.Linq.Model;
using SingleTable.Linq.Model.Companions;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing.Companions;

/// <summary>
/// Takes, hands over or gives up a unique value: the guard's item names its owner. Taking it again for the same owner is no violation, and giving up what is
/// not there or another's changes nothing that is ours: both are conditions.
/// </summary>
/// <param name="unique">The constraint.</param>
/// <param name="table">The table.</param>
/// <param name="key">The guard's own key.</param>
/// <param name="owner">The item that has the value now, or takes it when nobody has it.</param>
/// <param name="next">The item that has it then: another one where the owner moves; null where the value is given up.</param>
/// <param name="tenant">The tenant of the scope.</param>
internal sealed class GuardItem(UniqueModel unique, TableModel table, ItemKey key, ItemKey owner, ItemKey? next, string? tenant) : ITransactItem
{
    private const string OwnerPartition = "_ownerpk";
    private const string OwnerSort = "_ownersk";

    public TableModel Table => table;

    public ItemKey Key => key;

    public string Member => next is null ? "Delete" : "Put";

    public string Subject => $"unique {unique.Name}";

    public void WriteMembers(DynamoJsonWriter writer)
    {
        writer.WriteString("TableName"u8, table.Name);
        if (next is { } taker)
        {
            writer.WriteStartObject("Item"u8);
            RequestJson.WriteText(writer, table.PartitionKey, "S", key.Partition);
            RequestJson.WriteText(writer, table.SortKey, "S", key.Sort);

            // No entity has a type name like it, so that no read of an entity takes it for one.
            RequestJson.WriteText(writer, table.TypeAttribute, "S", $"{tenant}#$unique");
            RequestJson.WriteText(writer, OwnerPartition, "S", taker.Partition);
            RequestJson.WriteText(writer, OwnerSort, "S", taker.Sort);
            writer.WriteEndObject();
        }
        else
        {
            writer.WritePropertyName("Key"u8);
            RequestJson.WriteKey(writer, table, key.PartitionText, key.SortText);
        }

        writer.WriteString("ConditionExpression"u8, "attribute_not_exists(#pk) OR (#op = :op AND #os = :os)"u8);
        writer.WriteStartObject("ExpressionAttributeNames"u8);
        writer.WriteString("#pk"u8, table.PartitionKey);
        writer.WriteString("#op"u8, OwnerPartition);
        writer.WriteString("#os"u8, OwnerSort);
        writer.WriteEndObject();
        writer.WriteStartObject("ExpressionAttributeValues"u8);
        RequestJson.WriteText(writer, ":op", "S", owner.Partition);
        RequestJson.WriteText(writer, ":os", "S", owner.Sort);
        writer.WriteEndObject();
    }

    public IEnumerable<string> Describe(bool showValues)
    {
        yield return $"{table.PartitionKey} = {RequestLine.Show(key.Partition, showValues)}";
        yield return $"{table.SortKey} = {RequestLine.Show(key.Sort, showValues)}";
        yield return "if not another's";
    }
}
