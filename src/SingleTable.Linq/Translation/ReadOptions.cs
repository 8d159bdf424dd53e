using System.Collections.Immutable;
using System.Linq.Expressions;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>The operators that limit or divide reading. Their numbers stay values: another number is no other plan.</summary>
internal static class ReadOptions
{
    public static ReadDirectives AllowScan(ReadDirectives directives, ImmutableArray<Expression> arguments) => arguments.IsEmpty
        ? directives with { AllowsScan = true, Segments = null, Concurrency = null }
        : directives with { AllowsScan = true, Segments = ValueSource.Of(arguments[0]), Concurrency = ValueSource.Of(arguments[1]) };

    public static ReadDirectives WithBudget(ReadDirectives directives, ImmutableArray<Expression> arguments) => directives with
    {
        Budget = new BudgetShape(
            ValueSource.Of(arguments[0]), ValueSource.Of(arguments[1]), ValueSource.Of(arguments[2]), ValueSource.Of(arguments[3])),
    };

    public static ReadDirectives WithRateLimit(ReadDirectives directives, ImmutableArray<Expression> arguments) =>
        directives with { Rate = new RateShape(ValueSource.Of(arguments[0]), ValueSource.Of(arguments[1])) };
}
