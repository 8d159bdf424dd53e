using SingleTable.Linq.Model;
using SingleTable.Linq.Planning;

namespace SingleTable.Linq.Writing.Bulk;

/// <summary>The texts of what an operation on many items cannot do, and of how far it came.</summary>
internal static class BulkErrors
{
    public static WriteException Operator(EntityModel entity, string method, string unfit) => new(
        "STL3141", $"{unfit} has no meaning in {method} of {entity.Name}, which writes every item that Where names{Instead(unfit)}. Remove {unfit}.")
    {
        Entity = entity.Name,
    };

    public static WriteException Access(QueryPlan plan, string method) => new(
        "STL3142", $"{method} of {plan.Entity.Name} goes through a partition, an index or the table, and "
            + (plan.Access.List is { } list
                ? $"the list of {list.Property.Name} makes several of them, which have no common place to go on from. Call it for each value."
                : $"the query names one {plan.Entity.Name} by its whole key. Use UpdateAsync or DeleteAsync."))
    {
        Entity = plan.Entity.Name,
    };

    public static SingleTableException Throttled(EntityModel entity) => new(
        "STL3140", $"DynamoDB left items of {entity.Name} unwritten in every attempt, which happens when the table is throttled.")
    {
        Entity = entity.Name, Operation = "BatchWriteItem",
    };

    public static BulkIncompleteException Incomplete(EntityModel entity, string method, BulkResult done, Exception cause)
    {
        var reason = cause is OperationCanceledException ? "it was cancelled" : "the inner exception stopped it";
        return new(
            "STL3140", $"{method} of {entity.Name} is not complete: {reason}. Changed and Skipped tell what this call did; go on from the exception's Token with "
                + "BulkOptions.Resume.", cause)
        {
            Changed = done.Changed,
            Skipped = done.Skipped,
            Token = done.Token!,
            Entity = entity.Name,
            Operation = (cause as SingleTableException)?.Operation,
            RequestId = (cause as SingleTableException)?.RequestId ?? (cause as Amazon.Runtime.AmazonServiceException)?.RequestId,
        };
    }

    public static InvalidPageTokenException Token(BulkPlan plan) => new(
        "STL3143", $"BulkOptions.Resume is not a token of this {plan.Method} of {plan.Entity.Name}: it is for one query, one kind of update and one tenant. Call it as the call was that gave the token; to begin "
            + "again with none would change once more what is changed already.") { Entity = plan.Entity.Name };

    private static string Instead(string unfit) => unfit switch
    {
        "Take" => " (BulkOptions.MaxItems limits how many, and gives a token to go on from)",
        "OrderBy" or "Reverse" => ", in the order of the key that it reads by",
        "Hydrate" => ": the index must hold what the update needs",
        _ => "",
    };
}
