using System.ComponentModel.DataAnnotations;

namespace SingleTable.Linq.Docs.Tests.Application;

/// <summary>Has a count of its members, limited by <see cref="MaxMembers"/>.</summary>
public sealed record Club
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public int MemberCount { get; init; }
    public int MaxMembers { get; init; }
}

/// <summary>E-mail addresses are unique, and its changes leave a trail.</summary>
public sealed record Member
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string ClubId { get; init; }
    public required string Email { get; init; }
    public string? Phone { get; init; }
}

/// <summary>Has a version, rules for its values, and a serial number that nobody chooses.</summary>
public sealed record Account
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    [Required, StringLength(20)]
    public string Name { get; init; } = "";
    public int Balance { get; init; }
    public int? Limit { get; init; }
    public List<string> Owners { get; init; } = [];
    public string Serial { get; init; } = "";
    public int Version { get; init; }
}

/// <summary>Comes back after a deletion.</summary>
public sealed record Note
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public required string Owner { get; init; }
    public string Text { get; init; } = "";
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>Lives as long as it says.</summary>
public sealed record Session
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public TimeSpan? KeepFor { get; init; }
    public TimeSpan? Usual { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>What a model can promise: unique values, counts, an audit trail, versions, soft deletes, expiry, validation.</summary>
public sealed class ClubTable(TableOptions<ClubTable> options) : TableContext(options)
{
    public EntitySet<Club> Clubs => Set<Club>();
    public EntitySet<Member> Members => Set<Member>();
    public EntitySet<Account> Accounts => Set<Account>();
    public EntitySet<Note> Notes => Set<Note>();
    public EntitySet<Session> Sessions => Set<Session>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Clubs").HasKeys("pk", "sk").HasTenant("TenantId").HasTimeToLive("ttl");
        table.Entity<Club>(e =>
        {
            e.HasKey(c => $"T#{c.TenantId}#CLUB#{c.Id}", _ => "#CLUB");
            e.Counts<Member>(c => c.MemberCount, max: c => c.MaxMembers);
        });
        table.Entity<Member>(e =>
        {
            e.HasKey(m => $"T#{m.TenantId}#CLUB#{m.ClubId}", m => $"MEMBER#{m.Id}");
            e.HasUnique(m => m.Email, normalize: text => text.ToLowerInvariant());
            e.HasAudit();
        });
        table.Entity<Account>(e =>
        {
            e.HasKey(a => $"T#{a.TenantId}#ACCOUNT#{a.Id}", _ => "#ACCOUNT");
            e.HasVersion(a => a.Version);
            e.Property(a => a.Serial).OnCreate(Generate.UuidV4).IsSealed();
        });
        table.Entity<Note>(e =>
        {
            e.HasKey(n => $"T#{n.TenantId}#NOTES#{n.Owner}", n => $"NOTE#{n.Id}");
            e.HasSoftDelete(n => n.DeletedAt);
        });
        table.Entity<Session>(e =>
        {
            e.HasKey(s => $"T#{s.TenantId}#SESSION#{s.Id}", _ => "#SESSION");
            e.HasTimeToLive(s => s.ExpiresAt, after: s => s.KeepFor);
        });
    }
}
