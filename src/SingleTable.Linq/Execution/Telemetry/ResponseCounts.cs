using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution.Telemetry;

/// <summary>What an answer says of its own size and cost, found by a walk over it that reads no item.</summary>
/// <param name="Returned">How many items it holds; null where the operation gives none.</param>
/// <param name="Scanned">How many items were read for it before filtering, of Query and Scan.</param>
/// <param name="Capacity">The raw JSON of what it consumed: an object, or an array of them.</param>
internal readonly record struct ResponseCounts(long? Returned, long? Scanned, string? Capacity)
{
    public static ResponseCounts Of(WireResponse response, DynamoOperation operation) => response.Read(operation, static (r, o) => Of(r.Body, o));

    public static ResponseCounts Of(ReadOnlySpan<byte> body, DynamoOperation operation)
    {
        // An answer to a read without its member is one without items.
        long? returned = operation is DynamoOperation.GetItem or DynamoOperation.Query or DynamoOperation.Scan or DynamoOperation.BatchGetItem or DynamoOperation.TransactGetItems ? 0 : null;
        long? scanned = null;
        string? capacity = null;
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
                returned = reader.ReadInt32();
            }
            else if (name.SequenceEqual("ScannedCount"u8))
            {
                scanned = reader.ReadInt32();
            }
            else if (name.SequenceEqual("ConsumedCapacity"u8))
            {
                capacity = System.Text.Encoding.UTF8.GetString(reader.ReadRaw());
            }
            else if (operation == DynamoOperation.GetItem && name.SequenceEqual("Item"u8))
            {
                returned = 1;
                reader.Skip();
            }
            else if (operation == DynamoOperation.BatchGetItem && name.SequenceEqual("Responses"u8))
            {
                returned = OfTables(ref reader);
            }
            else if (operation == DynamoOperation.TransactGetItems && name.SequenceEqual("Responses"u8))
            {
                returned = OfTransaction(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new ResponseCounts(returned, scanned, capacity);
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
