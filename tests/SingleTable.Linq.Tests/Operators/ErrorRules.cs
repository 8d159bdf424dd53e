using System.Text.RegularExpressions;

namespace SingleTable.Linq.Tests.Operators;

/// <summary>What every error of ours must be: coded, ours in its words, and no more than a few lines.</summary>
internal static partial class ErrorRules
{
    // Words of re-linq, of the SDK's and the service's validation, and of the expression compiler.
    private static readonly string[] s_foreign =
    [
        "Remotion", "re-linq", "QueryModel", "MethodInfoBasedNodeTypeRegistry", "ExpressionNode", "ResultOperator", "LambdaExpression", "UnaryExpression",
        "MemberExpression", "referenced from scope", "Expression of type", "Parameter '", "extension node", "reducible", "ValidationException",
        "Object reference", "Unable to cast", "`1", "DisplayClass", "<>", "System.Linq", "Specified cast", "Nullable object must",
    ];

    public static IEnumerable<string> Faults(SingleTableException error)
    {
        if (!Code().IsMatch(error.Message) || !error.Message.StartsWith(error.Code, StringComparison.Ordinal))
        {
            yield return $"no code: {error.Message}";
        }

        foreach (var word in s_foreign.Where(w => error.Message.Contains(w, StringComparison.Ordinal)))
        {
            yield return $"'{word}' is foreign, in: {error.Message}";
        }
    }

    [GeneratedRegex(@"^STL\d{4} ")]
    private static partial Regex Code();
}
