using SingleTable.Linq.InMemory.Protocol;
using SingleTable.Linq.InMemory.Storage;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>The list of actions that both kinds of transaction have.</summary>
internal static class TransactItems
{
    public static List<T> Read<T>(RequestObject request, Func<RequestObject, T> readOne)
    {
        var items = request.Objects("TransactItems") ?? throw Errors.Missing("transactItems");
        if (items.Count == 0) throw Errors.Constraint("[]", "transactItems", "Member must have length greater than or equal to 1");
        if (items.Count > Limits.TransactionItems)
            throw Errors.Constraint("[...]", "transactItems", $"Member must have length less than or equal to {Limits.TransactionItems}");
        return items.ConvertAll(item =>
        {
            var one = readOne(item);
            item.Done();
            return one;
        });
    }

    /// <summary>A validation error of one action is the reason for which all are cancelled.</summary>
    public static (T? Result, CancellationReason Reason) Try<T>(Func<T?> action) where T : class
    {
        try
        {
            return (action(), CancellationReason.None);
        }
        catch (ServiceException error) when (error.ShortName == "ValidationException")
        {
            return (null, new CancellationReason("ValidationError", error.Message));
        }
    }

    public static void RefuseInvalid(IReadOnlyList<CancellationReason> reasons)
    {
        if (reasons.Any(r => r != CancellationReason.None)) throw CancellationReason.Cancelled(reasons);
    }

    public static void RefuseRepeated(IEnumerable<(string Table, ItemKey Key)> keys)
    {
        var seen = new HashSet<(string, ItemKey)>();
        foreach (var key in keys)
        {
            if (!seen.Add(key)) throw Errors.Validation("Transaction request cannot include multiple operations on one item");
        }
    }
}
