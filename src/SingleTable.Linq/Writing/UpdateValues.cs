using System.Globalization;
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
        && !IsConverted(mapping);

    /// <summary>The number to add for a subtraction, in a type that has a sign.</summary>
    public static FixedValue Negated(object number) => number switch
    {
        double value => new FixedValue(-value, Mapping(typeof(double))),
        float value => new FixedValue(-value, Mapping(typeof(float))),
        _ => new FixedValue(-Convert.ToDecimal(number, CultureInfo.InvariantCulture), Mapping(typeof(decimal))),
    };

    /// <summary>What a number holds after an Add or Subtract; null when that does not fit its type. An absent number counts as zero.</summary>
    public static object? Sum(object? before, UpdateChange change) =>
        Sum(before ?? 0, change.Value!, change.Kind == UpdateKind.Subtract, change.Path.Mapping);

    /// <summary>The sum or difference in the attribute's own type; null when it does not fit.</summary>
    public static object? Sum(object left, object right, bool isDifference, AttributeMapping mapping)
    {
        var sign = isDifference ? -1 : 1;
        try
        {
            if (left is double or float || right is double or float)
            {
                var sum = Convert.ToDouble(left, CultureInfo.InvariantCulture) + (sign * Convert.ToDouble(right, CultureInfo.InvariantCulture));
                return Convert.ChangeType(sum, ValueFitting.Plain(mapping.ClrType), CultureInfo.InvariantCulture);
            }

            return Fit(Convert.ToDecimal(left, CultureInfo.InvariantCulture) + (sign * Convert.ToDecimal(right, CultureInfo.InvariantCulture)), mapping);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The list with elements put into it.</summary>
    public static object Inserted(IListMapping mapping, object? list, int? index, System.Collections.IEnumerable elements)
    {
        List<object?> all = [.. ((System.Collections.IEnumerable?)list)?.Cast<object?>() ?? []];
        all.InsertRange(index ?? all.Count, elements.Cast<object?>());
        return mapping.ListOf(all);
    }

    /// <summary>Zero, as a number that is absent counts.</summary>
    public static FixedValue Zero { get; } = new(0, Mapping(typeof(int)));

    /// <summary>Whether an attribute's stored form means the same in another: a converter may give one value other forms.</summary>
    public static bool IsStoredAlike(AttributeMapping a, AttributeMapping b) =>
        ReferenceEquals(a, b) || (a.Kind == b.Kind && a.GetType() == b.GetType() && !IsConverted(a));

    private static bool IsConverted(AttributeMapping mapping) =>
        mapping.GetType().IsGenericType && mapping.GetType().GetGenericTypeDefinition() == typeof(ConvertedMapping<,>);

    private static AttributeMapping Mapping(Type type) => s_plain.TryCreate(type, out _)!;
}
