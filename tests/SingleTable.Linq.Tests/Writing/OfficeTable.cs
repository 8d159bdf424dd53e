using System.ComponentModel.DataAnnotations;

namespace SingleTable.Linq.Tests.Writing;

/// <summary>Its number and its approval come from elsewhere.</summary>
public sealed record Bill
{
    public string TenantId { get; init; } = "";
    public string Id { get; init; } = "";

    [Range(1, long.MaxValue)]
    public long Number { get; init; }

    [StringLength(3, ErrorMessage = "Three letters")]
    public string? Text { get; init; }
    public string? ApprovedBy { get; init; }
}

/// <summary>The same, and its changes are written down.</summary>
public sealed record Contract
{
    public string TenantId { get; init; } = "";
    public long Id { get; init; }
    public string? Text { get; init; }
    public long Revision { get; init; }
}

/// <summary>Only a type that derives from it waits for something.</summary>
public record Letter
{
    public string TenantId { get; init; } = "";
    public string Id { get; init; } = "";
    public string? Text { get; init; }
}

public sealed record Registered : Letter
{
    public string? Receipt { get; init; }
}

/// <summary>Gives numbers, after a while.</summary>
public sealed class Numbers
{
    private long _last;

    public List<(string Entity, string? Tenant, DateTimeOffset Now)> Asked { get; } = [];
    public Func<CancellationToken, Task> Wait { get; set; } = async _ => await Task.Yield();

    public async ValueTask<long> NextAsync(GenerationContext context, CancellationToken cancellationToken)
    {
        await Wait(cancellationToken);
        Asked.Add((context.Entity, context.Tenant, context.UtcNow));
        return ++_last;
    }
}

public sealed class OfficeTable(TableOptions<OfficeTable> options) : TableContext(options)
{
    public EntitySet<Bill> Bills => Set<Bill>();
    public EntitySet<Contract> Contracts => Set<Contract>();
    public EntitySet<Letter> Letters => Set<Letter>();
    public Numbers Numbers { get; init; } = new();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Office").HasTenant("TenantId");
        table.Entity<Bill>(e =>
        {
            e.HasKey(b => $"T#{b.TenantId}#BILL#{b.Id}", _ => "#B");
            e.Property(b => b.Id).OnCreate(Generate.UuidV7);
            e.Property(b => b.Number).OnCreate((c, token) => Of(c).NextAsync(c, token)).IsSealed();
            e.Property(b => b.ApprovedBy).OnUpdate(async (c, token) => $"by {await Of(c).NextAsync(c, token)}");
        });
        table.Entity<Contract>(e =>
        {
            e.HasKey(c => $"T#{c.TenantId}#CONTRACT#{c.Id}", _ => "#C").HasAudit();
            e.Property(c => c.Id).OnCreate(Generate.FromAsync(async (c, token) => await Of(c).NextAsync(c, token)));
            e.Property(c => c.Revision).OnUpdate((c, token) => Of(c).NextAsync(c, token));
        });
        table.Entity<Letter>(e =>
        {
            e.HasKey(l => $"T#{l.TenantId}#LETTERS", l => $"L#{l.Id}");
            e.HasDerived<Registered>(d => d.Property(r => r.Receipt).OnCreate(async (c, token) => $"r{await Of(c).NextAsync(c, token)}")
                .OnUpdate(async (c, token) => $"u{await Of(c).NextAsync(c, token)}"));
        });
    }

    private static Numbers Of(GenerationContext context) => ((OfficeTable)context.Context!).Numbers;
}
