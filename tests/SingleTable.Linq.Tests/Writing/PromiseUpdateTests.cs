namespace SingleTable.Linq.Tests.Writing;

public sealed record Squad
{
    public required string Id { get; init; }
    public int Size { get; init; }
}

public sealed record Pilot
{
    public required string Id { get; init; }
    public required string Email { get; init; }
    public string? SquadId { get; init; }
    public int Flights { get; init; }
}

public sealed class SquadTable(TableOptions<SquadTable> options) : TableContext(options)
{
    public EntitySet<Squad> Squads => Set<Squad>();
    public EntitySet<Pilot> Pilots => Set<Pilot>();

    public IQueryable<Pilot> One => Pilots.Where(p => p.Id == "p1");

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Squads");
        table.Entity<Squad>(e => e.HasKey(s => $"SQUAD#{s.Id}", _ => "#SQUAD").Counts<Pilot>(s => s.Size));
        table.Entity<Pilot>(e => e.HasKey(p => $"PILOT#{p.Id}", _ => "#PILOT").HasUnique(p => p.Email));
    }
}

/// <summary>Updates by a query, of entities with unique values and counts: what touches neither needs to know nothing of the item.</summary>
public class PromiseUpdateTests
{
    private static readonly Pilot s_pilot = new() { Id = "p1", Email = "a@b", SquadId = "s1" };

    [Fact]
    public async Task One_that_touches_no_promise_is_an_ordinary_request()
    {
        var (world, db) = await NewAsync();

        (await db.One.UpdateAsync(u => u.Set(p => p.Flights, 3))).ShouldBe(s_pilot with { Flights = 3 });

        world.TakeLines().ShouldBe(["UpdateItem Squads  pk = PILOT#p1  sk = #PILOT  set Flights  if exists"]);
    }

    [Fact]
    public async Task And_it_may_stand_in_a_transaction()
    {
        var (world, db) = await NewAsync();

        await db.Transaction().Update(db.One, u => u.Add(p => p.Flights, 1), when: p => p.Flights < 5).CommitAsync();

        world.TakeLines().ShouldBe(["TransactWriteItems Squads  [Update Pilot pk = PILOT#p1 sk = #PILOT add Flights if exists and Flights < 5]"]);
        (await db.One.SingleAsync()).Flights.ShouldBe(1);
        (await Should.ThrowAsync<TransactionFailedException>(
            () => db.Transaction().Update(db.Pilots.Where(p => p.Id == "p2"), u => u.Add(p => p.Flights, 1)).CommitAsync())).Failures[0].Entity.ShouldBe("Pilot");
    }

    [Fact]
    public async Task One_that_touches_a_promise_reads_the_item_and_keeps_it()
    {
        var (world, db) = await NewAsync();

        await db.One.UpdateAsync(u => u.Set(p => p.SquadId, null).Set(p => p.Email, "c@d"));

        world.TakeLines()[0].ShouldBe("GetItem Squads  pk = PILOT#p1  sk = #PILOT  consistent");
        (await db.Squads.FindAsync("s1"))!.Size.ShouldBe(0);
        await db.Pilots.CreateAsync(new Pilot { Id = "p2", Email = "a@b" });
        await Should.ThrowAsync<UniqueViolationException>(() => db.Pilots.CreateAsync(new Pilot { Id = "p3", Email = "c@d" }));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("squad")]
    public async Task In_a_transaction_that_is_refused(string property)
    {
        var (world, db) = await NewAsync();

        var error = Should.Throw<WriteException>(() => db.Transaction().Update(
            db.One, u => property == "email" ? u.Set(p => p.Email, "c@d").Set(p => p.Flights, 2) : u.Remove(p => p.SquadId)));

        (error.Code, error.Message.Contains("Update(entity, …)", StringComparison.Ordinal)).ShouldBe(("STL3120", true));
        world.SentNothing();
    }

    private static async Task<(WritingWorld<SquadTable> World, SquadTable Db)> NewAsync()
    {
        var world = await WritingWorld<SquadTable>.CreateAsync(o => new SquadTable(o));
        var db = world.With(o => o with { Tenant = null });
        await db.Squads.CreateAsync(new Squad { Id = "s1" });
        await db.Pilots.CreateAsync(s_pilot);
        world.Forget();
        return (world, db);
    }
}
