namespace AccessPatterns.Show;

/// <summary>A well-known model: what it is about, its table, and the access patterns that it was designed for.</summary>
public interface ITableDesign
{
    /// <summary>The argument that chooses it.</summary>
    string Id { get; }

    string Title { get; }

    /// <summary>What to look at, in plain sentences.</summary>
    string Text { get; }

    /// <summary>The keys of the table, from the model.</summary>
    TableSchema Schema { get; }

    /// <summary>The index that is the table's own keys turned round; null where there is none.</summary>
    IndexSchema? Inverted => Schema.Indexes.FirstOrDefault(i => i.PartitionKey == Schema.SortKey && i.SortKey == Schema.PartitionKey);

    /// <summary>Runs all access patterns, one after the other, on a new table in memory.</summary>
    Task<IReadOnlyList<PatternResult>> RunAsync();
}

/// <inheritdoc/>
public abstract class TableDesign<TContext>(string id, string title, string text, Func<TableOptions<TContext>, TContext> create) : ITableDesign
    where TContext : TableContext
{
    public string Id => id;

    public string Title => title;

    public string Text => text;

    public TableSchema Schema
    {
        get
        {
            using var table = new TestTable<TContext>(create);
            return table.Create().Model;
        }
    }

    protected abstract IEnumerable<AccessPattern<TContext>> Patterns(TestTable<TContext> table);

    public async Task<IReadOnlyList<PatternResult>> RunAsync()
    {
        using var table = new TestTable<TContext>(create);
        await SeedAsync(table);
        var results = new List<PatternResult>();
        foreach (var pattern in Patterns(table))
        {
            using var sent = table.Requests.Record();
            try
            {
                var isRight = await pattern.RunAsync(table.Create());
                var lines = InOrder(sent);
                results.Add(new PatternResult(pattern.Name, pattern.Code, lines, await isRight()));
            }
            catch (Exception error) when (error is SingleTableException or Amazon.Runtime.AmazonServiceException or InvalidOperationException)
            {
                results.Add(new PatternResult(pattern.Name, pattern.Code, InOrder(sent), IsRight: false, error));
            }
        }

        return results;
    }

    // Queries that run at once come in any order, and the page has one.
    private static List<string> InOrder(IEnumerable<string> sent)
    {
        List<string> lines = [.. sent];
        for (int start = 0, end; start < lines.Count; start = end)
        {
            end = start + 1;
            while (end < lines.Count && IsQuery(lines[start]) && IsQuery(lines[end]))
                end++;
            lines.Sort(start, end - start, StringComparer.Ordinal);
        }

        return lines;
    }

    private static bool IsQuery(string line) => line.StartsWith("Query ", StringComparison.Ordinal);

    /// <summary>What is in the table before.</summary>
    protected abstract Task SeedAsync(TestTable<TContext> table);
}
