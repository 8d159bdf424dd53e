using System.Globalization;
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
        Text = QueryExecutor.Explain(query),
    };

    private static IEnumerable<ExplainedRequest> Requests(BoundQuery query)
    {
        var consistent = query.Plan.Shape.Directives.IsConsistent;
        List<DescribedRequest> first = [.. Sent(query)];
        foreach (var each in first)
        {
            yield return Request(each, consistent);
        }

        // The first lines of the text are those of the requests above; the others are of requests that only the results will tell whole.
        foreach (var line in QueryExecutor.Explain(query).Split('\n').Skip(query.IsEmpty ? 1 : first.Count))
        {
            var head = line.Split(' ', 3);
            var at = head.Length > 1 ? head[1].Split('/') : [""];
            yield return new ExplainedRequest(line, head[0], at[0], at.ElementAtOrDefault(1))
            {
                Capacity = Capacity(head[0], consistent), IsConsistent = consistent,
            };
        }
    }

    private static IEnumerable<DescribedRequest> Sent(BoundQuery query) =>
        query.Keys.Count > 0 ? query.Keys.Chunk(BatchGetReader.ChunkSize).Select(keys => new BatchGetRequest(query.Plan, keys))
        : query.Request is { } request ? [request]
        : query.Splits.Select(s => s.Query.Request!).Concat(query.Parts.SelectMany(Sent));

    private static ExplainedRequest Request(DescribedRequest request, bool consistent)
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
            Requests = request is PageRequest ? isKeyed ? "~1 request" : "the whole table" : "1 request",
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
        if (plan.Access is KeyAccess && plan.Entity.TimeToLive is not null)
        {
            yield return "drops what has expired";
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
