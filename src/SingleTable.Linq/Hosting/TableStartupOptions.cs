namespace SingleTable.Linq.Hosting;

/// <summary>What a host does for a table when it starts.</summary>
internal sealed class TableStartupOptions<TContext>
    where TContext : TableContext
{
    /// <summary>Whether the model is built and its problems are told.</summary>
    public bool BuildsModel { get; set; } = true;

    public bool CreatesTable { get; set; }

    public bool CreatesIndexes { get; set; }

    /// <summary>What to do about drift; null to leave the live table alone.</summary>
    public TableVerification? Verification { get; set; }

    /// <summary>Gives the queries to warm up; null for no warm-up.</summary>
    public Func<TContext, IEnumerable<IQueryable>>? WarmUp { get; set; }

    public bool NeedsContext => BuildsModel || CreatesTable || Verification is not null || WarmUp is not null;
}
