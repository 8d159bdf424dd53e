namespace SingleTable.Linq;

/// <summary>The categories of the library's logs. All begin with <c>SingleTable.Linq</c>, by which a filter takes them together.</summary>
public static class TableLogCategories
{
    /// <summary>What becomes of <see cref="TableOptions.Warnings"/> that are logged.</summary>
    public const string Warning = "SingleTable.Linq.Warning";

    /// <summary>What a host does with its tables: events 5101 to 5104.</summary>
    public const string Hosting = "SingleTable.Linq.Hosting";
}
