namespace SingleTable.Linq.Tests.Writing;

/// <summary>Generated values as they are stored, by every kind of write.</summary>
public class GeneratedValueTests
{
    [Fact]
    [Trait("Feature", "S3")]
    public async Task Every_generator_gives_its_value_when_an_item_is_created()
    {
        var (world, db) = await NewAsync();
        var made = await db.Slips.CreateAsync(new Slip { Id = "1", Text = "x" });
        (made.V4.Version, Guid.Parse(made.V7).Version).ShouldBe((4, 7));
        (made.Ulid.Length, made.Ksuid.Length).ShouldBe((26, 27));
        (made.Made, made.Count, made.Own, made.Inline, made.Touched).ShouldBe((world.Time.GetUtcNow(), 0, "slip", "acme/Slip", null));
        var item = await world.ItemAsync();
        (item.Text("V7"), item.Text("Ulid"), item.Text("Ksuid"), item.Text("Count"), item.Text("Own")).ShouldBe((made.V7, made.Ulid, made.Ksuid, "0", "slip"));
        item.ShouldLack("Touched", "Revision");
    }

    [Fact]
    [Trait("Feature", "S3")]
    public async Task Every_kind_of_write_that_creates_generates_and_what_the_caller_gives_stays()
    {
        var (world, db) = await NewAsync();
        await db.Slips.CreateAsync(new Slip { Id = "1" });
        await db.Slips.PutAsync(new Slip { Id = "2" });
        await db.Slips.UpsertAsync(new Slip { Id = "3" });
        await db.Slips.BatchPutAsync([new Slip { Id = "4" }]);
        await db.Batch().Put(new Slip { Id = "5" }).SendAsync();
        await db.Transaction().Create(new Slip { Id = "6" }).Put(new Slip { Id = "7" }).CommitAsync();
        var slips = await db.Slips.AllowScan().ToListAsync();
        slips.Count.ShouldBe(7);
        slips.ShouldAllBe(s => s.V4.Version == 4 && s.Ulid.Length == 26 && s.Own == "slip" && s.Inline == "acme/Slip" && s.Made == world.Time.GetUtcNow());
        new HashSet<string>(slips.SelectMany(s => new[] { s.V7, s.Ulid, s.Ksuid, $"{s.V4}" })).Count.ShouldBe(28);

        var given = new Slip { Id = "8", Ulid = "mine", Count = 7, Own = "own", Made = world.Time.GetUtcNow().AddDays(-1) };
        var kept = await db.Slips.CreateAsync(given);
        (kept.Ulid, kept.Count, kept.Own, kept.Made).ShouldBe((given.Ulid, given.Count, given.Own, given.Made));
    }

    [Fact]
    [Trait("Feature", "S3")]
    [Trait("Feature", "T9")]
    public async Task An_update_generates_what_is_of_updates_and_nothing_else()
    {
        var (world, db) = await NewAsync();
        var made = await db.Slips.CreateAsync(new Slip { Id = "1", Text = "x" });
        var one = db.Slips.Where(s => s.Id == "1");
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var first = await one.UpdateAsync(u => u.Set(s => s.Text, "y"));
        first.ShouldBe(made with { Text = "y", Touched = world.Time.GetUtcNow(), Revision = "r of Slip" });

        world.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await db.Slips.UpdateAsync(first, first with { Text = "z" });
        second.ShouldBe(first with { Text = "z", Touched = world.Time.GetUtcNow() });
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await db.Transaction().Update(one, u => u.Set(s => s.Text, "t")).CommitAsync();
        (await one.SingleAsync()).Touched.ShouldBe(world.Time.GetUtcNow());
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await db.Slips.AllowScan().UpdateAllAsync(u => u.Set(s => s.Text, "b"));
        (await one.SingleAsync()).Touched.ShouldBe(world.Time.GetUtcNow());

        // What an update names itself is not overwritten.
        var at = world.Time.GetUtcNow().AddDays(3);
        (await one.UpdateAsync(u => u.Set(s => s.Touched, at))).Touched.ShouldBe(at);
    }

    [Fact]
    [Trait("Feature", "S8")]
    public async Task A_computed_property_is_computed_from_what_was_read_and_never_stored()
    {
        var (world, db) = await NewAsync();
        await db.Slips.CreateAsync(new Slip { Id = "1", Text = "x" });
        (await world.ItemAsync()).ShouldLack("Title");
        (await db.Slips.FindAsync("1"))!.Title.ShouldBe("1: x");
        (await db.Slips.Where(s => s.Id == "1").UpdateAsync(u => u.Set(s => s.Text, "y"))).Title.ShouldBe("1: y");
        world.Forget();
        Should.Throw<QueryTranslationException>(() => db.Slips.Where(s => s.Id == "1" && s.Title == "1: y").ToListAsync()).Message.ShouldContain("Title");
        (await Should.ThrowAsync<SingleTableException>(() => db.Slips.Where(s => s.Id == "1").UpdateAsync(u => u.Set(s => s.Title, "z")))).Message.ShouldContain("Title");
        world.SentNothing();
    }

    private static async Task<(WritingWorld<SlipTable> World, SlipTable Db)> NewAsync()
    {
        var world = await WritingWorld<SlipTable>.CreateAsync(o => new SlipTable(o));
        return (world, world.For("acme"));
    }
}

public sealed record Slip
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public string? Text { get; init; }
    public Guid V4 { get; init; }
    public string V7 { get; init; } = "";
    public string Ulid { get; init; } = "";
    public string Ksuid { get; init; } = "";
    public DateTimeOffset Made { get; init; }
    public int? Count { get; init; }
    public string? Own { get; init; }
    public string? Inline { get; init; }
    public DateTimeOffset? Touched { get; init; }
    public string? Revision { get; init; }
    public string Title => $"{Id}: {Text}";
}

public sealed class SlipTable(TableOptions<SlipTable> options) : TableContext(options)
{
    // A generator with a name of one's own, for any number of properties.
    private static readonly ValueGenerator s_own = Generate.From(c => c.Entity.ToLowerInvariant());

    public EntitySet<Slip> Slips => Set<Slip>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Slips").HasTenant("TenantId");
        table.Entity<Slip>(e =>
        {
            e.HasKey(s => $"T#{s.TenantId}#SLIP#{s.Id}", _ => "#S");
            e.Property(s => s.V4).OnCreate(Generate.UuidV4);
            e.Property(s => s.V7).OnCreate(Generate.UuidV7);
            e.Property(s => s.Ulid).OnCreate(Generate.Ulid);
            e.Property(s => s.Ksuid).OnCreate(Generate.Ksuid);
            e.Property(s => s.Made).OnCreate(Generate.Timestamp);
            e.Property(s => s.Count).OnCreate(Generate.Counter);
            e.Property(s => s.Own).OnCreate(s_own);
            e.Property(s => s.Inline).OnCreate(c => $"{c.Tenant}/{c.Entity}");
            e.Property(s => s.Touched).OnUpdate(Generate.Timestamp);
            e.Property(s => s.Revision).OnUpdate(c => $"r of {c.Entity}");
        });
    }
}
