using SingleTable.Linq.Model;
using SingleTable.Linq.Translation;

namespace SingleTable.Linq.Planning;

internal static class PlanningErrors
{
    public static QueryTranslationException NeedsScan(
        QueryShape shape, KeyConstraints constraints, IReadOnlyDictionary<string, IndexCoverage> partial)
    {
        var entity = shape.Entity;
        var table = entity.Table;
        var looked = entity.Keys.Where(k => shape.Directives.Index is null || k.IndexName == shape.Directives.Index).Select(k =>
        {
            var missing = string.Join(", ", KeyMatch.Missing(k, constraints).Select(name => $"{entity.Name}.{name}"));
            return k.IsTable ? missing
                : partial.TryGetValue(k.Name, out var coverage) ? $"{k.IndexName}: does not hold {string.Join(", ", coverage.Missing)}"
                : $"{k.IndexName}: {(missing.Length > 0 ? missing : k.Filter is not null ? $"it holds only what its filter lets in, add UsingIndex(\"{k.IndexName}\")" : "a condition that excludes null")}";
        });
        var hydrate = partial.Values.Any(c => c.Filter.Count == 0) ? "add Hydrate() to fetch what an index does not hold, " : "";
        var listing = table.TypeIndex is { } index ? $"list all of the type with UsingIndex(\"{index.Name}\"), " : "";
        return new("STL1201", $"This query needs a Scan of table '{table.Name}', because no predicate fixes the partition key of the table or of an index "
            + $"(looked for: {string.Join("; ", looked)}). Add an equality on it, {hydrate}{listing}or call AllowScan() to accept reading the whole table.")
        {
            Entity = entity.Name,
        };
    }

    public static QueryTranslationException Ordering(QueryShape shape, string because) =>
        new("STL1202", $"{shape.Entity.Name} cannot be {(shape.Orderings.IsEmpty ? "reversed" : $"ordered by {string.Join(", ", shape.Orderings)}")}: DynamoDB orders by a sort key only, and {because}. "
            + "Order by its properties, fix the ones before with ==, or order in memory behind InMemory(maxItems).") { Entity = shape.Entity.Name };

    public static QueryTranslationException ConsistentIndex(QueryShape shape, string index) =>
        new("STL1203", $"A consistent read of {shape.Entity.Name} needs the index '{index}', which follows the table with a delay. "
            + "Remove ConsistentRead(), or fix the partition key of the table.") { Entity = shape.Entity.Name };

    public static QueryTranslationException UnknownIndex(QueryShape shape)
    {
        var known = shape.Entity.Keys.Select(k => k.IndexName).Append(shape.Entity.Table.TypeIndex?.Name).OfType<string>().ToList();
        return new("STL1204", $"{shape.Entity.Name} is not on an index '{shape.Directives.Index}' (it is on: {(known.Count == 0 ? "none" : string.Join(", ", known))}). "
            + "Declare it with HasIndex, or name one of these.") { Entity = shape.Entity.Name };
    }

    public static QueryTranslationException NotProjected(QueryShape shape, KeyModel key, IndexCoverage coverage)
    {
        var start = $"The index '{key.IndexName}' does not hold {string.Join(", ", coverage.Missing)} of {shape.Entity.Name}, which the query needs";
        return new("STL1208", coverage.Filter.Count == 0
            ? $"{start}. Add Hydrate() to read the items from the table (BatchGetItem), Select what the index holds, or project more: IndexProjection.Of(…)."
            : $"{start}: it filters by {string.Join(", ", coverage.Filter)}, and the service filters before items can be fetched. "
                + "Project more with IndexProjection.Of(…), leave UsingIndex() out, or filter in memory after ToListAsync().") { Entity = shape.Entity.Name };
    }

    public static QueryTranslationException KeyFilter(QueryShape shape, KeyMatch match)
    {
        var key = match.Key;
        var next = match.FixedSort.Length < key.SortSlots.Length && !match.Unfilterable.Contains(key.SortSlots[match.FixedSort.Length].Name)
            ? $"Add {key.SortSlots[match.FixedSort.Length].Name} == … to it, "
            : "Write each of them as one == or range, a range on the last one only, ";
        return new("STL1213", $"The index '{key.IndexName}' fits this query of {shape.Entity.Name}, but what it asks of {string.Join(", ", match.Unfilterable)} would be a "
            + $"filter, and DynamoDB does not filter an index by its own keys ({string.Join(", ", key.PartitionSlots.Concat(key.SortSlots).Select(s => s.Name))}): they are "
            + $"conditions on the key, from the left without a gap. {next}or filter by it in memory after ToListAsync().") { Entity = shape.Entity.Name };
    }

    public static QueryTranslationException AcrossPartitions(QueryShape shape, IncludeShape include)
    {
        var navigation = include.Navigation;
        var (parent, name) = (navigation.Parent.Name, $"{navigation.Parent.Name}.{navigation.Name}");
        var what = navigation is Model.PartitionChildrenModel children
            ? $"{name} are in partitions of their own ({children.Key.Partition.Shape} of the {children.Key.Where}), so Include takes a Query for each {parent}"
            : include.Children.FirstOrDefault(c => c.Navigation is Model.ChildrenModel)?.Navigation is { } below
                ? $"{name} is included with its {below.Name}, which takes a Query for each distinct {navigation.Child.Name}"
                : $"{name} is in another partition ({navigation.Child.Key.Partition.Shape}) than the {parent}, so Include takes requests of its own: "
                    + "a BatchGetItem for each 100 of them";
        return new("STL1211", $"{what}. Add AcrossPartitions() to accept that, or remove the Include.") { Entity = shape.Entity.Name };
    }

    public static QueryTranslationException Partition(QueryShape shape, string because)
    {
        var key = shape.Entity.Key;
        var slots = key.PartitionSlots.Where(s => !s.IsTenant).Select(s => $"x.{s.Name} == …").Distinct().ToList();
        var condition = slots.Count == 0 ? "true" : string.Join(" && ", slots);
        return new("STL1209", $"Partition<{shape.Entity.Name}> reads all of a partition {key.Partition}, but {because}. "
            + $"Write Partition<{shape.Entity.Name}>(x => {condition}), or query one of its entities.") { Entity = shape.Entity.Name };
    }

    /// <param name="shape">The query.</param>
    /// <param name="key">The key of the index that it uses; null where no partition is known.</param>
    public static QueryTranslationException Elsewhere(QueryShape shape, KeyModel? key)
    {
        var where = key is null ? "without a partition key they are all over the table."
            : IndexFamilies.HoldByCopies(shape, key)
                ? $"the index {key.IndexName} holds them beside their parents only as long as the properties that they copy are their parents'. "
                    + $"Add UsingIndex(\"{key.IndexName}\") if they are."
            : $"the query uses the index {key.IndexName}, where the children are not.";
        var across = shape.Includes.Any(i => i.Navigation is TreeModel) ? "Fix" : $"Add AcrossPartitions() to read them with a Query for each {shape.Entity.Name}, fix";
        return Include(shape, $"{where} {across} the partition key of the table, or query the children by themselves.");
    }

    public static QueryTranslationException Split(QueryShape shape) =>
        Include(shape, $"AsSplitQuery() and AsSingleQuery() need one {shape.Entity.Name} whose whole key is known; the children of several stand between them, and one "
            + "Query reads all. Leave them out, or fix the whole key.");

    public static QueryTranslationException Include(QueryShape shape, string reason) =>
        new("STL1205", $"The children of {shape.Entity.Name} cannot be read along: {reason}") { Entity = shape.Entity.Name };
}
