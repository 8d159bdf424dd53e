using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Execution;

/// <summary>The order of values in memory, the same as DynamoDB's: strings by their UTF-8 bytes, nulls first.</summary>
internal sealed class ValueOrder : IComparer<object?>
{
    public static readonly ValueOrder Instance = new();

    public int Compare(object? x, object? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => Utf8Order.Compare(a, b),
        _ => Comparer<object>.Default.Compare(x, y),
    };
}
