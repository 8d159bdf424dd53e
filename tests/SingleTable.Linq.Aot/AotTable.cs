namespace SingleTable.Linq.Aot;

public sealed class AotTable(TableOptions<AotTable> options) : TableContext(options)
{
    public EntitySet<Organization> Organizations => Set<Organization>();
    public EntitySet<Team> Teams => Set<Team>();
    public EntitySet<Member> Members => Set<Member>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("aot").HasKeys("pk", "sk").HasTenant("Tenant");
        table.HasIndex("GSI1", "gsi1pk", "gsi1sk");
        table.HasNestedType<Address>().HasNestedType<Money>();
        table.HasConversion<Slug, string>(s => s.Value, s => new Slug(s));
        table.Entity<Organization>(e =>
        {
            e.HasKey(o => $"TENANT#{o.Tenant}#ORG#{o.Id}", _ => "#METADATA");
            e.HasIndex("GSI1", o => $"TENANT#{o.Tenant}#PLAN#{o.Plan}", o => $"AT#{o.CreatedAt}");
            e.Property(o => o.Level).AsNumber();
            e.Property(o => o.CreatedAt).OnCreate(Generate.Timestamp);
            e.HasVersion(o => o.Version);
            e.HasUnique(o => o.Name);
            e.HasAudit();
            e.HasMany(o => o.Teams);
            e.Counts<Team>(o => o.TeamCount);
        });
        table.Entity<Team>(e =>
        {
            e.HasKey(t => $"TENANT#{t.Tenant}#ORG#{t.OrganizationId}", t => $"TEAM#{t.Number}");
            e.HasIndex("GSI1", t => $"TENANT#{t.Tenant}#DAY#{t.Day}", t => $"TEAM#{t.Plan}#{t.Level:D}#{t.Uuid}");
            e.Property(t => t.Uuid).OnCreate(Generate.UuidV7);
            e.HasMany(t => t.Members);
        });
        table.Entity<Member>(e =>
        {
            e.HasKey(m => $"TENANT#{m.Tenant}#ORG#{m.OrganizationId}", m => $"TEAM#{m.Number}#MEMBER#{m.Id}");
            e.HasDerived<Person>();
            e.HasDerived<Robot>();
        });
    }
}
