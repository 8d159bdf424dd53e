using SingleTable.Linq.Execution;

namespace SingleTable.Linq;

/// <summary>A request as interceptors see it: the same object before and after it. Read it in the hooks: a page's request goes on to the next page.</summary>
public sealed class InterceptedRequest
{
    private readonly DescribedRequest _request;
    private readonly bool _showsValues;

    internal InterceptedRequest(DescribedRequest request, string? tenant, bool showsValues)
    {
        (_request, _showsValues) = (request, showsValues);
        (Operation, Attempt, Tenant) = (request.Operation.ToString(), request.Repeats + 1, tenant);
    }

    /// <summary>The operation of DynamoDB, for example <c>Query</c>.</summary>
    public string Operation { get; }

    /// <summary>The table.</summary>
    public string Table => _request.TableName;

    /// <summary>The index that is read; null for the table itself.</summary>
    public string? Index => _request.IndexName;

    /// <summary>The name of the entity type that is read or written; null where there are several.</summary>
    public string? Entity => _request.EntityName;

    /// <summary>The tenant of the scope, where there is one.</summary>
    public string? Tenant { get; }

    /// <summary>1, and more where the library sends a transaction again with the same token, or a read of one. What a batch left undone is a request of its own.</summary>
    public int Attempt { get; }

    /// <summary>The line of the log: keys and values are <c>?</c> unless <see cref="TableOptions.SensitiveLogging"/> is on.</summary>
    public string Line => field ??= _request.Describe(_showsValues);

    /// <summary>For what an interceptor keeps from before the request until after it, by a key of its own.</summary>
    public IDictionary<object, object?> Items => field ??= new Dictionary<object, object?>();

    /// <inheritdoc cref="Line"/>
    public override string ToString() => Line;
}
