using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Model;
using SingleTable.Linq.Wire;
using SingleTable.Linq.Writing;

namespace SingleTable.Linq.Tests.Writing;

public enum Colour
{
    Red,
    Green,
}

public sealed record Location
{
    public string? Street { get; init; }
}

/// <summary>Of every kind of key slot, in keys of the table and of indexes.</summary>
public sealed record Part
{
    public string TenantId { get; init; } = "";
    public Guid Id { get; init; }
    public required string Name { get; init; }
    public int Number { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public DateOnly Day { get; init; }
    public Colour Colour { get; init; }
    public long? Weight { get; init; }
    public bool IsSpare { get; init; }
    public HashSet<string> Labels { get; init; } = [];
    public List<double> Sizes { get; init; } = [];
    public Dictionary<string, Location?> Places { get; init; } = [];
    public Location? Address { get; init; }
    public byte[]? Blob { get; init; }
}

public sealed class PartTable(TableOptions<PartTable> options) : TableContext(options)
{
    public EntitySet<Part> Parts => Set<Part>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Parts").HasTenant("TenantId").HasTypeIndex("ByType").HasIndex("ByName", "npk", "nsk").HasIndex("ByDay", "dpk", "dsk");
        table.Entity<Part>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#{p.Colour}", p => $"{p.Number}#{p.Id}");

            // Quotes and control characters stand in such a key.
            e.Property(p => p.Name).HasKeyEncoding(KeyEncoding.Plain);
            e.HasIndex("ByName", p => $"T#{p.TenantId}#{p.Name}", p => $"{p.MadeAt}#{p.IsSpare}");
            e.HasIndex("ByDay", p => $"T#{p.TenantId}#{p.Day}", p => $"{p.MadeAt}#{p.IsSpare}");
        });
    }
}

/// <summary>An item that is written straight from its entity is the one that is written from the table of its values.</summary>
public sealed class PlainItemTests
{
    private readonly PartTable _db = new(new TableOptions<PartTable>(InMemoryDynamoDb.NewClient()).ForTenant("a$#é"));
    private readonly EntityModel _entity;

    public PlainItemTests() => _entity = _db.Scope.Table.Find(typeof(Part))!;

    [Fact]
    public void Random_entities_give_the_same_item_by_both_ways()
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var part = Any(random);
            using var writer = DynamoJsonWriter.Rent();
            ItemJson.Write(_db.Scope, _entity, _entity.PlainWriter!, part, writer, writeId: i % 2 == 0 ? "id" : null);
            var plain = JsonNode.Parse(writer.Written)!.AsObject();
            var other = JsonNode.Parse(OfValues(part, i % 2 == 0 ? "id" : null))!.AsObject();

