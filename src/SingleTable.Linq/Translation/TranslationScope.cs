using System.Linq.Expressions;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Model;
using SingleTable.Linq.Querying;

namespace SingleTable.Linq.Translation;

/// <summary>What a lambda is translated against: whose properties its parameter has, and a look at the values.</summary>
internal sealed record TranslationScope(EntityModel Entity, ParameterExpression Parameter, ValuePeek Peek)
{
    /// <summary>Whether the expression is computed before the request, from captured values alone.</summary>
    public bool IsValue(Expression expression)
    {
        var finder = new ParameterFinder(Parameter);
        finder.Visit(expression);
        return !finder.Found;
    }

    private sealed class ParameterFinder(ParameterExpression parameter) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == parameter;
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

    public override object? Get(object?[] leaves) => inner.Get(leaves) switch
    {
        null => null,
        var value when type.IsEnum => Enum.ToObject(type, value),
        var value when type == typeof(char) && value is int code => (char)code,
        var value => Change(value),
    };

    private object Change(object value)
    {
        try
        {
            return Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (OverflowException overflow)
        {
            throw new QueryTranslationException(
                "STL1109", $"The query compares a {type.Name} property with a {value.GetType().Name} that is outside of its range. Check the value before the query.",
                overflow);
        }
    }
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

    public static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    public static bool IsNumber(Type type) => IsInteger(type) || type == typeof(decimal) || type == typeof(double) || type == typeof(float);

    public static bool IsInteger(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;
}
