namespace SingleTable.Linq;

/// <summary>The categories of the library's logs. All begin with <c>SingleTable.Linq</c>, by which a filter takes them together.</summary>
public static class TableLogCategories
{
    /// <summary>Each request: before it is sent, after it was, when it failed, when another attempt follows.</summary>
    public const string Request = "SingleTable.Linq.Request";

    /// <summary>Plans of queries.</summary>
    public const string Query = "SingleTable.Linq.Query";

    /// <summary>What became of writes.</summary>
    public const string Write = "SingleTable.Linq.Write";

    /// <summary>Models and tables.</summary>
    public const string Model = "SingleTable.Linq.Model";

    /// <summary>What becomes of <see cref="TableOptions.Warnings"/> that are logged.</summary>
    public const string Warning = "SingleTable.Linq.Warning";

    /// <summary>What a host does with its tables: events 5101 to 5104.</summary>
    public const string Hosting = "SingleTable.Linq.Hosting";
}
