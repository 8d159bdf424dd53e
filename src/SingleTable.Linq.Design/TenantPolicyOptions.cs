namespace SingleTable.Linq.Design;

/// <summary>For whom an IAM policy is, and where the table is.</summary>
public sealed record TenantPolicyOptions
{
    /// <summary>
    /// The tenant that the policy is for, with any characters. Null where one policy serves all tenants, each of which the <see cref="Variable"/> names.
    /// </summary>
    public string? Tenant { get; init; }

    /// <summary>
    /// The policy variable that holds the tenant's id, where <see cref="Tenant"/> is null. IAM puts its value into the policy as it is, so it must be one that holds neither
    /// <c>#</c> nor wildcards, as tags never do.
    /// </summary>
    public string Variable { get; init; } = "aws:PrincipalTag/tenant";

    /// <summary>Whether the policy allows reads only.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The partition of AWS: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>The region of the table; all unless it is set.</summary>
    public string Region { get; init; } = "*";

    /// <summary>The number of the account; all unless it is set.</summary>
    public string Account { get; init; } = "*";
}
