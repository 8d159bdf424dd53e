namespace SingleTable.Linq.InMemory.Fuzz.Comparison;

/// <summary>Where dynoxide differs from the service, or from us on a point that the service leaves open.</summary>
internal static class Dynoxide
{
    private static readonly (string Reason, Func<Difference, bool> Matches)[] s_all =
    [
    ];

    public static string? Explain(Difference difference) => s_all.FirstOrDefault(e => e.Matches(difference)).Reason;
}
