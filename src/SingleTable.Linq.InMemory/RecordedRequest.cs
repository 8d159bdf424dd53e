namespace SingleTable.Linq.InMemory;

/// <summary>A request as it reached the engine; retries are requests of their own.</summary>
/// <param name="Operation">The operation's name, such as <c>Query</c>.</param>
/// <param name="Json">The body.</param>
public sealed record RecordedRequest(string Operation, string Json);
