using SingleTable.Linq.Tests.Writing;

namespace SingleTable.Linq.Tests.Hostile;

public enum Shade { Dark, Bright, Clear }

/// <summary>One property of each kind that has been misread once.</summary>
public sealed class Sample
{
    public string TenantId { get; set; } = "";
    public string Group { get; set; } = "g";
    public string Id { get; set; } = "";
    public string? Name { get; set; }
    public int Number { get; set; }
    public int? Maybe { get; set; }
    public decimal Price { get; set; }
    public double Weight { get; set; }
    public Shade Shade { get; set; }
    public bool Flag { get; set; }
    public char Letter { get; set; } = 'a';
    public int Scaled { get; set; }
    public DateTime Start { get; set; }
    public DateTime End { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public HashSet<string> Labels { get; set; } = [];
    public List<Part> Parts { get; set; } = [];
}

public sealed class Part
{
    public string TenantId { get; set; } = "";
    public string Group { get; set; } = "g";
    public string SampleId { get; set; } = "";
    public string Id { get; set; } = "";
    public string? Name { get; set; }
}

public sealed class HostileTable(TableOptions<HostileTable> options) : TableContext(options)
{
    public EntitySet<Sample> Samples => Set<Sample>();
    public EntitySet<Part> Parts => Set<Part>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Hostile").HasTenant("TenantId").HasTimeToLive("ttl");
        table.HasNumericIndex("ByScaled", "cpk", "csk").HasNumericIndex("ByWeight", "wpk", "wsk");
        table.Entity<Sample>(e =>
        {
            e.HasKey(x => $"T#{x.TenantId}#G#{x.Group}", x => $"S#{x.Id}");
            e.HasIndex("ByScaled", x => $"T#{x.TenantId}#SCALED#{x.Group}", x => x.Scaled);
            e.HasIndex("ByWeight", x => $"T#{x.TenantId}#WEIGHT#{x.Group}", x => x.Weight);
            e.HasTimeToLive(x => x.ExpiresAt);
            e.Property(x => x.Scaled).HasConversion(v => v * 100, v => v / 100);
            e.HasMany(x => x.Parts);
        });
        table.Entity<Part>(e => e.HasKey(x => $"T#{x.TenantId}#G#{x.Group}", x => $"S#{x.SampleId}#P#{x.Id}"));
    }
}

internal static class HostileWorld
{
    public static IReadOnlyList<Sample> Samples { get; } =
    [
        .. Enumerable.Range(0, 9).Select(i => new Sample
        {
            Id = $"s{i}", Name = $"n{9 - i}", Number = i, Maybe = i % 3 == 0 ? null : i, Price = i + 0.7m, Weight = i + 0.25, Shade = (Shade)(i % 3),
            Flag = i % 2 == 0, Letter = (char)('a' + i), Scaled = i, Labels = i % 2 == 0 ? [] : [$"l{i}"],
        }),
    ];

    public static async Task<WritingWorld<HostileTable>> CreateAsync(Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        var world = await WritingWorld<HostileTable>.CreateAsync(o => new HostileTable(o), wrap);
        await world.For("acme").Samples.BatchPutAsync(Samples);
        await world.For("acme").Parts.BatchPutAsync(Enumerable.Range(0, 3).Select(i => new Part { SampleId = "s1", Id = $"p{i}", Name = $"n{i}" }));
        world.Forget();
        return world;
    }

    /// <summary>The ids that a query of a group finds, and those that LINQ to Objects finds.</summary>
    public static async Task ShouldBeAsInMemory(this HostileTable db, Func<IQueryable<Sample>, IQueryable<Sample>> query)
    {
        var found = await query(db.Samples.Where(x => x.Group == "g")).ToListAsync();
        found.Select(x => x.Id).Order().ShouldBe(query(Samples.AsQueryable()).Select(x => x.Id).Order());
    }
}
