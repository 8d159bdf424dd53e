using System.Globalization;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>Comparisons of the length of a string, or of the number of elements of a collection, with a number.</summary>
internal static class SizeTranslator
{
    private static readonly AttributeMapping s_integer = new AttributeMappings().TryCreate(typeof(long), out _)!;

    public static Predicate? Compare(SizeOperand size, Comparison comparison, ValueSource value, TranslationScope scope)
    {
        if (ValueFitting.Fit(value, s_integer) is not { } number)
        {
            return null;
        }

        if (size.Item.Mapping.Kind is AttributeKind.S or AttributeKind.B)
        {
            return new ComparePredicate(size, comparison, number);
        }

        // A set without elements is not stored, and an attribute that is not there has no size: whether it counts depends on what 0 would say.
        var atZero = (ZeroCase)scope.Peek.Observe(value, v => At(v, comparison))!;
        return atZero switch
        {
            ZeroCase.OnlyMore => NotEmpty(size.Item),
            ZeroCase.Included => Predicates.Or(new ComparePredicate(size, comparison, number), new IsNullPredicate(size.Item)),
            _ => new ComparePredicate(size, comparison, number),
        };
    }

    public static Predicate NotEmpty(AttributeOperand collection) => new ComparePredicate(
        new SizeOperand(collection), Comparison.Greater, new ValueOperand(new ConstantSource(0L, typeof(long)), s_integer));

    private enum ZeroCase
    {
        Excluded,
        Included,

        /// <summary>Not 0: DynamoDB says that the size of what is not there differs from 0.</summary>
        OnlyMore,
    }

    private static object At(object? value, Comparison comparison)
    {
        var order = value is null ? 1 : 0m.CompareTo(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
        var holds = comparison switch
        {
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            _ => order >= 0,
        };
        return holds ? ZeroCase.Included : comparison == Comparison.NotEqual ? ZeroCase.OnlyMore : ZeroCase.Excluded;
    }
}
