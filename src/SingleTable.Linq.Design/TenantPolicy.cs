namespace SingleTable.Linq.Design;

/// <summary>An IAM policy that keeps a tenant to its own keys.</summary>
/// <param name="Json">The policy. What it does not allow is denied, also what could not be limited to the tenant.</param>
/// <param name="Warnings">What the application cannot do under it, or what must hold for it to be safe.</param>
public sealed record TenantPolicy(string Json, IReadOnlyList<string> Warnings)
{
    private const int Longest = 1000;

    /// <summary>The warnings as a description of the policy, for IAM; at most 1000 characters.</summary>
    public string Description => string.Join(' ', Warnings) is { Length: > Longest } text ? $"{text[..(Longest - 3)]}..." : string.Join(' ', Warnings);
}
