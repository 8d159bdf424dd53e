using Microsoft.AspNetCore.Http.HttpResults;

namespace WebApi.Endpoints;

/// <summary>Answers for what is not there, or is another tenant's, which is the same.</summary>
internal static class Missing
{
    public static ProblemHttpResult Project => TypedResults.Problem("There is no such project.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Item => TypedResults.Problem("There is no such item.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Job => TypedResults.Problem("There is no such job.", statusCode: StatusCodes.Status404NotFound);
}
