using System.Text.Json;
using SingleTable.Linq.InMemory.Expressions;
using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;
using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>Query.</summary>
internal static class QueryOperation
{
    public static void Query(Engine engine, RequestObject request, Utf8JsonWriter answer)
    {
        bool forward = request.Flag("ScanIndexForward") ?? true;
        var page = PageRequest.Query(request);
        request.Done();
        if (page.KeyCondition is not { } condition)
            throw Errors.Validation("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");

        var table = engine.Table(page.TableName);
        Page result;
        PageTarget target;
        lock (engine.Gate)
        {
            target = page.Bind(table);
            var (hash, range) = condition.Bind(target.Key);
            if (page.Filter is { } filter) RefuseKeys(filter, page.FilterName, target.Key);
            var after = page.StartKey is null ? null : Start(target.Place(page.StartKey), hash, range);
            result = new Page(target, target.Store.Walk(hash, range, forward, after), page.Limit);
        }
        result.Write(answer, page, target);
    }

    // the sort values to continue behind; they must lie in what the condition selects
    private static DynamoValue[] Start((DynamoValue[] Hash, DynamoValue[] Sort) start, DynamoValue[] hash, SortRange range)
    {
        if (KeyOrder.Compare(start.Hash, hash) != 0)
            throw Errors.Validation("The provided starting key is outside query boundaries based on provided conditions");
        if (range.Place(start.Sort) != 0)
            throw Errors.Validation("The provided starting key does not match the range key predicate");
        return start.Sort;
    }

    private static void RefuseKeys(Condition filter, string name, KeyDesign key)
    {
        foreach (var path in PathFinder.In(filter))
        {
            if (key.Has(path.Attribute))
            {
                throw Errors.Validation($"{name} can only contain non-primary key attributes: Primary key attribute: {path.Attribute}");
            }
        }
    }
}
