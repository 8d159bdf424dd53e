namespace SingleTable.Linq;

/// <summary>The model of a table is not sound. All problems are listed at once, each with what to do about it.</summary>
/// <remarks>Raised when the first context of a type is created, before any request.</remarks>
public sealed class ModelException : SingleTableException
{
    internal ModelException(string contextName, IReadOnlyList<string> problems)
        : base("STL0001", Text(contextName, problems)) => Problems = problems;

    /// <summary>Each problem that was found, in the order of the model's declarations.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Text(string contextName, IReadOnlyList<string> problems) =>
        $"The model of {contextName} has {(problems.Count == 1 ? "a problem" : $"{problems.Count} problems")}:\n"
        + string.Join('\n', problems.Select(problem => $"  - {problem}"));
}
