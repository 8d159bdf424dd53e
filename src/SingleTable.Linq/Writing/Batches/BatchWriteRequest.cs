using System.Globalization;
using SingleTable.Linq.Execution;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing.Batches;

/// <summary>Up to 25 puts and deletes.</summary>
/// <param name="items">The batch.</param>
/// <param name="chunk">Which of its writes.</param>
internal sealed class BatchWriteRequest(BatchItems items, IReadOnlyList<int> chunk) : DescribedRequest
{
    public override DynamoOperation Operation => DynamoOperation.BatchWriteItem;

    public override string TableName => items.All[chunk[0]].Entity.Table.Name;

    public override string? EntityName
    {
        get
        {
            var first = items.All[chunk[0]].Entity;
            foreach (var i in chunk)
            {
                if (items.All[i].Entity != first)
                {
                    return null;
                }
            }

            return first.Name;
        }
    }

    public override void WriteBody(DynamoJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("RequestItems"u8);
        writer.WriteStartArray(TableName);
        for (var i = 0; i < chunk.Count; i++)
        {
            ref var item = ref items.All[chunk[i]];
            writer.WriteStartObject();
            if (item.IsPut)
            {
                writer.WriteStartObject("PutRequest"u8);
                writer.WritePropertyName("Item"u8);
            }
            else
            {
                writer.WriteStartObject("DeleteRequest"u8);
                writer.WritePropertyName("Key"u8);
            }

            writer.WriteRawValue(item.Json);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        WriteReturnsCapacity(writer);
        writer.WriteEndObject();
    }

    public override RequestLine Line(bool showValues)
    {
        var puts = chunk.Count(i => items.All[i].IsPut);
        return RequestLine.Of(this, null).Part(string.Join(", ", new[] { Count(puts, "put"), Count(chunk.Count - puts, "delete") }.OfType<string>()));
    }

    private static string? Count(int count, string kind) =>
        count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{count} {kind}{(count == 1 ? "" : "s")}");
}
