namespace MultiTenantSaas;

public enum Plan { Free, Pro, Enterprise }

public enum Role { Viewer, Member, Admin }

public enum ProjectStatus { Active, Archived }

public enum AuditAction { Create, Update, Delete }

public static class Plans
{
    /// <summary>How many members a plan pays for.</summary>
    public static int MaxUsers(this Plan plan) => plan switch { Plan.Free => 5, Plan.Pro => 50, _ => 500 };
}

public sealed record Organization
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string Name { get; init; }
    public Plan Plan { get; init; }
    public int MaxUsers { get; init; }

    /// <summary>The members of all its teams: what <see cref="MaxUsers"/> limits.</summary>
    public int MemberCount { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
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
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public List<TeamMember> Members { get; init; } = [];
}

public sealed record TeamMember
{
    /// <summary>The user's id: a user is in a team once, so the membership needs no id of its own, and the key sees to it.</summary>
    public required string Id { get; init; }

    public string TenantId { get; init; } = "";
    public required string OrganizationId { get; init; }
    public required string TeamId { get; init; }
    public required string Username { get; init; }
    public required string Email { get; init; }
    public Role Role { get; init; }
    public DateTimeOffset JoinedAt { get; init; }
}

public sealed record Project
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string TeamId { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
    public ProjectStatus Status { get; init; }
    public int TaskCount { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>The name under which a tenant's application is reached: no two domains of a tenant have the same, and no change of one is lost.</summary>
public sealed record WebDomain
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string Host { get; init; }
    public string? Contact { get; init; }
    public int Version { get; init; }
}

/// <summary>An entry of the audit trail. Who, when and in which request come from the context, never from the caller.</summary>
public sealed record AuditLog
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string EntityType { get; init; }
    public required string EntityId { get; init; }
    public required AuditAction Action { get; init; }
    public Dictionary<string, Change> Changes { get; init; } = [];
    public DateTimeOffset Timestamp { get; init; }
    public string UserId { get; init; } = "";
    public string Username { get; init; } = "";
    public string RequestId { get; init; } = "";
}

/// <summary>A property before and after; null where there was nothing.</summary>
public sealed record Change(string? Old, string? New);

/// <summary>On whose behalf a context works: a web application makes one from the signed-in user of each request.</summary>
public sealed record Actor(string UserId, string Username, string RequestId);
