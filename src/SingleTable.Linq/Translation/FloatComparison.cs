using System.Globalization;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>
/// A float compared with a double, as in <c>x.Ratio == 5.1</c>: C# widens the float, and 5.1f is not 5.1. It is stored by the digits that tell it from
/// other floats, so that the double must become a float too, and the comparison the one that is true of floats.
/// </summary>
internal static class FloatComparison
{
    private const int Beyond = 2;

    public static bool IsWidened(AttributeOperand attribute, ValueSource value) =>
        ValueFitting.Plain(attribute.Mapping.ClrType) == typeof(float) && ValueFitting.Plain(value.Type) == typeof(double);

    public static Predicate Translate(AttributeOperand attribute, Comparison comparison, ValueSource value, TranslationScope scope)
    {
        // Which side of the value the nearest float is on decides about the ends: part of the plan, and looked at for every call.
        var side = (int)scope.Peek.Observe(value, v => Side(Convert.ToDouble(v, CultureInfo.InvariantCulture)))!;
        var nearest = new ConvertedSource(value, typeof(float));
        if (Math.Abs(side) == Beyond && comparison is not (Comparison.Equal or Comparison.NotEqual))
        {
            // All are less, or all are greater; a null is neither.
            var isAny = (comparison is Comparison.Less or Comparison.LessOrEqual) == (side > 0);
            return isAny ? Predicates.Not(new IsNullPredicate(attribute)) : ConstantPredicate.False;
        }

        Comparison? exact = (comparison, side) switch
        {
            (_, 0) => comparison,
            (Comparison.Equal or Comparison.NotEqual, _) => null,
            (Comparison.Less or Comparison.LessOrEqual, < 0) => Comparison.LessOrEqual,
            (Comparison.Less or Comparison.LessOrEqual, _) => Comparison.Less,
            (_, < 0) => Comparison.Greater,
            _ => Comparison.GreaterOrEqual,
        };
        return exact is { } known
            ? new ComparePredicate(attribute, known, new ValueOperand(nearest, attribute.Mapping))
            : new ConstantPredicate(comparison == Comparison.NotEqual);
    }

    // -1: the nearest float is less than the value.
    private static object Side(double value) =>
        float.IsInfinity((float)value) && double.IsFinite(value) ? Math.Sign(value) * Beyond : ((double)(float)value).CompareTo(value);
}
