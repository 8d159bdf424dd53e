using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace WebApi.Http;

/// <summary>A page of results as the API answers it: the results, and links to its neighbours, which are in the <c>Link</c> header, too (RFC 8288).</summary>
public sealed record PageOf<T>(IReadOnlyList<T> Items, PageLinks Links)
{
    /// <summary>The links are those of the request with another token: a client follows them, and need not know what a token is.</summary>
    public static PageOf<T> From(Page<T> page, HttpContext http)
    {
        var links = new PageLinks(Link(http, page.Next), Link(http, page.Previous));
        foreach (var (url, relation) in new[] { (links.Next, "next"), (links.Prev, "prev") })
        {
            if (url is not null)
            {
                http.Response.Headers.Append("Link", $"<{url}>; rel=\"{relation}\"");
            }
        }

        return new PageOf<T>(page.Items, links);
    }

    private static string? Link(HttpContext http, string? token)
    {
        if (token is null)
        {
            return null;
        }

        var parameters = http.Request.Query.Where(q => !q.Key.Equals("page", StringComparison.OrdinalIgnoreCase)).SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value)).Append(new("page", token));
        return QueryHelpers.AddQueryString(http.Request.PathBase + http.Request.Path, parameters);
    }
}

public sealed record PageLinks(string? Next, string? Prev);

/// <summary>Which page a request wants.</summary>
public sealed record PageQuery(int? Size, string? Page)
{
    public const int Most = 100;

    /// <summary>20 unless the request says otherwise, and never more than <see cref="Most"/>: a page is for a person.</summary>
    public int Count => Math.Clamp(Size ?? 20, 1, Most);

    public override string ToString() => Count.ToString(CultureInfo.InvariantCulture);
}
