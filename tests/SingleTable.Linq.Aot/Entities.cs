using System.Collections.Immutable;

namespace SingleTable.Linq.Aot;

public enum Plan
{
    Free,
    Pro,
}

public enum Level : byte
{
    Low = 1,
    High = 200,
}

public readonly record struct Money(decimal Amount, Plan Plan);

public sealed record Address(string City, int? Zip = null)
{
    public Level? Level { get; init; }
}

/// <summary>Values of every kind that an attribute can have.</summary>
public sealed record Organization
{
    public string Tenant { get; init; } = "";
    public string Id { get; init; } = "";
    public required string Name { get; set; }
    public Plan Plan { get; init; }
    public Plan? NextPlan { get; init; }
    public Level Level { get; init; } = Level.Low;
    public Level? MaxLevel { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public DateTime? At { get; init; }
    public Guid? Key { get; init; }
    public decimal? Balance { get; init; }
    public TimeSpan Quota { get; init; }
    public bool? IsOpen { get; init; }
    public Address? Address { get; init; }
    public Money Price { get; init; }
    public Money? Discount { get; init; }
    public List<Plan> Plans { get; init; } = [];
    public IReadOnlyList<int> Numbers { get; init; } = [];
    public int?[] Gaps { get; init; } = [];
    public Level[] Levels { get; init; } = [];
    public List<Money> Prices { get; init; } = [];
    public List<Address> Others { get; init; } = [];
    public HashSet<string> Tags { get; init; } = [];
    public SortedSet<long> Ids { get; init; } = [];
    public ImmutableArray<double> Weights { get; init; } = [];
    public Dictionary<string, int> Counts { get; init; } = [];
    public Dictionary<Plan, Money> ByPlan { get; init; } = [];
    public Dictionary<int, long> Totals { get; init; } = [];
    public IReadOnlyDictionary<string, Address> Sites { get; init; } = new Dictionary<string, Address>();
    public byte[] Hash { get; init; } = [];
    public Slug Slug { get; init; } = new("");
    public long Version { get; init; }
    public int TeamCount { get; init; }
    public List<Team> Teams { get; set; } = [];
}

public sealed record Slug(string Value);

/// <summary>Made by its constructor, with numbers, dates and enums in its keys.</summary>
public sealed record Team(string Tenant, string OrganizationId, int Number, Plan Plan, Level Level, DateOnly Day)
{
    public string? Name { get; set; }
    public Guid Uuid { get; init; }
    public List<Member> Members { get; set; } = [];
}

public abstract record Member
{
    public string Tenant { get; init; } = "";
    public string OrganizationId { get; init; } = "";
    public int Number { get; init; }
    public string Id { get; init; } = "";
}

public sealed record Person : Member
{
    public string? Email { get; init; }
}

public sealed record Robot : Member
{
    public double Load { get; init; }
}
