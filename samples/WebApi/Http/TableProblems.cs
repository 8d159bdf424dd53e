using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.AspNetCore.Mvc;

namespace WebApi.Http;

/// <summary>
/// What goes wrong with a table as problem details (RFC 9457): the status that a client can act on, the library's stable code, the entity and the property. Copy
/// it; it knows nothing of this sample.
/// </summary>
public static class TableProblems
{
    /// <summary>The problem, or null where the exception is none of a table.</summary>
    public static ProblemDetails? Of(Exception exception)
    {
        if (Status(exception) is not { } status)
        {
            return null;
        }

        var error = exception as SingleTableException;
        var problem = exception is EntityValidationException invalid ? Invalid(invalid) : new ProblemDetails();
        problem.Status = status.Code;
        problem.Title = status.Title;
        problem.Type = error is null ? null : $"urn:singletable-linq:error:{error.Code}";

        // Messages of the library hold no values. Those of a fault of ours are of no use to a client, and those of the service may name accounts.
        problem.Detail = error is not null && status.Code < 500 ? Text(error) : null;
        Add(problem, "code", error?.Code ?? (exception as AmazonServiceException)?.ErrorCode);
        Add(problem, "entity", error?.Entity);
        Add(problem, "property", error?.Property);
        Add(problem, "currentVersion", (exception as VersionConflictException)?.CurrentVersion);
        Add(problem, "constraint", (exception as UniqueViolationException)?.Constraint);
        return problem;
    }

    internal static (int Code, string Title)? Status(Exception exception) => exception switch
    {
        EntityValidationException => (400, "Values are not valid."),
        InvalidPageTokenException => (400, "The page token is of another list, or damaged."),
        KeyValueException => (400, "A value cannot stand in a key."),
        TenantScopeException => (403, "The request is of no tenant, or of another one."),
        ItemNotFoundException => (404, "It is not there."),
        UniqueViolationException => (409, "The value is taken."),
        ItemExistsException => (409, "It is there already."),
        CounterLimitException => (409, "A limit is reached."),
        VersionConflictException => (412, "It was changed in the meantime."),
        ConditionFailedException => (409, "It is not in a state that allows this."),
        TransactionFailedException => (409, "Something else changed it at the same time."),
        ItemTooLargeException => (413, "It is too large."),
        BudgetExceededException => (422, "That is too much at once."),
        BatchIncompleteException or BulkIncompleteException => (503, "Only a part is done. It can be gone on with."),
        OperationTimeoutException => (504, "It took too long."),
        ResultNotReadException => (503, "It is done. How it is now could not be read."),
        UnknownOutcomeException => (504, "Whether it is done is not known. Look before you try again."),
        SingleTableException => (500, "The application asked its table for something that cannot be."),
        ProvisionedThroughputExceededException or RequestLimitExceededException or ThrottlingException or TransactionInProgressException => (429, "Too much at once. Try again later."),
        AmazonDynamoDBException or AmazonClientException => (503, "The table cannot be reached."),
        _ => null,
    };

    private static ProblemDetails Invalid(EntityValidationException invalid) => new HttpValidationProblemDetails(
        invalid.Failures.GroupBy(f => f.Property ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(f => f.Message).ToArray(), StringComparer.Ordinal));

    private static string Text(SingleTableException error) =>
        error.Message.StartsWith(error.Code, StringComparison.Ordinal) ? error.Message[error.Code.Length..].TrimStart() : error.Message;

    private static void Add(ProblemDetails problem, string name, object? value)
    {
        if (value is not null)
        {
            problem.Extensions[name] = value;
        }
    }
}
