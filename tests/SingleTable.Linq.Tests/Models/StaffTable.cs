namespace SingleTable.Linq.Tests.Models;

public sealed record Company
{
    public required string Id { get; init; }
    public string TenantId { get; init; } = "";
    public string Name { get; init; } = "";
    public List<Office> Offices { get; init; } = [];
}

public sealed record Office
{
    public required string Id { get; init; }
    public string TenantId { get; init; } = "";
    public required string CompanyId { get; init; }
    public Company? Company { get; init; }
    public Shift[] Shifts { get; init; } = [];
    public List<Desk> Desks { get; init; } = [];
}

public sealed record Desk
{
    public required string Id { get; init; }
    public string TenantId { get; init; } = "";
    public required string CompanyId { get; init; }
    public required string OfficeId { get; init; }
    public int? PersonId { get; init; }
    public Office? Office { get; init; }
    public Person? Person { get; init; }
}

public sealed record Person
{
    public int Id { get; init; }
    public string TenantId { get; init; } = "";
    public int? ManagerId { get; init; }
    public string? CountryCode { get; init; }
    public string Employer { get; init; } = "";
    public string? HomeOffice { get; init; }
    public Person? Manager { get; init; }
    public Country? Country { get; init; }
    public Office? Home { get; init; }
    public List<Shift> Shifts { get; init; } = [];
}

/// <summary>In a partition of its person, and on an index in one of its office.</summary>
public sealed record Shift
{
    public string TenantId { get; init; } = "";
    public int PersonId { get; init; }
    public string CompanyId { get; init; } = "c1";
    public required string OfficeId { get; init; }
    public DateOnly Day { get; init; }
    public int Hours { get; init; }
    public Person? Person { get; init; }
}

public sealed record Country
{
    public required string Code { get; init; }
    public string Name { get; init; } = "";
}

/// <summary>References of every kind: up the partition, to another one, to the same type, to what all tenants share, and by named properties.</summary>
public sealed class StaffTable(TableOptions<StaffTable> options) : TableContext(options)
{
    public EntitySet<Company> Companies => Set<Company>();
    public EntitySet<Office> Offices => Set<Office>();
    public EntitySet<Desk> Desks => Set<Desk>();
    public EntitySet<Person> People => Set<Person>();
    public EntitySet<Shift> Shifts => Set<Shift>();
    public EntitySet<Country> Countries => Set<Country>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Staff").HasKeys("pk", "sk").HasTenant("TenantId").HasIndex("GSI1", "gsi1pk", "gsi1sk");
        table.Entity<Company>(e => e.HasKey(c => $"TENANT#{c.TenantId}#CO#{c.Id}", _ => "#METADATA").HasMany(c => c.Offices));
        table.Entity<Office>(e => e.HasKey(o => $"TENANT#{o.TenantId}#CO#{o.CompanyId}", o => $"OFFICE#{o.Id}")
            .HasMany(o => o.Desks).HasOne(o => o.Company).HasMany(o => o.Shifts));
        table.Entity<Desk>(e => e.HasKey(d => $"TENANT#{d.TenantId}#CO#{d.CompanyId}", d => $"OFFICE#{d.OfficeId}#DESK#{d.Id}")
            .HasOne(d => d.Office).HasOne(d => d.Person, d => new { Id = d.PersonId }));
        table.Entity<Person>(e => e.HasKey(p => $"TENANT#{p.TenantId}#PERSON#{p.Id}", _ => "#PROFILE")
            .HasOne(p => p.Manager).HasOne(p => p.Country).HasMany(p => p.Shifts)
            .HasOne(p => p.Home, p => new { CompanyId = p.Employer, Id = p.HomeOffice }));
        table.Entity<Shift>(e => e.HasKey(s => $"TENANT#{s.TenantId}#SHIFTS#{s.PersonId}", s => $"SHIFT#{s.Day}")
            .HasIndex("GSI1", s => $"TENANT#{s.TenantId}#PLAN#{s.CompanyId}#{s.OfficeId}", s => $"{s.Day}#{s.PersonId}").HasOne(s => s.Person));
        table.Entity<Country>(e => e.HasKey(c => $"COUNTRY#{c.Code}", _ => "#COUNTRY").IsSharedByTenants());
    }
}
