namespace SingleTable.Linq.Model.Building;

/// <summary>Checks what was said about the table itself.</summary>
internal static class TableChecks
{
    private const int MostLocalIndexes = 5;

    public static void Run(TableDefinition table, string? tableName, string contextName)
    {
        var problems = table.Problems;
        if ((tableName ?? table.Name) is not { } name)
        {
            problems.Add($"The table has no name. Call HasName(\"…\") in {contextName}.OnModelCreating, or set TableOptions.TableName.");
        }
        else if (!IsName(name))
        {
            problems.Add($"The table cannot be called '{name}'. Use 3 to 255 letters, digits, '_', '-' or '.'.");
        }

        if (table.Entities.Count == 0)
        {
            problems.Add("The table has no entities. Declare one with Entity<T>(e => e.HasKey(…)).");
        }

        if (table.TypeIndex is { } typeIndex && typeIndex.PartitionAttribute != table.TypeAttribute)
        {
            problems.Add($"The index '{typeIndex.Name}' is over the type attribute, which it says is '{typeIndex.PartitionAttribute}', "
                + $"but HasTypeAttribute says '{table.TypeAttribute}'. Name the same attribute in both.");
        }

        foreach (var twice in Twice([.. table.OwnAttributes]))
        {
            problems.Add($"The attribute '{twice}' is used for two keys of the table and its indexes. Give each an attribute of its own.");
        }

        if (table.Indexes.Count(i => i.IsLocal) > MostLocalIndexes)
        {
            problems.Add($"The table has {table.Indexes.Count(i => i.IsLocal)} local indexes, but DynamoDB allows {MostLocalIndexes}. "
                + "Declare the others with HasIndex.");
        }

        List<string> indexes = [.. table.Indexes.Select(i => i.Name).Concat(table.TypeIndex is { } index ? [index.Name] : [])];
        problems.AddRange(indexes.Where(i => !IsName(i))
            .Select(i => $"An index cannot be called '{i}'. Use 3 to 255 letters, digits, '_', '-' or '.'."));
        problems.AddRange(Twice(indexes).Select(i => $"The index '{i}' is declared twice. Keep one declaration."));
        problems.AddRange(Twice([.. table.Partitions.Select(p => p.Name)]).Select(p => $"Two partitions are named '{p}'. Give each a name of its own."));
        problems.AddRange(Twice([.. table.Partitions.Select(p => p.Shape)]).Select(p => $"The partition {p} has two names. Keep one."));
    }

    public static void TypeNames(List<EntityModel> entities, List<string> problems)
    {
        foreach (var entity in entities.Where(e => e.TypeName.AsSpan().ContainsAny('#', '$')))
        {
            problems.Add($"{entity.Name}: its type name '{entity.TypeName}' holds '#' or '$', which separate values. Choose another with HasTypeName(…).");
        }

        foreach (var twice in entities.GroupBy(e => e.TypeName, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            problems.Add($"{string.Join(" and ", twice.Select(e => e.ClrType.FullName))} have the type name '{twice.Key}'. "
                + "Give one of them another with HasTypeName(…).");
        }
    }

    public static void Partitions(TableDefinition table, IReadOnlyList<string> shapes, List<string> problems)
    {
        foreach (var (name, shape) in table.Partitions.FindAll(p => !shapes.Contains(p.Shape)))
        {
            problems.Add($"The partition '{name}' has the shape {shape}, but no entity's partition key has it. "
                + $"Use one of: {string.Join(", ", shapes)}.");
        }
    }

    private static IEnumerable<string> Twice(List<string> names) =>
        new HashSet<string>(names, StringComparer.Ordinal).Count == names.Count
            ? []
            : names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key);

    /// <summary>Whether DynamoDB takes it as the name of a table or an index.</summary>
    public static bool IsName(string? name) => name?.Length is >= 3 and <= 255 && IsOfNameCharacters(name);

    private static bool IsOfNameCharacters(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
