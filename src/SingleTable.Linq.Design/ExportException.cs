namespace SingleTable.Linq.Design;

/// <summary>A format cannot express what the model says.</summary>
public sealed class ExportException : SingleTableException
{
    internal ExportException(string code, string message)
        : base(code, message)
    {
    }
}
