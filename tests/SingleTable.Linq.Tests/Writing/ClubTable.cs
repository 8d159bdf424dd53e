namespace SingleTable.Linq.Tests.Writing;

public sealed record Club
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public int MemberCount { get; init; }
    public long MaxMembers { get; init; } = 3;
    public int GuestCount { get; init; }
}

public sealed record Member
{
    public string TenantId { get; init; } = "";
    public required string ClubId { get; init; }
    public required string Id { get; init; }
    public string? Email { get; init; }
    public string? Nick { get; init; }
    public int Points { get; init; }
    public string? Secret { get; init; }
    public HashSet<string> Tags { get; init; } = [];
    public Home? Home { get; init; }
    public DateTimeOffset? SeenAt { get; init; }
}

public sealed record Home(string City, int Zip);

public sealed record Guest
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string? ClubId { get; init; }
}

/// <summary>Everything that the model can promise about writes: unique values, counts with and without a limit, an audit trail.</summary>
public sealed class ClubTable(TableOptions<ClubTable> options) : TableContext(options)
{
    public EntitySet<Club> Clubs => Set<Club>();
    public EntitySet<Member> Members => Set<Member>();
    public EntitySet<Guest> Guests => Set<Guest>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Clubs").HasTenant("TenantId").HasTypeIndex("ByType");
        table.Entity<Club>(e =>
        {
            e.HasKey(c => $"T#{c.TenantId}#CLUB#{c.Id}", _ => "#CLUB");
            e.Counts<Member>(c => c.MemberCount, max: c => c.MaxMembers);
            e.Counts<Guest>(c => c.GuestCount, max: 2);
        });
        table.Entity<Member>(e =>
        {
            e.HasKey(m => $"T#{m.TenantId}#CLUB#{m.ClubId}", m => $"MEMBER#{m.Id}");
            e.HasUnique(m => m.Email, normalize: text => text.ToLowerInvariant());
            e.HasUnique(m => m.Nick, within: m => m.ClubId);
            e.HasAudit(a => a.Redact(m => m.Secret).Ignore(m => m.SeenAt));
        });
        table.Entity<Guest>(e => e.HasKey(g => $"T#{g.TenantId}#GUEST#{g.Id}", _ => "#"));
    }
}
