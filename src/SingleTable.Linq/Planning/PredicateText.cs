using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

/// <summary>Writes a predicate for a person: the names of properties, and the values where they may be shown.</summary>
internal static class PredicateText
{
    public const string Hidden = "?";

    public static string Of(Predicate predicate, in BindContext context, bool showValues) => predicate switch
    {
        AndPredicate and => Join(and.Terms, " and ", context, showValues),
        OrPredicate or => Join(or.Terms, " or ", context, showValues),
        NotPredicate { Term: IsNullPredicate isNull } => $"{isNull.Item} is not null",
        NotPredicate not => $"not ({Of(not.Term, context, showValues)})",
        ComparePredicate compare =>
            $"{Of(compare.Left, context, showValues)} {Symbol(compare.Comparison)} {Of(compare.Right, context, showValues)}",
        StartsWithPredicate starts => $"{starts.Item} begins_with {Of(starts.Prefix, context, showValues)}",
        ContainsPredicate contains => $"{contains.Container} contains {Of(contains.Item, context, showValues)}",
        IsNullPredicate isNull => $"{isNull.Item} is null",
        InPredicate isIn => $"{isIn.Item} in ({(showValues ? string.Join(", ", Values(isIn, context)) : Hidden)})",
        IsTypePredicate { Types: [var only] } => $"type = {only.Name}",
        IsTypePredicate type => $"type in ({string.Join(", ", type.Types)})",
        NotExpiredPredicate => "not expired",
        NotMarkedPredicate => "not changed by this operation",
        OnIndexPredicate index => $"on {index.Index}",
        UnchangedPredicate => "unchanged",
        ConstantPredicate constant => constant.Value ? "true" : "false",
        _ => predicate.ToString(),
    };

    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Value))}]",
        _ => value.ToString() ?? "",
    };

    private static IEnumerable<string> Values(InPredicate predicate, BindContext context) =>
        ((IEnumerable)predicate.List.Source.Get(context.Leaves)!).Cast<object?>().Where(v => v is not null).Select(Value);

    private static string Join(ImmutableArray<Predicate> terms, string separator, BindContext context, bool showValues) =>
        string.Join(separator, terms.Select(t => t is AndPredicate or OrPredicate ? $"({Of(t, context, showValues)})" : Of(t, context, showValues)));

    private static string Of(Operand operand, in BindContext context, bool showValues) => operand switch
    {
        ValueOperand value => showValues ? Value(value.Source.Get(context.Leaves)) : Hidden,
        SizeOperand size => $"size({size.Item})",
        _ => operand.ToString(),
    };

    private static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };
}
