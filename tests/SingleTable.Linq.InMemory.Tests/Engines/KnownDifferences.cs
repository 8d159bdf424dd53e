namespace SingleTable.Linq.InMemory.Tests.Engines;

/// <summary>Where other engines are known to differ from the service, by engine and by (a part of) the test's name.</summary>
internal static class KnownDifferences
{
    private static readonly (string Engine, string Test, string Reason)[] s_all =
    [
    ];

    public static string? Of(string engine, string test) =>
        s_all.FirstOrDefault(d => d.Engine == engine && test.Contains(d.Test, StringComparison.Ordinal)).Reason;
}
