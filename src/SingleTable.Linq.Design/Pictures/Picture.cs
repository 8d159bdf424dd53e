namespace SingleTable.Linq.Design.Pictures;

/// <summary>A table or an index as designers draw it: item collections, and in each the items in the order of their sort keys.</summary>
internal sealed record Picture(string? Index, IReadOnlyList<string> PartitionNames, IReadOnlyList<string> SortNames, IReadOnlyList<PictureGroup> Groups)
{
    /// <summary>What the index is, in a few words; empty for the table.</summary>
    public string Note { get; init; } = "";

    public string Title => Index is null ? "The table" : $"Index {Index}";
}

/// <summary>One item collection.</summary>
/// <param name="Partition">The attributes of the partition key.</param>
/// <param name="Rows">Its items.</param>
internal sealed record PictureGroup(IReadOnlyList<KeyText> Partition, IReadOnlyList<PictureRow> Rows)
{
    /// <summary>The name that the model gives it.</summary>
    public string? Name { get; init; }
}

/// <summary>One item, or what all items of an entity are like.</summary>
/// <param name="Sort">The attributes of the sort key.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Attributes">What else it holds.</param>
internal sealed record PictureRow(IReadOnlyList<KeyText> Sort, ItemKind Kind, IReadOnlyList<PictureAttribute> Attributes)
{
    /// <summary>Whether it stands for all items of its kind.</summary>
    public bool IsShape { get; init; }
}

/// <summary>An attribute and its value, or its type where the row is a shape.</summary>
internal sealed record PictureAttribute(string Name, string Text)
{
    public bool IsKey { get; init; }
}

/// <summary>What an item is.</summary>
/// <param name="Number">Its colour; null for what is of no entity.</param>
/// <param name="Name">Its name.</param>
internal sealed record ItemKind(int? Number, string Name);
