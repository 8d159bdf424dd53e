namespace SingleTable.Linq.Docs.Tests.Application;

public enum Plan { Free, Pro, Enterprise }

public enum ProjectStatus { Active, Archived }

public enum Role { Viewer, Member, Admin }

public sealed record Organization
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string Name { get; init; }
    public Plan Plan { get; init; }
    public int MaxUsers { get; init; }
    public int MemberCount { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public List<Team> Teams { get; init; } = [];
}

public sealed record Team
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string OrganizationId { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
    public int MemberCount { get; init; }
    public HashSet<string> Tags { get; init; } = [];
    public IReadOnlyList<TeamMember> Members { get; init; } = [];
}

public sealed record TeamMember
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string OrganizationId { get; init; }
    public required string TeamId { get; init; }
    public required string Username { get; init; }
    public Role Role { get; init; }
    public Address? Address { get; init; }
}

public sealed record Address(string City, string? Street, List<string> Phones);

public sealed record Project
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string TeamId { get; init; }
    public required string Name { get; init; }
    public ProjectStatus Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int TaskCount { get; init; }
    public string? Owner { get; init; }
}

/// <summary>Of a device: numeric and date slots, a numeric index, a time to live.</summary>
public sealed record Reading
{
    public string TenantId { get; init; } = "";
    public required string Device { get; init; }
    public DateTime Time { get; init; }
    public int Sequence { get; init; }
    public double Value { get; init; }
    public int Severity { get; init; }
    public bool IsAlarm { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}
