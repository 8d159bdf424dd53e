using System.Globalization;
using System.Reflection;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Writing;

/// <summary>Fits the values of an update to their attributes, and computes with numbers.</summary>
internal static class UpdateValues
{
    private static readonly AttributeMappings s_plain = new();

    /// <summary>The value in the attribute's own type; null when it has none without loss.</summary>
    public static object? Fit(object value, AttributeMapping mapping)
    {
        var type = ValueFitting.Plain(mapping.ClrType);
        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        if (!ValueFitting.IsNumber(type) || !ValueFitting.IsNumber(value.GetType()))
        {
            return null;
        }

        try
        {
            var converted = Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
            return Equals(Convert.ChangeType(converted, value.GetType(), CultureInfo.InvariantCulture), value) ? converted : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>A converted property may store another number than it shows, and then adding means nothing.</summary>
    public static bool IsPlainNumber(AttributeMapping mapping) =>
        mapping.Kind == AttributeKind.N && ValueFitting.IsNumber(ValueFitting.Plain(mapping.ClrType))
        && !(mapping.GetType().IsGenericType && mapping.GetType().GetGenericTypeDefinition() == typeof(ConvertedMapping<,>));

    /// <summary>The number to add for a subtraction, in a type that has a sign.</summary>
    public static FixedValue Negated(object number) => number switch
    {
        double value => new FixedValue(-value, Mapping(typeof(double))),
        float value => new FixedValue(-value, Mapping(typeof(float))),
        _ => new FixedValue(-Convert.ToDecimal(number, CultureInfo.InvariantCulture), Mapping(typeof(decimal))),
    };

    /// <summary>What a number holds after an Add or Subtract; null when that does not fit its type. An absent number counts as zero.</summary>
    public static object? Sum(object? before, UpdateChange change)
    {
        var sign = change.Kind == UpdateKind.Subtract ? -1 : 1;
        if (change.Value is double or float)
        {
            var sum = Convert.ToDouble(before, CultureInfo.InvariantCulture) + (sign * Convert.ToDouble(change.Value, CultureInfo.InvariantCulture));
            return change.Value is float ? (float)sum : sum;
        }

        try
        {
            return Fit(
                Convert.ToDecimal(before, CultureInfo.InvariantCulture) + (sign * Convert.ToDecimal(change.Value, CultureInfo.InvariantCulture)),
                change.Path.Mapping);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public static bool IsNullable(PropertyInfo property) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : new NullabilityInfoContext().Create(property).ReadState != NullabilityState.NotNull;

    private static AttributeMapping Mapping(Type type) => s_plain.TryCreate(type, out _)!;
}
