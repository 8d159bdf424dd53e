namespace WebApi.Model;

/// <summary>One table for all tenants: projects in one partition of the tenant, the items of a project in one of their own.</summary>
public sealed class WorkTable(TableOptions<WorkTable> options) : TableContext(options)
{
    public EntitySet<Project> Projects => Set<Project>();
    public EntitySet<WorkItem> Items => Set<WorkItem>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Work").HasKeys("pk", "sk").HasTenant("TenantId");
        table.HasIndex("ByStatus", "gsi1pk", "gsi1sk");

        table.Entity<Project>(e =>
        {
            e.HasKey(p => $"TENANT#{p.TenantId}", p => $"PROJECT#{p.Id}");
            e.HasUnique(p => p.Name, normalize: name => name.ToLowerInvariant());
            e.Property(p => p.Id).OnCreate(Generate.UuidV7).IsSealed();
            e.Property(p => p.CreatedAt).OnCreate(Generate.Timestamp).IsSealed();
        });
        table.Entity<WorkItem>(e =>
        {
            e.HasKey(i => $"TENANT#{i.TenantId}#PROJECT#{i.ProjectId}", i => $"ITEM#{i.Id}");
            e.HasIndex("ByStatus", i => $"TENANT#{i.TenantId}#PROJECT#{i.ProjectId}", i => $"{i.Status}#{i.Id}");
            e.Property(i => i.Id).OnCreate(Generate.UuidV7).IsSealed();
            e.Property(i => i.CreatedAt).OnCreate(Generate.Timestamp).IsSealed();
            e.HasVersion(i => i.Version);
        });
    }

    /// <summary>The items of a project, newest first; of one status by the index.</summary>
    public IQueryable<WorkItem> ItemsOf(string project, WorkStatus? status)
    {
        var items = status is { } wanted ? Items.Where(i => i.ProjectId == project && i.Status == wanted) : Items.Where(i => i.ProjectId == project);
        return items.OrderByDescending(i => i.Id);
    }
}
