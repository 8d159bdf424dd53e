namespace SingleTable.Linq.Design;

/// <summary>Something that an application asks of its table: a name, and how it is answered.</summary>
/// <param name="Name">What is asked, in the words of the application: <c>Active projects of a team</c>.</param>
/// <param name="Plan">How it is answered: what <c>ExplainPlan()</c> gives, of a query or of a compiled one.</param>
public sealed record AccessPattern(string Name, QueryExplanation Plan);
