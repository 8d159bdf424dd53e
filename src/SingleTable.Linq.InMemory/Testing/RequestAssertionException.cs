using SingleTable.Linq.InMemory.Testing;

namespace SingleTable.Linq.InMemory;

/// <summary>The requests that were sent are not those that a test expects. Every test framework shows its message.</summary>
public sealed class RequestAssertionException : Exception, IAssertionException
{
    internal RequestAssertionException(string message)
        : base(message)
    {
    }
}
