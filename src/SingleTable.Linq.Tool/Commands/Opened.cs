namespace SingleTable.Linq.Tool.Commands;

/// <summary>A context whose client is the tool's own.</summary>
internal sealed class Opened(TableContext table) : IDisposable
{
    public TableContext Table => table;

    public void Dispose() => table.Options.Client.Dispose();
}
