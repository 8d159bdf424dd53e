using System.Globalization;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Execution.Telemetry;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing.Batches;

/// <summary>Up to 25 puts and deletes.</summary>
internal sealed class BatchWriteRequest : DescribedRequest
{
    private static readonly JsonName s_put = new("PutRequest");
    private static readonly JsonName s_item = new("Item");
    private static readonly JsonName s_delete = new("DeleteRequest");
    private static readonly JsonName s_key = new("Key");

    private readonly BatchItems _items;
    private readonly IReadOnlyList<int> _chunk;
    private readonly int _count;
    private readonly int _puts;

    // What may be asked for after the items are gone is known from the start.
    public BatchWriteRequest(BatchItems items, IReadOnlyList<int> chunk)
    {
        (_items, _chunk, _count) = (items, chunk, chunk.Count);
        var first = items.All[chunk[0]].Entity;
        (TableName, EntityName) = (first.Table.Name, first.Name);
        for (var i = 0; i < chunk.Count; i++)
        {
            ref var item = ref items.All[chunk[i]];
            _puts += item.IsPut ? 1 : 0;
            EntityName = item.Entity == first ? EntityName : null;
        }
    }

    public override DynamoOperation Operation => DynamoOperation.BatchWriteItem;

    public override string TableName { get; }

    public override string? EntityName { get; }

    public override void WriteBody(DynamoJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("RequestItems"u8);
        writer.WriteStartArray(TableName);
        for (var i = 0; i < _count; i++)
        {
            ref var item = ref _items.All[_chunk[i]];
            writer.WriteStartObjectOf(item.IsPut ? s_put : s_delete);
            writer.WriteStartObjectOf(item.IsPut ? s_item : s_key);
            writer.WriteRawValue(item.Json);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        WriteReturnsCapacity(writer);
        writer.WriteEndObject();
    }

    public override void AddTags(RequestTags tags) => tags.AddBatch(_count);

    public override RequestLine Line(bool showValues) =>
        RequestLine.Of(this, null).Part(string.Join(", ", new[] { Count(_puts, "put"), Count(_count - _puts, "delete") }.OfType<string>()));

    private static string? Count(int count, string kind) =>
        count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{count} {kind}{(count == 1 ? "" : "s")}");
}
