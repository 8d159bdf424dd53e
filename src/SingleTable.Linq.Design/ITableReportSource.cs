namespace SingleTable.Linq.Design;

/// <summary>
/// Adds to a report what the model does not say: access patterns and sample items. The tool <c>singletable</c> finds the classes of an assembly that implement it; they need
/// a constructor without parameters.
/// </summary>
/// <typeparam name="TContext">The context whose report it is.</typeparam>
public interface ITableReportSource<in TContext>
    where TContext : TableContext
{
    /// <summary>Describes the table further.</summary>
    /// <param name="context">A context that sends nothing: queries of it can be explained, and not run. Its tenant is an example.</param>
    /// <param name="report">Takes the patterns and samples.</param>
    void Describe(TContext context, TableReport report);
}
