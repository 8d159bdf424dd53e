using System.Buffers.Text;
using System.Text;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution.Telemetry;

/// <summary>What an answer says of its own size and cost.</summary>
/// <param name="Returned">How many items it holds; null where the operation gives none.</param>
/// <param name="Scanned">How many items were read for it before filtering, of Query and Scan.</param>
/// <param name="Capacity">The raw JSON of what it consumed: an object, or an array of them.</param>
internal readonly record struct ResponseCounts(long? Returned, long? Scanned, string? Capacity)
{
    /// <param name="response">The answer.</param>
    /// <param name="operation">To what.</param>
    /// <param name="hasCapacity">Whether the request asked what it costs.</param>
    public static ResponseCounts Of(WireResponse response, DynamoOperation operation, bool hasCapacity) =>
        response.Read((operation, hasCapacity), static (r, s) => Of(r.Body, s.operation, s.hasCapacity));

    // The items are most of an answer, and to walk over them costs as much as to read them: it is left out where all the rest is known without that.
    public static ResponseCounts Of(ReadOnlySpan<byte> body, DynamoOperation operation, bool hasCapacity)
    {
        var counts = new ResponseCounts(IsRead(operation) ? 0 : null, LastScannedCount(body), null);
        var reader = new DynamoJsonReader(body);
        reader.BeginObject();
        while (reader.NextName(out var name))
        {
            if (reader.TryReadNull())
            {
                continue;
            }

            if (name.SequenceEqual("Count"u8))
            {
                counts = counts with { Returned = reader.ReadInt32() };
            }
            else if (name.SequenceEqual("ScannedCount"u8))
            {
                counts = counts with { Scanned = reader.ReadInt32() };
            }
            else if (name.SequenceEqual("ConsumedCapacity"u8))
            {
                counts = counts with { Capacity = Encoding.UTF8.GetString(reader.ReadRaw()) };
            }
            else if (operation == DynamoOperation.BatchGetItem && name.SequenceEqual("Responses"u8))
            {
                counts = counts with { Returned = OfTables(ref reader) };
            }
            else if (operation == DynamoOperation.TransactGetItems && name.SequenceEqual("Responses"u8))
            {
                counts = counts with { Returned = OfTransaction(ref reader) };
            }
            else
            {
                if (operation == DynamoOperation.GetItem && name.SequenceEqual("Item"u8))
                {
                    counts = counts with { Returned = 1 };
                }

                if (counts.IsComplete(operation, hasCapacity))
                {
                    return counts;
                }

                reader.Skip();
            }
        }

        return counts;
    }

    private static bool IsRead(DynamoOperation operation) => operation
        is DynamoOperation.GetItem or DynamoOperation.Query or DynamoOperation.Scan or DynamoOperation.BatchGetItem or DynamoOperation.TransactGetItems;

    // A page without items, which has a count of zero, is short; its walk is no matter.
    private bool IsComplete(DynamoOperation operation, bool hasCapacity) => (Capacity is not null || !hasCapacity) && operation switch
    {
        DynamoOperation.Query or DynamoOperation.Scan => Returned > 0 && Scanned is not null,
        DynamoOperation.BatchGetItem or DynamoOperation.TransactGetItems => false,
        _ => true,
    };

    // A number right before the last bracket belongs to the outermost object; and what is behind a comma and an open quote is the whole name.
    private static long? LastScannedCount(ReadOnlySpan<byte> body)
    {
        var name = ",\"ScannedCount\":"u8;
        var end = body[^Math.Min(body.Length, 64)..];
        var at = end.LastIndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(end[(at + name.Length)..], out long count, out var length) && end[(at + name.Length + length)..].SequenceEqual("}"u8)
            ? count
            : null;
    }

    private static long OfTables(ref DynamoJsonReader reader)
    {
        long count = 0;
        reader.BeginObject();
        while (reader.NextName(out _))
        {
            reader.BeginArray();
            while (reader.NextElement())
            {
                reader.Skip();
                count++;
            }
        }

        return count;
    }

    // An item that is not there is an answer without an Item.
    private static long OfTransaction(ref DynamoJsonReader reader)
    {
        long count = 0;
        reader.BeginArray();
        while (reader.NextElement())
        {
            if (reader.TryReadNull())
            {
                continue;
            }

            reader.BeginObject();
            while (reader.NextName(out var name))
            {
                count += name.SequenceEqual("Item"u8) ? 1 : 0;
                reader.Skip();
            }
        }

        return count;
    }
}
