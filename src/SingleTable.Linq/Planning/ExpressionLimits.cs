namespace SingleTable.Linq.Planning;

/// <summary>How long an expression may be, and of how many operators. Checked before the request, because a list decides it and not the query's shape.</summary>
internal static class ExpressionLimits
{
    private const int MaxBytes = 4096;
    private const int MaxOperators = 300;

    // No shorter text has too many operators.
    private const int ShortText = MaxOperators * 3;

    /// <summary>What is too much, or null. The texts are ASCII: every name and value in them is an alias.</summary>
    public static string? Exceeded(string text)
    {
        if (text.Length > MaxBytes)
        {
            return $"takes {text.Length} bytes, and DynamoDB allows {MaxBytes}";
        }

        return text.Length > ShortText && Operators(text) is var operators and > MaxOperators
            ? $"has {operators} operators, and DynamoDB allows {MaxOperators}"
            : null;
    }

    // Operators stand between spaces, functions before a parenthesis.
    private static int Operators(string text)
    {
        var count = 0;
        foreach (var range in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan(range).TrimStart('(');
            var isOperator = word is "=" or "<>" or "<" or "<=" or ">" or ">=" or "AND" or "OR" or "NOT" or "IN";
            count += isOperator || (word.Contains('(') && char.IsAsciiLetterLower(word[0])) ? 1 : 0;
        }

        return count;
    }
}
