namespace SingleTable.Linq.Tests.Modeling;

public enum Color { Red, Green }

public abstract record Named
{
    public string Id { get; init; } = "";
    public string Name { get; private set; } = "";
    public string OwnName { init => Name = value; }
}

/// <summary>An entity with a property of each kind that a key may name.</summary>
public record Thing : Named
{
    public const string Kind = "THING";
    public static readonly string Area = "AREA";
    public static string Mutable { get; set; } = "M";
    public static string MutableField = "M";
    public string TenantId { get; init; } = "";
    public string A { get; init; } = "";
    public string B { get; init; } = "";
    public string C { get; init; } = "";
    public string D { get; init; } = "";
    public string? Optional { get; init; }
    public int Number { get; init; }
    public int? MaybeNumber { get; init; }
    public long Big { get; init; }
    public char Letter { get; init; }
    public Guid Uuid { get; init; }
    public DateTime At { get; init; }
    public DateOnly Day { get; init; }
    public Color Color { get; init; }
    public Color? MaybeColor { get; init; }
    public double Ratio { get; init; }
    public byte[] Bytes { get; init; } = [];
    public List<string> List { get; init; } = [];
    public Inner? Inner { get; init; }
    public string Computed => A + B;
}

public sealed record Inner(string City, int Zip);

/// <summary>A second one, so that tables can have two.</summary>
public sealed record Other
{
    public string Id { get; init; } = "";
    public string TenantId { get; init; } = "";
    public string ThingId { get; init; } = "";
    public Guid Uuid { get; init; }
    public int Number { get; init; }
    public DateOnly Day { get; init; }
}
