namespace SingleTable.Linq.Design.Policies;

/// <summary>Finds what the keys of a tenant are on the table and on each index.</summary>
internal sealed class PolicyPlaces(TableSchema model, TenantPolicyOptions options)
{
    public IEnumerable<PolicyPlace> All()
    {
        var table = Place(null, model.Entities.SelectMany(e => e.Uniques.Select(u => (e, u.Guard)).Prepend((e, e.Key))));
        yield return table;
        foreach (var index in model.Indexes)
        {
            yield return index switch
            {
                { IsTypeIndex: true } => TypeIndex(index),
                { IsLocal: true } => table with { Index = index.Name, Warnings = [] },
                _ => Place(index.Name, model.Entities.SelectMany(e => e.IndexKeys.Where(k => k.Index == index.Name).Select(k => (e, k)))),
            };
        }
    }

    private PolicyPlace Place(string? index, IEnumerable<(EntitySchema Entity, KeySchema Key)> keys)
    {
        List<string> patterns = [];
        List<string> warnings = [];
        foreach (var (entity, key) in keys)
        {
            if (!entity.IsTenantOwned)
            {
                warnings.Add($"{entity.Name} is shared by all tenants, so it is not reached{(index is null ? "" : $" on {index}")}.");
            }
            else if (LeadingKey.Of(key, p => Tenant(p.Encode), Native) is { } pattern)
            {
                patterns.Add(pattern);
            }
            else
            {
                warnings.Add(key.Attributes.Count(a => a.IsPartition) > 1
                    ? $"The index {index} is not reached: its partition key has several attributes, and what dynamodb:LeadingKeys holds of them is not documented."
                    : $"{entity.Name} is not reached{(index is null ? "" : $" on {index}")}: its partition key {key.PartitionKey} does not begin with the tenant.");
            }
        }

        return new PolicyPlace(index, [.. patterns.Distinct().Order(StringComparer.Ordinal)], [.. warnings.Distinct()]);
    }

    // The type attribute holds the tenant before the type, escaped as in keys; of shared entities the type alone, in which there is no separator.
    private PolicyPlace TypeIndex(IndexSchema index) => new(
        index.Name,
        model.Entities.Any(e => e.IsTenantOwned) ? [$"{Tenant(new KeyPartSchema(null, model.TenantProperty).Encode)}#*"] : [],
        [.. model.Entities.Where(e => e is { IsTenantOwned: false, IsAbstract: false }).Select(e => $"{e.Name} is shared by all tenants, so it is not reached on {index.Name}.")]);

    private string Tenant(Func<string, string> encode) => options.Tenant is { } tenant ? LeadingKey.Literal(encode(tenant)) : Variable;

    private string Native() => options.Tenant is { } tenant ? LeadingKey.Literal(tenant) : Variable;

    private string Variable => $"${{{options.Variable}}}";
}
