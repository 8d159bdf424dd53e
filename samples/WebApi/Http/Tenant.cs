namespace WebApi.Http;

/// <summary>Whose data a request is about: the tenant of its route, <c>/api/{tenant}/…</c>.</summary>
/// <remarks>
/// This sample has no users. An application must know who calls (AddAuthentication), and that the caller belongs to the tenant (a policy that compares a claim of a
/// token that was validated with the route), before anything here runs; or take the tenant from that claim alone, and leave it out of the route. What a caller
/// writes into a URL or a header is a wish, not a right.
/// </remarks>
internal static class Tenant
{
    public const string Parameter = "tenant";

    /// <summary>Null where there is no request, or it names none: then the context has no tenant, and refuses what belongs to one.</summary>
    public static string? Of(IServiceProvider services) => services.GetRequiredService<IHttpContextAccessor>().HttpContext?.GetRouteValue(Parameter) as string;
}
