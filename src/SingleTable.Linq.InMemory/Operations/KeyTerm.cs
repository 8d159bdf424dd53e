using SingleTable.Linq.InMemory.Values;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>The condition on one key attribute.</summary>
internal sealed record KeyTerm(string Operator, DynamoValue[] Values);
