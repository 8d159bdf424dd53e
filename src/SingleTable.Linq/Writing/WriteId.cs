using System.Text;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Writing;

/// <summary>When a write leaves its id in the item.</summary>
internal enum WriteIdUse
{
    /// <summary>As a part of a transaction, whose token tells what became of it.</summary>
    None,

    /// <summary>When it has a condition, which its own doing may undo.</summary>
    WithCondition,

    /// <summary>Also without one, because a repeat would take for the old item what the lost attempt left.</summary>
    Always,
}

/// <summary>
/// Which write an item was left by: when a reply is lost and the repeat finds a condition unsatisfied, the item that comes with the failure tells whether the
/// write itself made it so.
/// </summary>
internal static class WriteId
{
    private const int Bytes = 12;

    /// <summary>16 characters; no two writes have the same.</summary>
    public static string Next()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomBytes.Fill(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <returns>Null when the write leaves none.</returns>
    public static string? For(WriteIdUse use, bool isConditional) =>
        use == WriteIdUse.Always || (use == WriteIdUse.WithCondition && isConditional) ? Next() : null;

    public static bool IsOn(Dictionary<string, AttributeValue>? item, string attribute, string? id) =>
        id is not null && item is not null && item.TryGetValue(attribute, out var value) && value.S == id;

    public static bool IsOn(ReadOnlySpan<byte> item, string attribute, string? id) =>
        id is not null && !item.IsEmpty && ResponseBody.TryGetMember(item, Encoding.UTF8.GetBytes(attribute), out var value)
        && ResponseBody.TryFindMember(value, "S"u8, out var text) && text.ReadString().SequenceEqual(Encoding.UTF8.GetBytes(id));
}
