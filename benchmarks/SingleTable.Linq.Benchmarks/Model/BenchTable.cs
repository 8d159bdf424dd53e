using Amazon.DynamoDBv2;
using SingleTable.Linq.Benchmarks.Canned;

namespace SingleTable.Linq.Benchmarks.Model;

/// <summary>The library's view of the table: tenant scope, three entities in one partition, all checks on.</summary>
public sealed class BenchTable(TableOptions<BenchTable> options) : TableContext(options)
{
    public const string TableName = "MultiTenantApp";

    public EntitySet<Organization> Organizations => Set<Organization>();
    public EntitySet<Team> Teams => Set<Team>();
    public EntitySet<TeamMember> Members => Set<TeamMember>();

    /// <summary>The table behind a client, as the sample's tenant sees it.</summary>
    public static BenchTable Over(IAmazonDynamoDB client) => new(new TableOptions<BenchTable>(client).ForTenant(Sample.Tenant));

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName(TableName).HasKeys("pk", "sk").HasTenant(nameof(TeamMember.TenantId));
        table.Entity<Organization>(e =>
        {
            e.HasKey(o => $"TENANT#{o.TenantId}#ORG#{o.Id}", _ => "#METADATA");
            e.HasMany(o => o.Teams);
        });
        table.Entity<Team>(e =>
        {
            e.HasKey(t => $"TENANT#{t.TenantId}#ORG#{t.OrganizationId}", t => $"TEAM#{t.Id}");
            e.HasMany(t => t.Members);
        });
        table.Entity<TeamMember>(e =>
            e.HasKey(m => $"TENANT#{m.TenantId}#ORG#{m.OrganizationId}", m => $"TEAM#{m.TeamId}#MEMBER#{m.Id}"));
    }
}
