using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Storage;

/// <summary>
/// The contiguous part of a partition that a key condition selects: equal leading range attributes, then optional bounds on the next one.
/// </summary>
internal sealed record SortRange(DynamoValue[] Equal, SortBound? Lower = null, SortBound? Upper = null, DynamoValue? Prefix = null)
{
    public static SortRange Everything { get; } = new([]);

    public int Place(DynamoValue[] sort)
    {
        int order = KeyOrder.Compare(sort, Equal);
        if (order != 0 || sort.Length == Equal.Length) return order;
        var next = sort[Equal.Length];
        if (Prefix is not null) return PlacePrefix(next, Prefix);
        if (Lower is not null)
        {
            order = DynamoValue.Compare(next, Lower.Value);
            if (order < 0 || (order == 0 && !Lower.Inclusive)) return -1;
        }
        if (Upper is not null)
        {
            order = DynamoValue.Compare(next, Upper.Value);
            if (order > 0 || (order == 0 && !Upper.Inclusive)) return 1;
        }
        return 0;
    }

    private static int PlacePrefix(DynamoValue value, DynamoValue prefix) => (value, prefix) switch
    {
        (StringValue v, StringValue p) when v.Text.StartsWith(p.Text, StringComparison.Ordinal) => 0,
        (BinaryValue v, BinaryValue p) when v.Bytes.AsSpan().StartsWith(p.Bytes) => 0,
        _ => DynamoValue.Compare(value, prefix),
    };
}

/// <summary>One end of a range.</summary>
internal sealed record SortBound(DynamoValue Value, bool Inclusive);
