using System.Globalization;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>Reads up to 100 items by their keys.</summary>
/// <param name="plan">How they are read.</param>
/// <param name="all">The keys of the whole read.</param>
/// <param name="places">Which of them.</param>
/// <param name="entityName">The entity; null for several.</param>
internal sealed class BatchGetRequest(QueryPlan plan, KeyList all, IReadOnlyList<int> places, string? entityName) : DescribedRequest
{
    public override DynamoOperation Operation => DynamoOperation.BatchGetItem;

    public override string TableName => plan.Entity.Table.Name;

    public override string? EntityName => entityName;

    public override void WriteBody(DynamoJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("RequestItems"u8);
        WriteKeys(writer);
        WriteReturnsCapacity(writer);
        writer.WriteEndObject();
    }

    public override void AddTags(RequestTags tags)
    {
        tags.AddReading(plan);
        tags.AddBatch(places.Count);
    }

    public override RequestLine Line(bool showValues)
    {
        var line = RequestLine.Of(this, null);
        var keys = places.Select(p => all[p]).ToList();
        var table = plan.Entity.Table;
        return (keys.Select(k => k.Partition).Distinct().Count() == 1
                ? line.Part($"{table.PartitionKey} = {RequestLine.Show(keys[0].Partition, showValues)}")
                    .Part($"{table.SortKey} in ({List(keys.Select(k => k.Sort), showValues)})")
                : line.Part($"keys ({List(keys.Select(k => $"{k.Partition}, {k.Sort}"), showValues)})"))
            .Projection(plan).Consistent(plan);
    }

    private string List(IEnumerable<string> texts, bool showValues) =>
        showValues ? string.Join("; ", texts) : string.Create(CultureInfo.InvariantCulture, $"{places.Count} keys");

    private void WriteKeys(DynamoJsonWriter writer)
    {
        var table = plan.Entity.Table;
        writer.WriteStartObject();
        writer.WriteStartObject(table.Name);
        writer.WriteStartArray("Keys"u8);
        for (var i = 0; i < places.Count; i++)
        {
            all.Write(writer, places[i], table);
        }

        writer.WriteEndArray();
        if (plan.Shape.Directives.IsConsistent)
        {
            writer.WriteBoolean("ConsistentRead"u8, true);
        }

        if (plan.ProjectionText is not null)
        {
            // The answer comes in no order: the key tells which item it is.
            writer.WriteString("ProjectionExpression"u8, $"{plan.ProjectionText}, #pk, #sk");
            writer.WriteStartObject("ExpressionAttributeNames"u8);
            RequestJson.WriteNameMembers(writer, plan.Names);
            writer.WriteString("#pk"u8, table.PartitionKey);
            writer.WriteString("#sk"u8, table.SortKey);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
