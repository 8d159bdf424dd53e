namespace AccessPatterns.CodeHost;

public enum Status { Open, Closed }

/// <summary>A person or an organization: both own repositories under one name.</summary>
public abstract record Account
{
    public required string Name { get; init; }
}

public sealed record Person : Account
{
    public string Email { get; init; } = "";
}

public sealed record Organization : Account
{
    public string Plan { get; init; } = "free";
    public int MemberCount { get; init; }
}

public sealed record Membership
{
    public required string Organization { get; init; }
    public required string Person { get; init; }
    public string Role { get; init; } = "member";
}

public sealed record Repository
{
    public required string Owner { get; init; }
    public required string Name { get; init; }
    public string? ForkOf { get; init; }
    public int Stars { get; init; }

    /// <summary>Issues and pull requests are numbered together.</summary>
    public int LastNumber { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>An issue or a pull request.</summary>
public abstract record Ticket
{
    public required string Owner { get; init; }
    public required string Repository { get; init; }
    public int Number { get; init; }
    public required string Title { get; init; }
    public Status Status { get; init; }
    public int Version { get; init; }
}

public sealed record Issue : Ticket;

public sealed record PullRequest : Ticket
{
    public string Branch { get; init; } = "";
}

public sealed record Star
{
    public required string Owner { get; init; }
    public required string Repository { get; init; }
    public required string Person { get; init; }
}
