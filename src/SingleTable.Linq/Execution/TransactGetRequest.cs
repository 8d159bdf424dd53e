using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>Reads up to 100 items by their keys, all as they were at one moment.</summary>
internal sealed class TransactGetRequest(IReadOnlyList<TransactGetRequest.Item> items) : DescribedRequest
{
    public override DynamoOperation Operation => DynamoOperation.TransactGetItems;

    public override string TableName => items[0].Entity.Table.Name;

    public override string? EntityName => items.All(i => i.Entity == items[0].Entity) ? items[0].Entity.Name : null;

    public override void WriteBody(DynamoJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("TransactItems"u8);
        foreach (var (entity, partition, sort) in items)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Get"u8);
            writer.WriteString("TableName"u8, entity.Table.Name);
            writer.WritePropertyName("Key"u8);
            RequestJson.WriteKey(writer, entity.Table, partition, sort);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteReturnsCapacity(writer);
        writer.WriteEndObject();
    }

    public override void AddTags(RequestTags tags) => tags.AddBatch(items.Count);

    public override RequestLine Line(bool showValues) => RequestLine.Of(this, null).Part(string.Join(' ', items.Select(i => Describe(i, showValues))));

    private string Describe(Item item, bool showValues)
    {
        var table = item.Entity.Table;
        var other = table.Name == TableName ? "" : $" of {table.Name}";
        return $"[Get {item.Entity.Name}{other} {table.PartitionKey} = {RequestLine.Show(item.Partition, showValues)} "
            + $"{table.SortKey} = {RequestLine.Show(item.Sort, showValues)}]";
    }

    /// <summary>One of the items.</summary>
    internal sealed record Item(EntityModel Entity, string Partition, string Sort);
}
