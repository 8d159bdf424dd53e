using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class HostileTransactGetTests
{
    private static readonly Team s_team = new() { OrganizationId = "o1", Id = "t1", Name = "One" };

    [Fact]
    [Trait("Feature", "P11")]
    public async Task Two_tables_of_one_client_are_read_at_one_moment()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var other = new DocumentTable(new TableOptions<DocumentTable>(world.Client) { TableName = $"D{Guid.NewGuid():N}", TimeProvider = world.Time }.ForTenant("globex"));
        await world.Client.CreateTableAsync(other.CreateTableRequest());
        await db.Teams.CreateAsync(s_team);
        await other.Documents.CreateAsync(new Document { Id = "d1", Title = "Theirs" });
        world.Forget();

        var result = await db.TransactGet().Add(other.Documents.Where(d => d.Id == "d1")).Find<Team>("o1", "t1").Add(other.Documents.Where(d => d.Id == "none")).ReadAsync();
        result.InOrder<Document>().Select(d => d?.Title).ShouldBe(["Theirs", null]);
        result.Of<Team>().ShouldHaveSingleItem().Name.ShouldBe("One");
        result.Missing.ShouldHaveSingleItem().Values.ShouldBe(["none"]);
        var line = world.TakeLines().ShouldHaveSingleItem();
        line.ShouldContain("[Get Document pk = T#globex#DOC#d1 sk = #DOC] ");
        line.ShouldContain("[Get Team of MultiTenantApp pk = TENANT#acme#ORG#o1 sk = TEAM#t1]");
        world.Requests.Count.ShouldBe(1);
        await world.Client.DeleteTableAsync(other.CreateTableRequest().TableName);
    }

    [Fact]
    [Trait("Feature", "P11")]
    public async Task One_key_in_two_tables_of_one_model_is_two_items()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var copy = world.With(o => o with { TableName = $"C{Guid.NewGuid():N}" });
        await world.Client.CreateTableAsync(copy.CreateTableRequest());
        await db.Teams.CreateAsync(s_team);
        await copy.Teams.CreateAsync(s_team with { Name = "Copy" });
        world.Forget();
        var result = await db.TransactGet().Find<Team>("o1", "t1").Add(copy.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1")).ReadAsync();
        result.InOrder<Team>().Select(t => t?.Name).ShouldBe(["One", "Copy"]);
        world.Requests.Count.ShouldBe(1);
        await world.Client.DeleteTableAsync(copy.CreateTableRequest().TableName);
    }

    [Fact]
    public async Task Nothing_at_all_and_nulls_are_skipped_or_refused_by_name()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        (await db.TransactGet().Refresh<Team>(null, null).Refresh(Array.Empty<Team>()).ReadAsync()).Keys.ShouldBeEmpty();
        Should.Throw<ArgumentNullException>(() => db.TransactGet().Find<Team>(null!));
        Should.Throw<ArgumentNullException>(() => db.TransactGet().Add<Team>(null!));
        Should.Throw<ArgumentNullException>(() => db.TransactGet().Refresh((IEnumerable<Team?>)null!));
        Should.Throw<ArgumentException>(() => db.TransactGet().Find<Team>("o1", "t1", "more"));
        Should.Throw<KeyValueException>(() => db.TransactGet().Find<Team>("o1", null));
        Should.Throw<InvalidOperationException>(() => db.TransactGet().Add(new List<Team>().AsQueryable()));
        world.SentNothing();
    }

    [Fact]
    public async Task Entities_of_one_partition_with_one_id_are_told_apart()
    {
        var world = await WritingWorld<TwinTable>.CreateAsync(o => new TwinTable(o));
        var db = world.For("acme");
        await db.Lefts.CreateAsync(new Left { Id = "1", Name = "left" });
        world.Forget();
        var result = await db.TransactGet().Find<Left>("1").Find<Left>("1").Find<Right>("1").ReadAsync();
        result.Entities.Count.ShouldBe(3);
        result.InOrder<Left>().Select(x => x?.Name).ShouldBe(["left", "left"]);
        result.InOrder<Right>().ShouldBe([null]);
        world.Requests.Count.ShouldBe(1);
    }
}

public sealed record Left
{
    public required string Id { get; init; }
    public string? Name { get; init; }
}

public sealed record Right
{
    public required string Id { get; init; }
    public string? Name { get; init; }
}

/// <summary>Two entities of one partition.</summary>
public sealed class TwinTable(TableOptions<TwinTable> options) : TableContext(options)
{
    public EntitySet<Left> Lefts => Set<Left>();
    public EntitySet<Right> Rights => Set<Right>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Twins");
        table.Entity<Left>(e => e.HasKey(x => $"TWIN#{x.Id}", _ => "LEFT"));
        table.Entity<Right>(e => e.HasKey(x => $"TWIN#{x.Id}", _ => "RIGHT"));
    }
}
