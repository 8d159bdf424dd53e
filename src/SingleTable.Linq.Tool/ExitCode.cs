namespace SingleTable.Linq.Tool;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The table differs from the model.</summary>
    public const int Differs = 1;

    /// <summary>What was asked cannot be done: wrong arguments, an assembly without contexts, a table that cannot be read.</summary>
    public const int Wrong = 2;
}
