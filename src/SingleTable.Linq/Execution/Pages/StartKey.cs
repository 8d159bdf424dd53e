using System.Text;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution.Pages;

/// <summary>The key of an item as an ExclusiveStartKey: its key attributes as they came, whatever their types.</summary>
internal static class StartKey
{
    /// <param name="body">A response.</param>
    /// <param name="position">Where an item stands in it.</param>
    /// <param name="attributes">The names of the key attributes.</param>
    public static byte[] Of(ReadOnlySpan<byte> body, int position, IReadOnlyList<string> attributes)
    {
        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStartObject();
        var item = new DynamoJsonReader(body, position);
        item.BeginObject();
        while (item.NextName(out var name))
        {
            if (Find(attributes, name) is not { } attribute)
            {
                item.Skip();
                continue;
            }

            writer.WritePropertyName(attribute);
            writer.WriteRawValue(item.ReadRaw());
        }

        writer.WriteEndObject();
        return writer.Written.ToArray();
    }

    private static string? Find(IReadOnlyList<string> attributes, ReadOnlySpan<byte> name)
    {
        foreach (var attribute in attributes)
        {
            if (Encoding.UTF8.GetByteCount(attribute) == name.Length && Encoding.UTF8.GetString(name) == attribute)
            {
                return attribute;
            }
        }

        return null;
    }
}
