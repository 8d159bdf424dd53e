using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>Scan, whole or in segments of the hash space.</summary>
internal static class ScanOperation
{
    public static void Scan(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        int? segment = request.Int("Segment");
        int? total = request.Int("TotalSegments");
        CheckSegments(segment, total);
        var page = PageRequest.Scan(request);
        request.Done();

        var table = engine.Table(page.TableName);
        Page result;
        PageTarget target;
        lock (engine.Gate)
        {
            target = page.Bind(table);
            (DynamoValue[] Hash, DynamoValue[] Sort)? after = page.StartKey is null ? null : target.Place(page.StartKey);
            if (after is { } start && total is { } count && KeyedStore.SegmentOf(start.Hash, count) != segment)
            {
                throw Errors.Validation("The provided starting key is invalid: Invalid ExclusiveStartKey. " +
                    $"Please use ExclusiveStartKey with correct Segment. TotalSegments: {count} Segment: {segment}");
            }
            result = new Page(target, target.Store.Scan(segment ?? 0, total ?? 1, after), page.Limit);
        }
        result.Write(answer, page, target);
    }

    private static void CheckSegments(int? segment, int? total)
    {
        if (total is < 1) throw Errors.Constraint($"{total}", "totalSegments", "Member must have value greater than or equal to 1");
        if (total > Limits.Segments)
            throw Errors.Constraint($"{total}", "totalSegments", $"Member must have value less than or equal to {Limits.Segments}");
        if (segment is < 0) throw Errors.Constraint($"{segment}", "segment", "Member must have value greater than or equal to 0");
        if (segment is null && total is not null)
            throw Errors.Validation("The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
        if (segment is not null && total is null)
            throw Errors.Validation("The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
        if (segment >= total)
        {
            throw Errors.Validation("The Segment parameter is zero-based and must be less than parameter TotalSegments: " +
                $"Segment: {segment} is not less than TotalSegments: {total}");
        }
    }
}
