namespace SingleTable.Linq.InMemory.Testing;

/// <summary>By this name, in any namespace, xunit tells assertions that do not hold from code that is broken.</summary>
internal interface IAssertionException;
