namespace WebApi.Http;

/// <summary>
/// Tells each answer what DynamoDB was asked for it, for the page of this sample: one escaped line of the log for each request, with commas between. Values are not
/// in it. An application logs instead.
/// </summary>
internal static class SentRequests
{
    public const string Header = "X-DynamoDB-Requests";
    private static readonly object s_key = new();

    public static IApplicationBuilder UseSentRequests(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        List<string> lines = [];
        http.Items[s_key] = lines;
        http.Response.OnStarting(() =>
        {
            lock (lines)
            {
                if (lines.Count > 0)
                {
                    http.Response.Headers[Header] = string.Join(',', lines.Select(Uri.EscapeDataString));
                }
            }

            return Task.CompletedTask;
        });
        await next(http);
    });

    public static void Add(HttpContext? http, string line)
    {
        if (http?.Items[s_key] is List<string> lines)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }
}
