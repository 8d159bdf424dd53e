using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Legacy;

/// <summary>The parameters from before expressions may not stand beside expressions.</summary>
internal static class LegacyMix
{
    private static readonly string[] Older =
        ["AttributesToGet", "KeyConditions", "QueryFilter", "ScanFilter", "Expected", "AttributeUpdates", "ConditionalOperator"];

    private static readonly string[] Expressions =
        ["ProjectionExpression", "KeyConditionExpression", "FilterExpression", "ConditionExpression", "UpdateExpression"];

    public static void Refuse(RequestObject request)
    {
        var older = Older.Where(request.Has).ToList();
        if (older.Count == 0) return;
        var expressions = Expressions.Where(request.Has).ToList();
        if (expressions.Count == 0) return;
        throw Errors.Validation("Can not use both expression and non-expression parameters in the same request: " +
            $"Non-expression parameters: {{{string.Join(", ", older)}}} Expression parameters: {{{string.Join(", ", expressions)}}}");
    }
}
