using System.Text;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution.Pages;

/// <summary>
/// Pages of parents with all their children. A page ends before the next parent, never within one: sort keys of children begin with their parent's
/// and a separator, so the place behind a whole family can be named without reading it.
/// </summary>
internal static class IncludePage
{
    private const int MaxSortKeyBytes = 1024;

    public static async Task<PageSlice<T>> ReadAsync<T>(
        ExecutionScope scope, BoundQuery query, byte[] startKey, CancellationToken cancellationToken)
    {
        ((PageRequest)query.Request!).ExclusiveStartKey = startKey;
        var reader = new IncludeReader<T>(scope, query, query.Plan.Include!);
        var roots = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var range = (RangeAccess)query.Plan.Access;
        if (roots.Count == 0)
        {
            return new PageSlice<T>(roots, [], [], HasMore: false);
        }

        var first = Edge(query, range, roots[0]!, isBehind: range.IsDescending);
        var last = Edge(query, range, roots[^1]!, isBehind: !range.IsDescending);
        return new PageSlice<T>(roots, first, last, reader.HasMore);
    }

    /// <summary>The place before a parent, or behind it and its children: '$' follows the separator in the order of keys.</summary>
    private static byte[] Edge(BoundQuery query, RangeAccess range, object root, bool isBehind)
    {
        var context = query.Context;
        var table = query.Plan.Entity.Table;
        object? Value(Model.PropertyModel p) => p.IsTenant ? context.Tenant : p.Get(root);
        var sort = range.Key.SortText(Value);
        if (isBehind && Encoding.UTF8.GetByteCount(sort) < MaxSortKeyBytes)
        {
            sort += '$';
        }

        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStartObject();
        RequestJson.WriteText(writer, range.Key.PartitionAttribute, "S", KeyBinding.Partition(range.Key, range.Partition, context));
        RequestJson.WriteText(writer, range.Key.SortAttribute!, "S", sort);
        if (range.Key.HasOwnPartition)
        {
            RequestJson.WriteText(writer, table.PartitionKey, "S", query.Plan.Entity.Key.PartitionText(Value));
        }

        if (range.Key.HasOwnSort)
        {
            RequestJson.WriteText(writer, table.SortKey, "S", query.Plan.Entity.Key.SortText(Value));
        }

        writer.WriteEndObject();
        return writer.Written.ToArray();
    }
}
