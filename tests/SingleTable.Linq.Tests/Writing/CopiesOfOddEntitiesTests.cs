using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Entities that are made in odd ways: a write gives back the same before and after the reader is compiled, and the same as is found.</summary>
public sealed class CopiesOfOddEntitiesTests
{
    private readonly InMemoryDynamoDb _database = new();

    [Fact]
    public async Task All_kinds_of_members_are_given_back_as_they_are_found()
    {
        var db = new OddlyMadeTable(new TableOptions<OddlyMadeTable>(_database.CreateClient()));
        await db.EnsureTableAsync();
        for (var round = 0; round < 2; round++)
        {
            var text = $"r{round}";
            await SameAsync(db.Positional, new Positional(text, "N", null, 5) { Extra = null }, p => (p.Id, p.Name, p.Note, p.Age, p.Extra, p.Ignored));
            await SameAsync(db.Private, Private.Make(text, "x"), p => (p.Id, p.Secret, p.Count));
            await SameAsync(db.Inherited, new Inherited(text) { Own = "own" }, p => (p.Id, p.Base, p.Own));
            await SameAsync(db.Derived, new Derived { Id = text, Name = null, Level = null, At = DateTime.MinValue }, p => (p.Id, p.Name, p.Level, p.At));
            await SameAsync<Derived, object>(db.Derived, new Unmapped { Id = text + "u", Name = "n", At = DateTime.MaxValue }, p => (p.Id, p.Name, p.Level, p.At));
            await SameAsync(db.Normal, new Normal { Id = text, Email = "  A@B  ", Calls = 1.10m, Ratio = -0.0 }, p => (p.Id, p.Email, p.Calls, p.Ratio));
            db.WarmUp();
        }
    }

    private static async Task SameAsync<T, TShown>(EntitySet<T> set, T source, Func<T, TShown> shown)
        where T : class
    {
        var id = (string)typeof(T).GetProperty("Id")!.GetValue(source)!;
        var put = await set.PutAsync(source);
        var found = (await set.FindAsync(id))!;
        shown(put).ShouldBe(shown(found));
        put.GetType().ShouldBe(found.GetType());
        await set.DeleteAsync(put);
        var made = await set.CreateAsync(source);
        shown(made).ShouldBe(shown(found));
        ReferenceEquals(made, source).ShouldBeFalse();
    }
}

public sealed record Positional(string Id, string Name, string? Note, int Age = 7)
{
    public string? Extra { get; init; } = "default";

    public string? Ignored { get; set; } = "kept";
}

public sealed class Private
{
    private Private()
    {
    }

    public string Id { get; private set; } = "";

    public string? Secret { get; private set; } = "initial";

    public int Count { get; private init; } = 3;

    public static Private Make(string id, string? secret) => new() { Id = id, Secret = secret, Count = 0 };
}

public abstract class Based(string id)
{
    public string Id { get; } = id;

    public string? Base { get; private set; } = "based";
}

public sealed class Inherited(string id) : Based(id)
{
    public required string Own { get; set; }
}

public class Derived
{
    public required string Id { get; set; }

    public string? Name { get => field ?? "none"; set; } = "init";

    public int? Level { get; set; } = 9;

    public DateTime At { get; set; }
}

public sealed class Unmapped : Derived;

public sealed class Normal
{
    public required string Id { get; set; }

    public string Email { get; set => field = value.Trim().ToLowerInvariant(); } = "";

    public decimal Calls { get; set; }

    public double Ratio { get; set; }
}

public sealed class OddlyMadeTable(TableOptions<OddlyMadeTable> options) : TableContext(options)
{
    public EntitySet<Positional> Positional => Set<Positional>();
    public EntitySet<Private> Private => Set<Private>();
    public EntitySet<Inherited> Inherited => Set<Inherited>();
    public EntitySet<Derived> Derived => Set<Derived>();
    public EntitySet<Normal> Normal => Set<Normal>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Odd").HasKeys("pk", "sk");
        table.Entity<Positional>(e => e.HasKey(x => $"P#{x.Id}", _ => "P").Ignore(x => x.Ignored));
        table.Entity<Private>(e => e.HasKey(x => $"V#{x.Id}", _ => "V"));
        table.Entity<Inherited>(e => e.HasKey(x => $"I#{x.Id}", _ => "I"));
        table.Entity<Derived>(e => e.HasKey(x => $"D#{x.Id}", _ => "D"));
        table.Entity<Normal>(e => e.HasKey(x => $"N#{x.Id}", _ => "N"));
    }
}
