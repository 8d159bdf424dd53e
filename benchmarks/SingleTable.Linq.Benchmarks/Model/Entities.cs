namespace SingleTable.Linq.Benchmarks.Model;

public enum Role
{
    Viewer,
    Member,
    Admin,
}

public sealed record Organization
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string Name { get; init; }
    public int MaxUsers { get; init; }
    public List<Team> Teams { get; set; } = [];
}

public sealed record Team
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public int MemberCount { get; init; }
    public List<TeamMember> Members { get; set; } = [];
}

/// <summary>Nine properties; with the two keys and the type, twelve attributes in about 560 bytes of JSON.</summary>
public sealed record TeamMember
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string OrganizationId { get; init; }
    public required string TeamId { get; init; }
    public required string Username { get; init; }
    public required string Email { get; init; }
    public Role Role { get; init; }
    public DateTime JoinedAt { get; init; }
    public int LoginCount { get; init; }
}
