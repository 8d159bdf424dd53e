using System.Globalization;
using System.Text;
using SingleTable.Linq.Keys;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model;

/// <summary>Values of key attributes that are properties as they are stored: their text on the wire, and its order.</summary>
internal static class NativeKeyValue
{
    private const int MostPartitionBytes = 2048;
    private const int MostSortBytes = 1024;
    private static readonly FloatMapping<double> s_double = new();
    private static readonly FloatMapping<float> s_float = new();
    private static readonly FloatMapping<Half> s_half = new();

    /// <summary>The text of a value that may be in the key.</summary>
    /// <exception cref="KeyValueException">It is null, empty or too long.</exception>
    /// <exception cref="ItemFormatException">It cannot be stored at all.</exception>
    public static string Text(KeyModel key, KeySlotModel slot, object? value)
    {
        Check(key.EntityName, key.Index!, slot.Property, value);
        return Unchecked(slot, value!);
    }

    /// <summary>Refuses what the service would refuse in a key: the write of an empty value fails as a whole.</summary>
    /// <exception cref="KeyValueException">It is null, empty or too long.</exception>
    public static void Check(string entity, IndexModel index, PropertyModel property, object? value)
    {
        if (value is null)
        {
            throw Refused(KeyValueCodes.Null, "is null. Give it a value, or make the property nullable, so that such items are not on the index.");
        }

        var bytes = value switch
        {
            string text => Encoding.UTF8.GetByteCount(text),
            byte[] binary => binary.Length,
            ReadOnlyMemory<byte> memory => memory.Length,
            _ => 1,
        };
        if (bytes == 0)
        {
            throw Refused(KeyValueCodes.Empty, "is empty, which DynamoDB does not take in a key. Give it a value, or make it nullable and null.");
        }

        var most = index.PartitionAttributes.Contains(property.AttributeName) ? MostPartitionBytes : MostSortBytes;
        if (bytes > most)
        {
            throw Refused(KeyValueCodes.TooLong, $"has {bytes} bytes, but DynamoDB takes {most} in this key. Shorten it.");
        }

        KeyValueException Refused(string code, string reason) => new(code, $"{Where(entity, index, property)} {reason}") { Entity = entity, Property = property.Name };
    }

    /// <summary>The text of a stored value, or of a number of another type that is compared with it.</summary>
    public static string Unchecked(KeySlotModel slot, object value)
    {
        var type = slot.Property.ClrType;
        return value.GetType() == (Nullable.GetUnderlyingType(type) ?? type) || !slot.TakesOtherNumbers
            ? slot.Property.Mapping.TextOf(value)
            : value switch
            {
                double number => s_double.ToText(number),
                float number => s_float.ToText(number),
                Half number => s_half.ToText(number),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => slot.Property.Mapping.TextOf(value),
            };
    }

    /// <summary>The service's order of two texts.</summary>
    public static int Compare(AttributeKind kind, string left, string right)
    {
        if (kind != AttributeKind.N)
        {
            return Utf8Order.Compare(left, right);
        }

        return decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var l)
            && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var r)
                ? l.CompareTo(r)
                : double.Parse(left, CultureInfo.InvariantCulture).CompareTo(double.Parse(right, CultureInfo.InvariantCulture));
    }

    private static string Where(string entity, IndexModel index, PropertyModel property) =>
        $"{entity}.{property.Name}, in the key of the index {index.Name},";
}
