using System.Linq.Expressions;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>What a lambda is translated against: whose properties its parameter has, and a look at the values.</summary>
internal sealed record TranslationScope(EntityModel Entity, ParameterExpression Parameter, ValuePeek Peek)
{
    /// <summary>Whether the expression is computed before the request, from captured values alone.</summary>
    public static bool IsValue(Expression expression)
    {
        var finder = new ParameterFinder();
        finder.Visit(expression);
        return !finder.Found;
    }

    /// <summary>Finds parameters of lambdas further out: of this condition, or of one around it.</summary>
    private sealed class ParameterFinder : ExpressionVisitor
    {
        private readonly HashSet<ParameterExpression> _own = [];

        public bool Found { get; private set; }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            _own.UnionWith(node.Parameters);
            return base.VisitLambda(node);
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= !_own.Contains(node);
            return node;
        }
    }
}

/// <summary>A value that the plan itself holds.</summary>
internal sealed class ConstantSource(object? value, Type type) : ValueSource
{
    public override Type Type => type;

    public bool IsTrue => value is true;

    public override object? Get(object?[] leaves) => value;
}

/// <summary>
/// A captured value as the attribute's own type: the compiler compares enums and chars by their numbers, and widens numbers.
/// </summary>
internal sealed class ConvertedSource(ValueSource inner, Type type) : ValueSource
{
    public override Type Type => type;

    public override object? Get(object?[] leaves) => inner.Get(leaves) is { } value ? Convert(value, type) : null;

    public static object Convert(object value, Type type)
    {
        try
        {
            return type.IsEnum
                ? Enum.ToObject(type, Change(value, Enum.GetUnderlyingType(type)))
                : Change(value, type);
        }
        catch (OverflowException overflow)
        {
            throw new QueryTranslationException(
                "STL1109", $"The query compares a {type.Name} property with a {value.GetType().Name} that is outside of its range. Check the value before the query.",
                overflow);
        }
    }

    private static object Change(object value, Type type) => System.Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A list of captured values, each as the attribute's own type.</summary>
internal sealed class ConvertedListSource(ValueSource inner, Type type) : ValueSource
{
    public override Type Type => typeof(System.Collections.IEnumerable);

    public override object? Get(object?[] leaves) =>
        ((System.Collections.IEnumerable?)inner.Get(leaves))?.Cast<object?>().Select(v => v is null ? null : ConvertedSource.Convert(v, type));
}

/// <summary>Several values, and the elements of lists, as one list.</summary>
internal sealed class AlternativesSource(IReadOnlyList<(ValueSource Source, bool IsList)> sources) : ValueSource
{
    public override Type Type => typeof(System.Collections.IEnumerable);

    public override object? Get(object?[] leaves) => sources.SelectMany(s => s.Source.Get(leaves) is var value && s.IsList
        ? ((System.Collections.IEnumerable)value!).Cast<object?>()
        : [value]);
}

/// <summary>Fits values to the attributes that they are compared with.</summary>
internal static class ValueFitting
{
    private static readonly AttributeMappings s_plain = new();

    public static ValueOperand? Fit(ValueSource source, AttributeMapping attribute)
    {
        var target = Plain(attribute.ClrType);
        var given = Plain(source.Type);
        if (target.IsAssignableFrom(given))
        {
            return new ValueOperand(source, attribute);
        }

        if ((target.IsEnum && (IsInteger(given) || given == target)) || (target == typeof(char) && given == typeof(int)))
        {
            return new ValueOperand(new ConvertedSource(source, target), attribute);
        }

        // A number compares with any number: the attribute keeps its form, the value its own type and so all of its digits.
        if (attribute.Kind == AttributeKind.N && IsNumber(target) && IsNumber(given) && s_plain.TryCreate(given, out _) is { } number)
        {
            return new ValueOperand(source, number);
        }

        return null;
    }

    /// <summary>The same for the elements of a list.</summary>
    public static ListOperand? FitList(ValueSource list, Type element, AttributeMapping attribute) => Fit(new ConstantSource(null, element), attribute) switch
    {
        null => null,
        { Source: ConvertedSource, Mapping: var mapping } => new ListOperand(new ConvertedListSource(list, Plain(mapping.ClrType)), mapping),
        var fitted => new ListOperand(list, fitted.Mapping),
    };

    public static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    public static bool IsNumber(Type type) => IsInteger(type) || type == typeof(decimal) || type == typeof(double) || type == typeof(float);

    public static bool IsInteger(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;
}
