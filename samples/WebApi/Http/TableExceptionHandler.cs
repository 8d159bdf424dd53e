using Microsoft.AspNetCore.Diagnostics;

namespace WebApi.Http;

/// <summary>Answers what goes wrong with a table by <see cref="TableProblems"/>. Everything else stays the framework's.</summary>
internal sealed class TableExceptionHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (TableProblems.Of(exception) is not { Status: { } status } problem)
        {
            return false;
        }

        httpContext.Response.StatusCode = status;
        if (status is 429 or 503)
        {
            httpContext.Response.Headers.RetryAfter = "1";
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, Exception = exception, ProblemDetails = problem });
    }
}
