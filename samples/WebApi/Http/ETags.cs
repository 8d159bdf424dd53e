using System.Globalization;

namespace WebApi.Http;

/// <summary>The version of an entity as an ETag, so that no change of somebody else is lost.</summary>
internal static class ETags
{
    public static void Set(HttpResponse response, int version) => response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that a request expects.</summary>
    /// <exception cref="BadHttpRequestException">The request does not say it (428), or says what cannot be one (400).</exception>
    public static int Expected(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        if (text.Length == 0)
        {
            throw new BadHttpRequestException("Say by If-Match which version you have read: the ETag of the item.", StatusCodes.Status428PreconditionRequired);
        }

        return int.TryParse(text.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new BadHttpRequestException("If-Match must be the ETag of the item.", StatusCodes.Status400BadRequest);
    }
}
