using System.Collections.Immutable;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>Reads one item by its key. The same object is used again with its query.</summary>
internal sealed class GetItemRequest(BoundQuery query) : DescribedRequest
{
    private KeyTexts _key;

    public override DynamoOperation Operation => DynamoOperation.GetItem;

    public override string TableName => query.Plan.Entity.Table.Name;

    public override string? EntityName => query.Plan.Entity.Name;

    /// <summary>Takes the key that the query's values make.</summary>
    public void Take(ImmutableArray<SlotValue> partition, ImmutableArray<SlotValue> sort)
    {
        var key = query.Plan.Entity.Key;
        KeyBinding.Write(ref _key, key.Partition, partition, query.Context);
        KeyBinding.Write(ref _key, key.Sort!, sort, query.Context);
    }

    /// <summary>Takes a key that was known before.</summary>
    public void Take(string partition, string sort)
    {
        _key.Add(partition);
        _key.Add(sort);
    }

    public new void Clear()
    {
        base.Clear();
        _key.Clear();
    }

    public override void WriteBody(DynamoJsonWriter writer)
    {
        var plan = query.Plan;
        var table = plan.Entity.Table;
        writer.WriteStartObject();
        writer.WriteString("TableName"u8, table.Name);
        writer.WritePropertyName("Key"u8);
        RequestJson.WriteKey(writer, table, _key.First, _key.Second);
        if (plan.Shape.Directives.IsConsistent)
        {
            writer.WriteBoolean("ConsistentRead"u8, true);
        }

        if (plan.ProjectionText is { } projection)
        {
            writer.WriteString("ProjectionExpression"u8, projection);
            RequestJson.WriteNames(writer, plan.Names);
        }

        WriteReturnsCapacity(writer);
        writer.WriteEndObject();
    }

    public override void AddTags(RequestTags tags) => tags.AddReading(query.Plan);

    public override RequestLine Line(bool showValues)
    {
        var table = query.Plan.Entity.Table;
        return RequestLine.Of(this, null)
            .Key(table.PartitionKey, KeyTexts.Text(_key.First), table.SortKey, new SortCondition(SortOperator.Equal, KeyTexts.Text(_key.Second)), showValues)
            .Projection(query.Plan).Consistent(query.Plan);
    }
}
