using System.Text;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>The primary keys of items in responses.</summary>
internal static class ItemKeys
{
    /// <summary>Those of a page of an index.</summary>
    public static List<(string Partition, string Sort)> Read(ReadOnlySpan<byte> body, TableModel table, out ReadOnlySpan<byte> lastEvaluatedKey, out (int Read, int Kept) counts)
    {
        var (partitionName, sortName) = (Encoding.UTF8.GetBytes(table.PartitionKey), Encoding.UTF8.GetBytes(table.SortKey));
        var keys = new List<(string Partition, string Sort)>();
        var page = new PageReader(body);
        while (page.MoveNextItem())
        {
            keys.Add(Read(ref page.Item, partitionName, sortName));
        }

        lastEvaluatedKey = page.LastEvaluatedKey;
        counts = (page.ScannedCount, page.Count);
        return keys;
    }

    /// <summary>That of one item, or of a key by itself.</summary>
    public static (string Partition, string Sort) Read(ref DynamoJsonReader item, TableModel table) =>
        Read(ref item, Encoding.UTF8.GetBytes(table.PartitionKey), Encoding.UTF8.GetBytes(table.SortKey));

    private static (string Partition, string Sort) Read(ref DynamoJsonReader item, ReadOnlySpan<byte> partitionName, ReadOnlySpan<byte> sortName)
    {
        var (partition, sort) = ("", "");
        item.BeginObject();
        while (item.NextName(out var name))
        {
            if (name.SequenceEqual(partitionName))
            {
                partition = Text(ref item);
            }
            else if (name.SequenceEqual(sortName))
            {
                sort = Text(ref item);
            }
            else
            {
                item.Skip();
            }
        }

        return (partition, sort);
    }

    private static string Text(ref DynamoJsonReader item)
    {
        item.BeginValue();
        var text = Encoding.UTF8.GetString(item.ReadString());
        item.EndValue();
        return text;
    }
}
