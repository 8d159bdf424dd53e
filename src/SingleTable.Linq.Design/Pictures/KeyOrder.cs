using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Design.Pictures;

/// <summary>The service's order of keys: texts by their UTF-8 bytes, numbers by their value.</summary>
internal sealed class KeyOrder : IComparer<AttributeValue[]>, IEqualityComparer<AttributeValue[]>
{
    public int Compare(AttributeValue[]? x, AttributeValue[]? y)
    {
        for (var i = 0; i < Math.Min(x!.Length, y!.Length); i++)
        {
            if (Compare(x[i], y[i]) is not 0 and var order)
            {
                return order;
            }
        }

        return x.Length.CompareTo(y.Length);
    }

    public bool Equals(AttributeValue[]? x, AttributeValue[]? y) => Compare(x, y) == 0;

    public int GetHashCode(AttributeValue[] obj) => obj.Length;

    private static int Compare(AttributeValue x, AttributeValue y)
    {
        if (x.N is { } left && y.N is { } right)
        {
            return decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var l) && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var r)
                ? l.CompareTo(r)
                : double.Parse(left, CultureInfo.InvariantCulture).CompareTo(double.Parse(right, CultureInfo.InvariantCulture));
        }

        return Bytes(x).AsSpan().SequenceCompareTo(Bytes(y));
    }

    private static byte[] Bytes(AttributeValue value) => value.B is { } bytes ? bytes.ToArray() : Encoding.UTF8.GetBytes(value.S ?? value.N ?? "");
}
