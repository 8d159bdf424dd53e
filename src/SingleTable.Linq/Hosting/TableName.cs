namespace SingleTable.Linq.Hosting;

/// <summary>The name of one registration of a context type; empty for the one without a name.</summary>
internal sealed record TableName<TContext>(string Value)
    where TContext : TableContext;
