namespace SingleTable.Linq;

/// <summary>A warning that <see cref="TableOptions.Warnings"/> says to throw. The code is that of the warning, for example <c>STL5001</c>.</summary>
public sealed class TableWarningException : SingleTableException
{
    internal TableWarningException(TableWarning warning, string code, string message)
        : base(code, message) => Warning = warning;

    /// <summary>What it warns of.</summary>
    public TableWarning Warning { get; }
}
