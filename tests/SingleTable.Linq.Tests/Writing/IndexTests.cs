using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Index keys are never stale: recomputed, removed, or what is missing is demanded.</summary>
public class IndexTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Project s_project = new() { Id = "p1", TeamId = "t1", Name = "n", Owner = "x" };
    private static readonly Document s_document = new() { Id = "1", Title = "First", Folder = "f", Priority = 5 };

    [Fact]
    [Trait("Fault", "8")]
    [Trait("Feature", "S6")]
    public async Task A_partial_update_of_an_index_key_demands_what_it_needs()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var created = await db.Projects.CreateAsync(s_project);
        world.Forget();
        var target = db.Projects.Where(p => p.TeamId == "t1" && p.Id == "p1");

        var error = await Should.ThrowAsync<WriteException>(() => target.UpdateAsync(u => u.Set(p => p.Status, ProjectStatus.Archived)));
        error.Message.ShouldBe("STL3110 Updating Project.Status changes the sort key of GSI1, which also needs CreatedAt. Pass it with "
            + "Given(p => p.CreatedAt, value), or update from a loaded entity: Projects.UpdateAsync(project, u => …)");
        (error.Entity, error.Property).ShouldBe(("Project", "CreatedAt"));
        world.SentNothing();

        await target.UpdateAsync(u => u.Set(p => p.Status, ProjectStatus.Archived).Given(p => p.CreatedAt, created.CreatedAt));
        world.Lines.ShouldBe([
            "UpdateItem MultiTenantApp  pk = TENANT#acme#TEAM#t1  sk = PROJECT#p1  set Status  index GSI1  if exists and CreatedAt = 2026-01-02T03:04:05.0000000+00:00",
        ]);
        (await world.ItemAsync()).Text("gsi1sk").ShouldBe("STATUS#Archived#2026-01-02T03:04:05.0000000Z");
    }

    [Fact]
    [Trait("Fault", "8")]
    public async Task A_value_that_is_given_wrongly_fails_instead_of_making_a_stale_key()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Projects.CreateAsync(s_project);
        var error = await Should.ThrowAsync<ConditionFailedException>(() => db.Projects.Where(p => p.TeamId == "t1" && p.Id == "p1")
            .UpdateAsync(u => u.Set(p => p.Status, ProjectStatus.Archived).Given(p => p.CreatedAt, s_start.AddDays(1))));
        error.Current.ShouldBeOfType<Project>().CreatedAt.ShouldBe(s_start);
        (await world.ItemAsync()).Text("gsi1sk").ShouldBe("STATUS#Active#2026-01-02T03:04:05.0000000Z");
    }

    [Fact]
    [Trait("Fault", "8")]
    public async Task A_loaded_entity_supplies_the_values_and_they_are_guarded()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var loaded = await db.Projects.CreateAsync(s_project);
        var archived = await db.Projects.UpdateAsync(loaded, u => u.Set(p => p.Status, ProjectStatus.Archived));
        archived.ShouldBe(loaded with { Status = ProjectStatus.Archived });
        (await world.ItemAsync()).Text("gsi1sk").ShouldBe("STATUS#Archived#2026-01-02T03:04:05.0000000Z");

        // what no index needs may have changed meanwhile
        await db.Projects.UpdateAsync(loaded, u => u.Set(p => p.Owner, "other"));
        await db.Projects.UpdateAsync(loaded, u => u.Set(p => p.Status, ProjectStatus.Active));
        await Should.ThrowAsync<ConditionFailedException>(
            () => db.Projects.UpdateAsync(loaded with { CreatedAt = s_start.AddDays(1) }, u => u.Set(p => p.Status, ProjectStatus.Archived)));
        (await world.ItemAsync()).Text("gsi1sk").ShouldBe("STATUS#Active#2026-01-02T03:04:05.0000000Z");
    }

    [Fact]
    [Trait("Fault", "8")]
    public async Task Both_values_of_an_index_key_need_nothing_else()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Projects.CreateAsync(s_project);
        await db.Projects.Where(p => p.TeamId == "t1" && p.Id == "p1")
            .UpdateAsync(u => u.Set(p => p.Status, ProjectStatus.Archived).Set(p => p.CreatedAt, s_start.AddDays(1)));
        var found = await db.Projects.Where(p => p.TeamId == "t1" && p.Status == ProjectStatus.Archived).ToListAsync();
        found.ShouldHaveSingleItem().CreatedAt.ShouldBe(s_start.AddDays(1));
        world.Lines[^1].ShouldStartWith("Query MultiTenantApp/GSI1");
    }

    [Fact]
    [Trait("Fault", "8")]
    [Trait("Feature", "S6")]
    public async Task Removal_takes_the_item_off_the_index()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.CreateAsync(s_document);
        var target = db.Documents.Where(d => d.Id == "1");
        await target.UpdateAsync(u => u.Remove(d => d.Folder));
        (await world.ItemAsync()).ShouldLack("fpk", "fsk", "Folder");

        // back on it: the other key is not there any more, so both are needed
        var error = await Should.ThrowAsync<WriteException>(() => target.UpdateAsync(u => u.Set(d => d.Folder, "g")));
        error.Message.ShouldContain("changes the keys of ByFolder, which also needs Title");
        await target.UpdateAsync(u => u.Set(d => d.Folder, "g").Given(d => d.Title, "First"));
        (await world.ItemAsync()).Text("fpk").ShouldBe("T#acme#FOLDER#g");
        (await world.ItemAsync()).Text("fsk").ShouldBe("TITLE#First");

        await target.UpdateAsync(u => u.Set(d => d.Folder, null).Set(d => d.Title, "Second"));
        (await world.ItemAsync()).ShouldLack("fpk", "fsk", "Folder");
    }

    [Fact]
    [Trait("Fault", "8")]
    [Trait("Feature", "S6")]
    public async Task An_item_that_is_off_the_index_stays_off()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var loaded = await db.Documents.CreateAsync(s_document with { Folder = null });
        await db.Documents.UpdateAsync(loaded, u => u.Set(d => d.Title, "Second"));
        (await world.ItemAsync()).ShouldLack("fpk", "fsk");
        world.Lines[1].ShouldContain("leave ByFolder  if exists and Folder is null");
        world.Lines.Clear();

        await Should.ThrowAsync<WriteException>(() => db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u.Set(d => d.Title, "Third")));
        world.SentNothing();
    }

    [Fact]
    [Trait("Feature", "S6")]
    public async Task A_key_whose_parts_stay_needs_no_values()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.CreateAsync(s_document);
        await db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u.Set(d => d.Kind, "page"));
        var item = await world.ItemAsync();
        item.Text("kpk").ShouldBe("T#acme#KIND#page");
        item.Text("ksk").ShouldBe("CREATED#2026-01-02T03:04:05.0000000Z");
    }

    [Fact]
    [Trait("Fault", "8")]
    [Trait("Feature", "S7")]
    public async Task Atomic_operations_move_a_numeric_key_along()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        await db.Documents.CreateAsync(s_document);
        var target = db.Documents.Where(d => d.Id == "1");

        await target.UpdateAsync(u => u.Add(d => d.Priority, 2));
        (await world.ItemAsync()).Text("psk").ShouldBe("7");
        await target.UpdateAsync(u => u.Subtract(d => d.Priority, 10));
        var item = await world.ItemAsync();
        (item.Text("Priority"), item.Text("psk")).ShouldBe(("-3", "-3"));
        await target.UpdateAsync(u => u.Set(d => d.Priority, 4));
        (await world.ItemAsync()).Text("psk").ShouldBe("4");
    }

    [Fact]
    [Trait("Fault", "8")]
    [Trait("Feature", "S7")]
    public async Task An_atomic_operation_on_a_text_key_is_computed_from_what_is_given()
    {
        var world = await WritingWorld<CountedTable>.CreateAsync(o => new CountedTable(o));
        var db = world.For("acme");
        await db.Counted.CreateAsync(new Counted { Id = "1", Level = 9, Rank = 3 });
        var target = db.Counted.Where(c => c.Id == "1");

        var error = await Should.ThrowAsync<WriteException>(() => target.UpdateAsync(u => u.Add(c => c.Level, 1)));
        error.Message.ShouldStartWith("STL3110 Updating Counted.Level changes the sort key of ByLevel, which also needs the value of Level before. Pass it with Given(c => c.Level, value)");
        await Should.ThrowAsync<ConditionFailedException>(() => target.UpdateAsync(u => u.Add(c => c.Level, 1).Given(c => c.Level, 8)));
        (await target.UpdateAsync(u => u.Add(c => c.Level, 1).Given(c => c.Level, 9))).Level.ShouldBe(10);
        var key = (await world.ItemAsync()).Text("lsk");
        key.ShouldEndWith("10");
        (await db.Counted.PutAsync(new Counted { Id = "1", Level = 10, Rank = 3 })).Level.ShouldBe(10);
        (await world.ItemAsync()).Text("lsk").ShouldBe(key);
    }

    [Fact]
    [Trait("Fault", "8")]
    public async Task A_generated_value_moves_its_index_key()
    {
        var world = await WritingWorld<CountedTable>.CreateAsync(o => new CountedTable(o));
        var db = world.For("acme");
        await db.Counted.CreateAsync(new Counted { Id = "1", Touched = s_start.UtcDateTime });
        world.Time.Advance(TimeSpan.FromHours(1));
        await db.Counted.Where(c => c.Id == "1").UpdateAsync(u => u.Add(c => c.Rank, 1));
        (await world.ItemAsync()).Text("tsk").ShouldBe("AT#2026-01-02T04:04:05.0000000Z");

        // at creation there is nothing to update
        await db.Counted.PutAsync(new Counted { Id = "1", Touched = s_start.UtcDateTime });
        (await world.ItemAsync()).Text("tsk").ShouldBe("AT#2026-01-02T03:04:05.0000000Z");
    }

    [Fact]
    public async Task An_operation_that_leaves_the_value_open_is_refused_on_an_index_key()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var error = await Should.ThrowAsync<WriteException>(() => db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u.SetIfNotExists(d => d.Kind, "k")));
        (error.Code, error.Property).ShouldBe(("STL3111", "Kind"));
        error.Message.ShouldContain("ByKind");
        world.SentNothing();
    }

    [Fact]
    public async Task A_loaded_entity_tells_whether_the_value_is_there_already()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var loaded = await db.Documents.CreateAsync(s_document with { Folder = null });
        loaded = await db.Documents.UpdateAsync(loaded, u => u.SetIfNotExists(d => d.Folder, "g"));
        (await world.ItemAsync()).Text("fpk").ShouldBe("T#acme#FOLDER#g");
        await db.Documents.UpdateAsync(loaded, u => u.SetIfNotExists(d => d.Folder, "h"));
        (await world.ItemAsync()).Text("fpk").ShouldBe("T#acme#FOLDER#g");
        await Should.ThrowAsync<ConditionFailedException>(() => db.Documents.UpdateAsync(loaded with { Folder = null }, u => u.SetIfNotExists(d => d.Folder, "i")));
    }
}

public sealed record Counted
{
    public string TenantId { get; init; } = "";
    public required string Id { get; init; }
    public int Level { get; init; }
    public int Rank { get; init; }
    public DateTime Touched { get; init; }
}

public sealed class CountedTable(TableOptions<CountedTable> options) : TableContext(options)
{
    public EntitySet<Counted> Counted => Set<Counted>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Counted").HasTenant("TenantId").HasIndex("ByLevel", "lpk", "lsk").HasIndex("ByTouched", "tpk", "tsk");
        table.Entity<Counted>(e =>
        {
            e.HasKey(c => $"T#{c.TenantId}#C#{c.Id}", _ => "#C");
            e.HasIndex("ByLevel", c => $"T#{c.TenantId}#RANKS", c => $"LEVEL#{c.Level}");
            e.HasIndex("ByTouched", c => $"T#{c.TenantId}#TOUCHED", c => $"AT#{c.Touched}");
            e.Property(c => c.Touched).OnUpdate(Generate.Timestamp);
        });
    }
}
