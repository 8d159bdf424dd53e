using System.Security.Cryptography;
using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Writing;

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
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToBase64String(bytes);
    }

    public static bool IsOn(Dictionary<string, AttributeValue>? item, string attribute, string? id) =>
        id is not null && item is not null && item.TryGetValue(attribute, out var value) && value.S == id;
}
