namespace SingleTable.Linq.Hosting;

/// <summary>What goes wrong between a container and its tables.</summary>
internal static class HostingErrors
{
    public static string BadEndpoint(Type context, string? endpoint) =>
        $"STL5101 UseEndpoint of {context.Name} takes an http or https address without user, query and fragment, such as http://localhost:8000, and not '{Shown(endpoint)}'.";

    public static string BadTableName(Type context, string? name) =>
        $"STL5102 The table of {context.Name} cannot be called '{name}'. Use 3 to 255 letters, digits, '_', '-' or '.'.";

    public static string SeveralClients(Type context, string first, string second) =>
        $"STL5103 AddSingleTable<{context.Name}> is told two clients, by {first} and by {second}. Say one of them; in tests, call AddSingleTable<{context.Name}> once more to replace it.";

    public static SingleTableException NoClient(Type context, string? key) =>
        new("STL5104", $"There is no client for {context.Name}{(key is null ? "" : $" (\"{key}\")")}. Say one, as in AddSingleTable<{context.Name}>(o => o.UseAws()), o.UseEndpoint(\"http://localhost:8000\") or "
            + "o.UseClient(client), or register one: services.AddAWSService<IAmazonDynamoDB>() of AWSSDK.Extensions.NETCore.Setup, or services.AddSingleton<IAmazonDynamoDB>(…).");

    public static SingleTableException NullClient(Type context, string method) =>
        new("STL5105", $"The function that {method} of {context.Name} was given has given no client, but null.");

    public static SingleTableException NullOptions(Type context) =>
        new("STL5106", $"A function that Configure of {context.Name} was given has given no options, but null. It must give the options that it got, changed by 'with'.");

    public static SingleTableException TwoTenants(Type context) =>
        new("STL5107", $"The tenant of {context.Name} is fixed by Configure(o => o.ForTenant(…)), and asked for by UseTenant. Say one of them.");

    public static SingleTableException OutsideOfScope(Type context) =>
        new("STL5108", $"{context.Name} was asked of the root of the container, for example by a singleton, where one tenant or actor would be kept for everybody. Take ITableContextFactory<{context.Name}> "
            + "there and say the tenant, or make a scope.");

    public static SingleTableException NoConstructor(Type context) =>
        new("STL5109", $"{context.Name} has no public constructor that takes TableOptions<{context.Name}>, so that the client and the tenant that AddSingleTable is told do not reach it. Give it one: "
            + $"public sealed class {context.Name}(TableOptions<{context.Name}> options) : TableContext(options).");

    public static SingleTableException Circle(Type context) =>
        new("STL5112", $"A function that UseClient or Configure of {context.Name} was given asks for a {context.Name} itself, which is not made before they have answered. Let it give what it makes "
            + $"an ITableContextFactory<{context.Name}>, and let that make a context when one is needed.");

    // A password in an address must not reach a log.
    private static string? Shown(string? endpoint) => endpoint?.Contains('@', StringComparison.Ordinal) == true ? "…@…" : endpoint;
}
