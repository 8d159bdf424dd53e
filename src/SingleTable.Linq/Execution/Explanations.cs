using System.Globalization;
using SingleTable.Linq.Execution.Streams;
using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>Explains a bound query in public types.</summary>
internal static class Explanations
{
    public static QueryExplanation Of(BoundQuery query) => new()
    {
        Entity = query.Plan.Entity.Name,
        Requests = [.. Requests(query)],
        Keys = [.. KeyReasons.Of(query.Plan)],
        InMemory = [.. InMemory(query)],
        Text = Text(query),
    };

    /// <summary>One line for each request, as the log shows it, and how many there will be of it.</summary>
    public static string Text(BoundQuery query) => query.IsEmpty
        ? $"No request: no {query.Plan.Entity.Name} can satisfy the query"
        : string.Join('\n', Requests(query).Select(r => r.Requests is null ? r.Line : $"{r.Line}  {r.Requests}"));

    private static IEnumerable<ExplainedRequest> Requests(BoundQuery query)
    {
        if (query.IsEmpty)
        {
            return [];
        }

        var consistent = query.Plan.Shape.Directives.IsConsistent;
        var isOne = query.Wanted == 1 || query.Request is GetItemRequest || query.Plan.Access is RangeAccess { IsWholeSortKey: true };
        return Sent(query).Concat(LaterRequests.Describe(query, isOne).Select(line => Later(line, consistent)));
    }

    private static IEnumerable<ExplainedRequest> Sent(BoundQuery query)
    {
        var consistent = query.Plan.Shape.Directives.IsConsistent;
        if (query.Keys.Count > 0)
        {
            return Enumerable.Range(0, query.Keys.Count).Chunk(BatchGetReader.ChunkSize)
                .Select(places => Request(new BatchGetRequest(query.Plan, query.Keys, places, query.Plan.Entity.Name), "1 request", consistent));
        }

        if (query.Request is not { } request)
        {
            return query.Splits.Select(s => Request(s.Query.Request!, "~1 request, at once with the others", consistent)).Concat(query.Parts.SelectMany(Sent));
        }

        var sent = Request(request, Estimate(query), consistent);
        return query.Plan.Items is { } items ? [sent, Items(items)] : [sent];
    }

    private static string Estimate(BoundQuery query) => query.Plan.Access switch
    {
        KeyAccess => "1 request",
        ScanAccess when SegmentedScan.IsAskedFor(query) => $"the whole table {SegmentedScan.Describe(query)}",
        ScanAccess => "the whole table",
        _ when query.Plan.Include is { AreFamiliesApart: false, Covers: false, Tree: null } => "~1 request, streamed after the last: keys of families interleave",
        _ => "~1 request",
    };

    // The items that an index gave the keys of.
    private static ExplainedRequest Items(QueryPlan items)
    {
        var table = items.Entity.Table.Name;
        var line = $"{nameof(DynamoOperation.BatchGetItem)} {table}{RequestLine.Rest.Part("the keys of the index").Projection(items).Consistent(items)}";
        return Later(line, items.Shape.Directives.IsConsistent) with { Requests = "1 request for 100" };
    }

    // Only what is read before tells its keys: its line is all that is known.
    private static ExplainedRequest Later(string line, bool consistent)
    {
        var head = line.Split(' ', 3);
        var at = head[1].Split('/');
        return new ExplainedRequest(line, head[0], at[0], at.ElementAtOrDefault(1)) { Capacity = Capacity(head[0], consistent), IsConsistent = consistent };
    }

    private static ExplainedRequest Request(DescribedRequest request, string estimate, bool consistent)
    {
        var line = request.Line(showValues: true);
        var page = request as PageRequest;
        var isKeyed = request.Operation is not DynamoOperation.Scan;

        // What is asked of the key stands before the order, or before the selection where there is no order.
        var keyed = line.Parts
            .TakeWhile(p => p is not ("asc" or "desc" or "consistent") && !p.StartsWith("select ", StringComparison.Ordinal)).ToList();
        return new ExplainedRequest(line.ToString(), request.Operation.ToString(), request.TableName, page?.IndexName)
        {
            KeyCondition = isKeyed ? string.Join(" and ", keyed) : null,
            Filter = After(line, "filter ", isKeyed ? keyed.Count : 0),
            Projection = After(line, "select ", isKeyed ? keyed.Count : 0),
            IsDescending = line.Parts.Contains("desc") ? true : line.Parts.Contains("asc") ? false : null,
            Limit = page?.Limit,
            IsConsistent = consistent,
            IsCount = page is { IsCount: true },
            Requests = estimate,
            Capacity = Capacity(request.Operation.ToString(), consistent),
        };
    }

    private static string? After(RequestLine line, string start, int from) =>
        line.Parts.Skip(from).FirstOrDefault(p => p.StartsWith(start, StringComparison.Ordinal))?[start.Length..];

    private static string? Capacity(string operation, bool consistent)
    {
        var unit = consistent ? 1 : 0.5;
        return operation switch
        {
            nameof(DynamoOperation.GetItem) or nameof(DynamoOperation.BatchGetItem) =>
                string.Create(CultureInfo.InvariantCulture, $"{operation}: {unit} read units for each 4 KB of each item"),
            nameof(DynamoOperation.Query) or nameof(DynamoOperation.Scan) => string.Create(
                CultureInfo.InvariantCulture,
                $"{operation}: {unit} read units for each 4 KB that is read, filtered out or not; {256 * unit} at most for a page of 1 MB"),
            _ => null,
        };
    }

    private static IEnumerable<string> InMemory(BoundQuery query)
    {
        var (plan, shape) = (query.Plan, query.Plan.Shape);
        if (query.IsEmpty)
        {
            yield break;
        }

        yield return "checks the type and the key of each item";
        if (plan.Access is KeyAccess && plan.Entity.Expiry is not null)
        {
            yield return "drops what has expired";
        }

        if (plan.Access is KeyAccess && plan.Entity.SoftDelete is not null && !shape.Directives.IncludesDeleted)
        {
            yield return "drops what is deleted";
        }

        if (query.ExcludedKey is not null || query.Parts.Any(p => p.ExcludedKey is not null))
        {
            yield return "drops the item at the open end of the range";
        }

        var order = string.Join(", ", shape.Orderings);
        if (query.Parts.Count > 0)
        {
            yield return shape.Orderings.IsEmpty
                ? "reads the partitions one after the other"
                : string.Create(CultureInfo.InvariantCulture, $"merges {query.Parts.Count} Queries by {order}");
        }

        if (query.Keys.Count > 0)
        {
            yield return shape.Orderings.IsEmpty ? "brings the items into the order of the list" : $"orders by {order}";
        }

        if (query.Splits.Count > 0)
        {
            yield return plan.Shape.Directives.IsSplit == true
                ? "reads each range by itself, as AsSplitQuery() says"
                : "reads ranges by themselves, because any number of other items may lie between (AsSingleQuery() would read these too)";
        }

        foreach (var include in plan.Include?.Entities.Where(e => e.Shape is not null) ?? [])
        {
            var arranged = include.Shape!.Orderings.IsEmpty ? "" : $", ordered by {string.Join(", ", include.Shape.Orderings)}";
            yield return $"puts {include.Shape.Navigation.Parent.Name}.{include.Shape.Navigation.Name} together{arranged}";
        }

        if (shape.Projection is not null)
        {
            yield return "runs the Select on each item";
        }
    }
}
