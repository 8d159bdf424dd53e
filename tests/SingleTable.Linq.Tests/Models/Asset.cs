namespace SingleTable.Linq.Tests.Models;

public enum Grade : byte { Low = 1, Middle = 2, High = 7 }

/// <summary>A property of every kind that an attribute can hold.</summary>
public sealed record Asset
{
    public string TenantId { get; init; } = "";
    public required string Site { get; init; }
    public required string Id { get; init; }
    public byte Tiny { get; init; }
    public short Short { get; init; }
    public int Left { get; init; }
    public int Right { get; init; }
    public int? Maybe { get; init; }
    public uint Unsigned { get; init; }
    public long Long { get; init; }
    public float Single { get; init; }
    public double Ratio { get; init; }
    public double? MaybeRatio { get; init; }
    public decimal Price { get; init; }
    public bool IsOn { get; init; }
    public bool? IsKnown { get; init; }
    public char Letter { get; init; }
    public char? MaybeLetter { get; init; }
    public Guid Token { get; init; }
    public Guid? Parent { get; init; }
    public DateOnly Day { get; init; }
    public TimeOnly Clock { get; init; }
    public DateTime At { get; init; }
    public DateTime? ClosedAt { get; init; }
    public DateTimeOffset Moment { get; init; }
    public TimeSpan Lasts { get; init; }
    public Plan Plan { get; init; }
    public Plan? MaybePlan { get; init; }
    public Grade Grade { get; init; }
    public string Name { get; init; } = "";
    public string? Note { get; init; }
    public string? Alias { get; init; }
    public List<int> Scores { get; init; } = [];
    public string[] Lines { get; init; } = [];
    public HashSet<int> Numbers { get; init; } = [];
    public Dictionary<string, int> Counts { get; init; } = [];
    public byte[]? Data { get; init; }
    public Part Main { get; init; } = new();
    public Part? Spare { get; init; }
    public List<Part> Parts { get; init; } = [];

    public static IReadOnlyList<Asset> All { get; } = [.. Enumerable.Range(0, 12).Select(Create)];

    private static Asset Create(int i)
    {
        var at = SaasData.Day.UtcDateTime.AddHours(7 * i);
        return new Asset
        {
            TenantId = "acme", Site = i < 10 ? "s1" : "s2", Id = $"a{i:D2}", Tiny = (byte)(i * 20), Short = (short)((i * 1000) - 5000), Left = i, Right = 9 - i,
            Maybe = i % 3 == 0 ? null : i, Unsigned = (uint)i + 3_000_000_000, Long = i * 5_000_000_000L, Single = i == 9 ? 5.1f : i == 8 ? 0.1f : i * 0.5f, Ratio = (i * 1.25) - 3,
            MaybeRatio = i % 4 == 0 ? null : i / 4.0, Price = i == 0 ? 0 : i * 9.99m, IsOn = i % 2 == 0, IsKnown = i % 3 == 0 ? null : i % 3 == 1, Letter = (char)('a' + i),
            MaybeLetter = i % 2 == 0 ? null : (char)('A' + i), Token = new Guid(i, 0, 0, new byte[8]), Parent = i % 2 == 0 ? null : new Guid(i / 2, 0, 0, new byte[8]),
            Day = DateOnly.FromDateTime(at), Clock = TimeOnly.FromDateTime(at), At = at, ClosedAt = i % 2 == 0 ? null : at.AddDays(1), Moment = at,
            Lasts = TimeSpan.FromMinutes(i * 45), Plan = (Plan)(i % 3), MaybePlan = i % 4 == 0 ? null : (Plan)(i % 3),
            Grade = i % 3 == 0 ? Grade.Low : i % 3 == 1 ? Grade.Middle : Grade.High, Name = i == 5 ? "" : $"Asset {i} é", Note = i % 3 == 0 ? null : i == 4 ? "" : $"note {i % 4}",
            Alias = i % 4 == 0 ? null : $"note {i % 3}", Scores = [.. Enumerable.Range(i, i % 4)], Lines = i % 2 == 0 ? [] : ["x", $"y{i}"],
            Numbers = [.. Enumerable.Range(0, i % 3)], Counts = i % 2 == 0 ? [] : new() { ["a"] = i, ["b c"] = 1 }, Data = i % 5 == 0 ? null : [(byte)i, 1],
            Main = new Part { Name = $"m{i % 3}", Size = i, Inner = new Inner { Depth = i * 2 } }, Spare = i % 2 == 0 ? null : new Part { Name = "s", Size = 10 - i },
            Parts = [.. Enumerable.Range(0, i % 3).Select(n => new Part { Name = $"p{n}", Size = n + i })],
        };
    }
}

public sealed record Part
{
    public string Name { get; init; } = "";
    public int Size { get; init; }
    public Inner? Inner { get; init; }
}

public sealed record Inner
{
    public int Depth { get; init; }
}

/// <summary>An entity whose sort key is one slot of the type.</summary>
public sealed record Stamp<T>
{
    public string TenantId { get; init; } = "";
    public required string Site { get; init; }
    public required T At { get; init; }
    public int Number { get; init; }
}

/// <summary>The kinds of slots, each with values around its middle.</summary>
public static class Stamps
{
    public static void Declare(TableModelBuilder table)
    {
        Add<DateOnly>(table, "DAY");
        Add<TimeOnly>(table, "CLOCK");
        Add<DateTime>(table, "TIME");
        Add<DateTimeOffset>(table, "MOMENT");
        Add<TimeSpan>(table, "SPAN");
        Add<Guid>(table, "GUID");
        Add<byte>(table, "BYTE");
        Add<short>(table, "SHORT");
        Add<int>(table, "INT");
        Add<uint>(table, "UINT");
        Add<long>(table, "LONG");
        Add<char>(table, "CHAR");
        Add<bool>(table, "BOOL");
        Add<Plan>(table, "PLAN");
        Add<string>(table, "TEXT");
        table.Entity<Stamp<decimal>>(e => e.HasTypeName("DECIMAL").HasKey(s => $"TENANT#{s.TenantId}#STAMPS#{s.Site}", s => $"DECIMAL#{s.At:00000.00}"));
        table.Entity<Stamp<Grade>>(e => e.HasTypeName("GRADE").HasKey(s => $"TENANT#{s.TenantId}#STAMPS#{s.Site}", s => $"GRADE#{s.At:D}"));
    }

    public static IReadOnlyList<Stamp<T>> Of<T>(params IEnumerable<T> values) =>
        [.. values.Select((v, i) => new Stamp<T> { TenantId = "acme", Site = "s1", At = v, Number = i })];

    private static void Add<T>(TableModelBuilder table, string prefix)
    {
        // A key's literals are written in its template; here the prefix differs by type, so the lambda is made.
        var stamp = System.Linq.Expressions.Expression.Parameter(typeof(Stamp<T>), "s");
        var format = System.Linq.Expressions.Expression.Call(
            typeof(string).GetMethod(nameof(string.Format), [typeof(string), typeof(object)])!, System.Linq.Expressions.Expression.Constant($"{prefix}#{{0}}"),
            System.Linq.Expressions.Expression.Convert(System.Linq.Expressions.Expression.Property(stamp, nameof(Stamp<>.At)), typeof(object)));
        var sort = System.Linq.Expressions.Expression.Lambda<Func<Stamp<T>, string>>(format, stamp);
        table.Entity<Stamp<T>>(e => e.HasTypeName(prefix).HasKey(s => $"TENANT#{s.TenantId}#STAMPS#{s.Site}", sort));
    }
}
