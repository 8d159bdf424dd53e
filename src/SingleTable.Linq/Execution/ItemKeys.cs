using System.Text;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Execution;

/// <summary>The primary keys of a page of an index.</summary>
internal static class ItemKeys
{
    public static List<(string Partition, string Sort)> Read(ReadOnlySpan<byte> body, TableModel table, out ReadOnlySpan<byte> lastEvaluatedKey)
    {
        var (partitionName, sortName) = (Encoding.UTF8.GetBytes(table.PartitionKey), Encoding.UTF8.GetBytes(table.SortKey));
        var keys = new List<(string Partition, string Sort)>();
        var page = new PageReader(body);
        while (page.MoveNextItem())
        {
            var (partition, sort) = ("", "");
            page.Item.BeginObject();
            while (page.Item.NextName(out var name))
            {
                if (name.SequenceEqual(partitionName))
                {
                    partition = Text(ref page.Item);
                }
                else if (name.SequenceEqual(sortName))
                {
                    sort = Text(ref page.Item);
                }
                else
                {
                    page.Item.Skip();
                }
            }

            keys.Add((partition, sort));
        }

        lastEvaluatedKey = page.LastEvaluatedKey;
        return keys;
    }

    private static string Text(ref DynamoJsonReader item)
    {
        item.BeginValue();
        var text = Encoding.UTF8.GetString(item.ReadString());
        item.EndValue();
        return text;
    }
}
