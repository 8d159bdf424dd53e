using System.ComponentModel.DataAnnotations;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Says by attributes of its parameters what is valid; the id is generated, and required all the same.</summary>
public sealed record Visitor(
    [Required] string TenantId, [Required] string Id, [Required, StringLength(5, ErrorMessage = "At most five letters")] string? Name,
    [Range(1, 10, ErrorMessage = "One to ten")] int Seats)
{
    [Required(ErrorMessage = "Somebody must have checked in")]
    public string? CheckedInBy { get; init; }

    [MinLength(1, ErrorMessage = "No tag")]
    public HashSet<string>? Tags { get; init; }
}

/// <summary>Validates itself, and by rules of the model; its number has no setter.</summary>
public sealed class Show : IValidatableObject
{
    public Show(string id) => Id = id;

    public string TenantId { get; init; } = "";

    [Required]
    public string Id { get; }
    public int From { get; init; }

    [Later(ErrorMessage = "Not before From")]
    public int Until { get; init; }
    public string? Title { get; init; }
    public string? Notes { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }
    public long Version { get; init; }

    /// <summary>What the validators saw of the ids, which are generated.</summary>
    public static List<string> Seen { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Title == "both")
        {
            yield return new ValidationResult("Neither will do", [nameof(Title), nameof(Notes)]);
            yield return new ValidationResult("Not like this");
        }
    }
}

/// <summary>Compares with another property, and says so.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LaterAttribute : ValidationAttribute
{
    public override bool RequiresValidationContext => true;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        (int)value! >= ((Show)validationContext.ObjectInstance).From ? ValidationResult.Success : new ValidationResult(ErrorMessage);
}

/// <summary>Its attributes are switched off.</summary>
public record Draft
{
    public string TenantId { get; init; } = "";
    public string Id { get; init; } = "";

    [Required]
    public virtual string? Text { get; init; }
}

public sealed record LongDraft : Draft
{
    public int Pages { get; init; }
}

/// <summary>Attributes of a base, of an override, and of a derived type.</summary>
public abstract record Prop
{
    public string TenantId { get; init; } = "";
    public string Id { get; init; } = "";

    [StringLength(3, ErrorMessage = "Three letters")]
    public virtual string? Code { get; init; }
}

public sealed record Lamp : Prop
{
    [RegularExpression("^[a-z]*$", ErrorMessage = "Small letters")]
    public override string? Code { get; init; }

    [Range(1, 500, ErrorMessage = "Watts")]
    public int Watts { get; init; } = 1;
}

public sealed record Curtain : Prop;

public sealed class StageTable(TableOptions<StageTable> options) : TableContext(options)
{
    public EntitySet<Visitor> Visitors => Set<Visitor>();
    public EntitySet<Show> Shows => Set<Show>();
    public EntitySet<Draft> Drafts => Set<Draft>();
    public EntitySet<Prop> Props => Set<Prop>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Stage").HasTenant("TenantId");
        table.Entity<Visitor>(e =>
        {
            e.HasKey(g => $"T#{g.TenantId}#GUESTS", g => $"GUEST#{g.Id}");
            e.Property(g => g.Id).OnCreate(Generate.UuidV7);
            e.Property(g => g.CheckedInBy).OnUpdate(_ => "desk").OnCreate(_ => "desk");
        });
        table.Entity<Show>(e =>
        {
            e.HasKey(s => $"T#{s.TenantId}#SHOW#{s.Id}", _ => "#S").HasVersion(s => s.Version);
            e.Property(s => s.Id).OnCreate(Generate.UuidV7);
            e.Property(s => s.ChangedAt).OnUpdate(Generate.Timestamp);
            e.HasValidator(s =>
            {
                Show.Seen.Add(s.Id);
                return s.Title == "refused" ? [new("Title", "Refused by the model.")] : [];
            });
            e.HasValidator(s => s.Title == "refused" ? [new(null, "Refused again")] : null!);
            e.HasUpdateValidator(u => u.IsChanged(s => s.Notes) && !u.IsChanged(s => s.Title) ? [new("Notes", "Only with the title")] : []);
            e.HasUpdateValidator(u => u.TryGetValue(s => s.Title, out var title) && title is null ? [new("Title", "It stays")] : []);
        });
        table.Entity<Draft>(e =>
        {
            e.HasKey(d => $"T#{d.TenantId}#DRAFT#{d.Id}", _ => "#D").HasNoValidation();
            e.HasDerived<LongDraft>(d => d.HasValidator(x => x.Pages < 0 ? [new("Pages", "Not negative")] : []));
        });
        table.Entity<Prop>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#PROP#{p.Id}", _ => "#P");
            e.HasDerived<Lamp>().HasDerived<Curtain>();
        });
    }
}
