namespace SingleTable.Linq.Docs.Tests.Snippets;

/// <summary>What is run at once: a fence with statements and those that continue it.</summary>
/// <param name="Line">The line of the page on which it begins.</param>
/// <param name="TypeName">The class that it is compiled into.</param>
/// <param name="IsQueries">Whether it is a list of queries.</param>
internal sealed record PageSnippet(int Line, string TypeName, bool IsQueries);
