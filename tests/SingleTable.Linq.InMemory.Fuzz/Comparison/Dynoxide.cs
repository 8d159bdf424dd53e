using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SingleTable.Linq.InMemory.Fuzz.Comparison;

/// <summary>Where dynoxide differs from the service, or from us on a point that the service leaves open.</summary>
internal static class Dynoxide
{
    private static readonly (string Reason, Func<Difference, bool> Matches)[] s_all =
    [
        ("does not check the order of BETWEEN's bounds", d => Refuses(d, "BETWEEN operator requires upper bound")),
        ("does not check the types of BETWEEN's bounds", d => Refuses(d, "BETWEEN operator requires same data type")),
        ("does not check the types of operands", d => Refuses(d, "Incorrect operand type for operator or function")),
        ("does not check the names of attribute types", d => Refuses(d, "Invalid attribute type name found")),
        ("accepts one path as both operands", d => Refuses(d, "The first operand must be distinct")),
        ("finds undefined placeholders only on the way that the evaluation takes", d => Refuses(d, "used in expression is not defined") || Refuses(d, "used in the document path is not defined")),
        ("finds unused placeholders only after the condition failed", d => Refuses(d, "unused in expressions") && IsConditionFailure(d)),
        ("reports errors of expressions in a transaction as reasons of its cancellation",
            d => Refuses(d, "Expression") && d.Theirs.Error == "TransactionCanceledException" && d.Theirs.Codes!.Contains("ValidationError", StringComparison.Ordinal)),
        ("finds invalid values in a transaction item by item, as reasons of its cancellation", d => IsInvalidValue(d) && d.Theirs.Error == "TransactionCanceledException"),
        ("reads an expression of a transaction only when the condition held", d => (Refuses(d, "Invalid UpdateExpression") || Refuses(d, "Syntax error") || Refuses(d, "must not be empty")) && IsConditionFailure(d)),
        ("(ours) refuses members that an operation does not have, which the service ignores", d => Refuses(d, "does not implement the member")),
        ("(open) reports empty keys in a transaction at once and not as a reason of its cancellation",
            d => d.Ours.Codes is not null && d.Theirs.Message?.Contains("The AttributeValue for a key attribute cannot contain an empty", StringComparison.Ordinal) == true),
        ("fills a list with NULL up to an index behind its end, where the service appends", d => d.Ours.Accepted && d.Theirs.Accepted
            && d.Theirs.Body.ToJsonString().Contains("{\"NULL\":true},", StringComparison.Ordinal) && Has(d, @"#\w[^ ]*\[")),
        ("removes below a path that leads nowhere, where the service refuses the path", d => IsUnfit(d) && Has(d, @"REMOVE #\w ?[.\[]")),
        ("creates what a path leads through, where the service refuses the path", d => IsUnfit(d) && Has(d, @"(SET|ADD|,) #\w[.\[]")),
        ("looks at values of an expression only after the condition held, and not into documents", d => IsInvalidValue(d) && (d.Theirs.Accepted || IsConditionFailure(d))),
        ("does not read what a local index does not hold from its table", d => d.Ours.Accepted && d.Theirs.Accepted && Is(d, "IndexName", "Local") && Is(d, "Select", "ALL_ATTRIBUTES")),
        ("does not look for unused values of an update without an expression", d => Refuses(d, "unused in expressions") && !d.Step.Body.ContainsKey("UpdateExpression") && d.Theirs.Accepted),
        ("(open) a start key of a Scan divides its order, which is each engine's own", d => d.Step.Operation == "Scan" && d.Step.Damage?.StartsWith("start key", StringComparison.Ordinal) == true && d.Ours.Accepted && d.Theirs.Accepted),
        ("(open) looks for an item that is twice in a transaction before it looks at each item", d => d.Ours.Codes is not null && d.Theirs.Message?.Contains("multiple operations on one item", StringComparison.Ordinal) == true),
        ("(open) refuses a path into a key attribute of the index in the filter of a Scan", d => d.Theirs.Message?.Contains("Key attributes must be scalars", StringComparison.Ordinal) == true),
        ("refuses parentheses around an operand", d => d.Theirs.Message?.Contains("Expected operand, got (", StringComparison.Ordinal) == true),
        ("refuses a negative limit as no number at all", d => Refuses(d, "at 'limit' failed") && d.Theirs.Error == "SerializationException"),
        ("does not check ReturnValuesOnConditionCheckFailure", d => Refuses(d, "at 'returnValuesOnConditionCheckFailure' failed")),
        ("accepts start keys of other partitions and outside the range", d => Refuses(d, "The provided starting key")),
        ("ignores start keys in a partition without a sort key, so that its pages do not end", d => d.Step.Operation == "Query" && Is(d, "TableName", "FuzzNumbers")
            && (d.Theirs.Body.ContainsKey("Endless") || d.Theirs.Accepted && d.Step.Body.ContainsKey("ExclusiveStartKey"))),
        ("UPDATED_OLD and UPDATED_NEW give whole attributes and not only the paths that changed",
            d => d.Ours.Accepted && d.Theirs.Accepted && d.Step.Operation == "UpdateItem" && d.Step.Body["ReturnValues"]!.GetValue<string>().StartsWith("UPDATED", StringComparison.Ordinal)
                && Has(d, @"#\w[.\[]")),
        ("ALL_OLD gives the key of an item that was not there", d => d.Ours.Accepted && d.Step.Operation == "UpdateItem" && d.Ours.Body.Count == 0
            && d.Theirs.Body["Attributes"] is JsonObject { Count: <= 2 } && Is(d, "ReturnValues", "ALL_OLD")),
    ];

    public static string? Explain(Difference difference) => s_all.FirstOrDefault(e => e.Matches(difference)).Reason;

    private static bool Refuses(Difference d, string message) => d.Ours.Error == "ValidationException" && d.Ours.Message!.Contains(message, StringComparison.Ordinal);

    private static bool IsConditionFailure(Difference d) => d.Theirs.Error is "ConditionalCheckFailedException" or "TransactionCanceledException";

    private static bool IsInvalidValue(Difference d) => Refuses(d, "contains invalid value") || Refuses(d, "may not be empty") || Refuses(d, "contains duplicates");

    /// <summary>Whether we refuse an update for its item, alone or in a transaction.</summary>
    private static bool IsUnfit(Difference d) => Refuses(d, "The document path provided in the update expression is invalid for update")
        || d.Ours.Error == "TransactionCanceledException" && d.Ours.Codes!.Contains("ValidationError", StringComparison.Ordinal);

    private static bool Has(Difference d, string pattern) => Regex.IsMatch(d.Step.Body.ToJsonString(), pattern);

    private static bool Is(Difference d, string member, string value) => d.Step.Body[member]?.GetValue<string>() == value;
}