            // Both have taken the time of their own call.
            var created = _entity.Table.TypeIndex!.SortAttribute;
            plain.Remove(created).ShouldBeTrue();
            other.Remove(created).ShouldBeTrue();
            JsonNode.DeepEquals(plain, other).ShouldBeTrue($"{plain}\n{other}");
        }
    }

    [Fact]
    public void The_item_begins_with_its_key()
    {
        var part = Any(new Random(5)) with { Name = "n" };
        using var writer = DynamoJsonWriter.Rent();
        var length = ItemJson.Write(_db.Scope, _entity, _entity.PlainWriter!, part, writer, writeId: null);
        length.ShouldBe(ItemJson.KeyLength(writer.Written));
        var key = ItemKey.Of(_entity, EntityValues.Read(_db.Scope, _entity, part));
        ItemJson.KeyOf(writer.Written).ShouldBe(key);
        Encoding.UTF8.GetString(writer.Written[..length]).ShouldBe($$$"""{"pk":{"S":"{{{key.Partition}}}"},"sk":{"S":"{{{key.Sort}}}"}""");
    }

    public static TheoryData<string, Func<Part, Part>> Wrong() => new()
    {
        { "null in an index key", p => p with { Name = null! } },
        { "empty in an index key", p => p with { Name = "" } },
        { "too long", p => p with { Name = new string('x', 3000) } },
        { "half a pair in a key", p => p with { Name = "\uD800" } },
        { "half a pair in a value", p => p with { Places = new() { ["x"] = new Location { Street = "\uDC00" } } } },
        { "not a number", p => p with { Sizes = [double.NaN] } },
        { "null in a set", p => p with { Labels = [null!] } },
        { "no name", p => p with { Colour = (Colour)7 } },
        { "another tenant", p => p with { TenantId = "b" } },
        { "too large", p => p with { Blob = new byte[400 * 1024] } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task What_is_refused_is_refused_alike_by_put_and_batch_and_sends_nothing(string what, Func<Part, Part> change)
    {
        var part = change(Any(new Random(7)) with { Name = "n" });
        var expected = Should.Throw<SingleTableException>(() => OfValues(part, null), what);
        List<string> lines = [];
        var db = new PartTable(new TableOptions<PartTable>(InMemoryDynamoDb.NewClient()) { Log = lines.Add }.ForTenant("a$#é"));
        foreach (var write in new Func<Task>[]
        {
            () => db.Parts.PutAsync(part), () => db.Parts.CreateAsync(part), () => db.Parts.BatchPutAsync([part]), () => db.Transaction().Create(part).CommitAsync(),
        })
        {
            var error = await Should.ThrowAsync<SingleTableException>(write, what);
            error.ShouldBeOfType(expected.GetType());
            (error.Code, WithoutSizes(error.Message), error.Entity).ShouldBe((expected.Code, WithoutSizes(expected.Message), expected.Entity));
        }

        lines.ShouldBeEmpty();
    }

    [Fact]
    public void Entities_of_which_values_must_be_known_have_no_plain_items()
    {
        var documents = new DocumentTable(new TableOptions<DocumentTable>(InMemoryDynamoDb.NewClient()).ForTenant("t")).Scope.Table;
        documents.Entities.ShouldAllBe(e => e.PlainWriter == null);
    }

    [Fact]
    public async Task Items_of_writes_under_way_at_once_do_not_share_memory()
    {
        var client = InMemoryDynamoDb.NewClient();
        var db = new PartTable(new TableOptions<PartTable>(client).ForTenant("t"));
        await client.CreateTableAsync(db.CreateTableRequest(), TestContext.Current.CancellationToken);
        var random = new Random(11);
        var parts = Enumerable.Range(0, 400).Select(i => Any(random) with { Name = $"n{i}", Number = i, TenantId = "" }).ToList();
        await Task.WhenAll(parts.Chunk(50).Select((chunk, i) => i % 2 == 0
            ? db.Parts.BatchPutAsync(chunk)
            : Task.WhenAll(chunk.Select(p => db.Parts.PutAsync(p)))));
        foreach (var part in parts)
        {
            var read = await db.Parts.FindAsync(part.Colour, part.Number, part.Id);
            read.ShouldNotBeNull().Name.ShouldBe(part.Name);
            read.MadeAt.ShouldBe(part.MadeAt);
        }
    }

    // A create leaves its id too.
    private static string WithoutSizes(string message) => Regex.Replace(message, "[0-9]", "#");

    private byte[] OfValues(Part part, string? writeId)
    {
        var values = EntityValues.Read(_db.Scope, _entity, part);
        return ItemJson.Write(
            _entity, ItemKey.Of(_entity, values), values,
            SystemAttributes.Of(_entity, values, _db.Scope.Tenant, DateTimeOffset.UnixEpoch, writeId));
    }

    private static Part Any(Random random) => new()
    {
        Id = new Guid(Bytes(random, 16)),
        Name = "n" + Text(random) + (random.Next(4) == 0 ? new string('l', random.Next(400)) + Text(random) : ""),
        Number = random.Next(-5, 5) * random.Next(),
        MadeAt = DateTimeOffset.UnixEpoch.AddSeconds(random.Next()).ToOffset(TimeSpan.FromHours(random.Next(-3, 3))),
        Day = DateOnly.FromDayNumber(random.Next(1, 3_000_000)),
        Colour = (Colour)random.Next(2),
        Weight = random.Next(2) == 0 ? null : random.NextInt64(),
        IsSpare = random.Next(2) == 0,
        Labels = [.. Enumerable.Range(0, random.Next(3)).Select(i => i + Text(random))],
        Sizes = [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.NextDouble())],
        Places = random.Next(2) == 0 ? [] : new() { [Text(random) + "k"] = null, ["b"] = new Location { Street = Text(random) } },
        Address = random.Next(2) == 0 ? null : new Location { Street = Text(random) },
        Blob = random.Next(2) == 0 ? null : Bytes(random, random.Next(50)),
    };

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(7) switch { 0 => "\"", 1 => "\u0001", 2 => "é", 3 => "#", 4 => "$", 5 => "\\", _ => "x" }));
}
