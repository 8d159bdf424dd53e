namespace SingleTable.Linq.Hosting;

/// <summary>What a host does for a table when it starts.</summary>
internal sealed class TableStartupOptions<TContext>
    where TContext : TableContext
{
    /// <summary>Whether the model is built and its problems are told.</summary>
    public bool BuildsModel { get; set; } = true;

    /// <summary>Gives the queries to warm up; null for none, and no warm-up.</summary>
    public Func<TContext, IEnumerable<IQueryable>>? WarmUp { get; set; }
}
