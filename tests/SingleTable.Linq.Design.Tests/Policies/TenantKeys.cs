using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Design.Tests.Policies;

/// <summary>The partition keys under which a tenant's items lie: those of the table under null, those of each index under its name.</summary>
internal static class TenantKeys
{
    public static IReadOnlyList<(string? Index, string Key)> Of(TableSchema model, IEnumerable<IReadOnlyDictionary<string, AttributeValue>> items)
    {
        List<(string?, string)> keys = [];
        foreach (var item in items)
        {
            keys.Add((null, item[model.PartitionKey].S));
            foreach (var index in model.Indexes.Where(i => i.PartitionAttributes.Concat(i.SortAttributes).All(item.ContainsKey)))
            {
                // Of several attributes nobody knows what the condition would hold.
                if (index.PartitionAttributes is [var only] && item[only].S is { } text)
                {
                    keys.Add((index.Name, text));
                }
            }
        }

        return [.. keys.Distinct()];
    }

    /// <summary>All that is in a table, as it is stored.</summary>
    public static async Task<List<Dictionary<string, AttributeValue>>> ScanAsync(TableContext context) =>
        (await context.Options.Client.ScanAsync(new ScanRequest { TableName = context.Model.Name })).Items;
}
