using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>The model can be read at run time, by programs and by people.</summary>
public class SchemaTests
{
    [Fact]
    public void The_whole_table_as_text()
    {
        using var client = InMemoryDynamoDb.NewClient();
        new SaasTable(new TableOptions<SaasTable>(client)).Model.ToString().ReplaceLineEndings("\n").ShouldBe("""
            MultiTenantApp  (pk, sk)
              type     _type
              tenant   TenantId
              expires  ttl

            Indexes
              TypeIndex   (_type, _timestamp)   by type, in the order of creation
              GSI1        (gsi1pk, gsi1sk)
              BySeverity  (sevpk, sev: number)

            Item collections
              TENANT#{}#ORG#{}                 Organization, Team, TeamMember
              TENANT#{}#TEAM#{}                Project
              TENANT#{}#DEVICE#{}              Reading
              GSI1: TENANT#{}#TEAM#{}          Project
              BySeverity: TENANT#{}#DEVICE#{}  Reading

            Organization
              key        TENANT#{TenantId}#ORG#{Id}  #METADATA
              Teams      every Team of the partition
              Id         string           key, on create: Generate.UuidV7
              TenantId   string           key
              Name       string
              Plan       Plan
              MaxUsers   int
              CreatedAt  DateTimeOffset   on create: Generate.Timestamp
              UpdatedAt  DateTimeOffset?  on update: Generate.Timestamp

            Team
              key             TENANT#{TenantId}#ORG#{OrganizationId}  TEAM#{Id}
              Members         every TeamMember whose sort key starts with TEAM#{Id}
              Id              string           key
              TenantId        string           key
              OrganizationId  string           key
              Name            string
              Description     string?
              MemberCount     int
              Tags            HashSet<string>

            TeamMember
              key             TENANT#{TenantId}#ORG#{OrganizationId}  TEAM#{TeamId}#MEMBER#{Id}
              Id              string    key
              TenantId        string    key
              OrganizationId  string    key
              TeamId          string    key
              Username        string
              Role            Role
              Address         Address?

            Project
              key        TENANT#{TenantId}#TEAM#{TeamId}  PROJECT#{Id}
              GSI1       TENANT#{TenantId}#TEAM#{TeamId}  STATUS#{Status}#{CreatedAt}
              Id         string          key
              TenantId   string          key
              TeamId     string          key
              Name       string
              Status     ProjectStatus
              CreatedAt  DateTimeOffset  on create: Generate.Timestamp
              TaskCount  int
              Owner      string?

            Reading
              key         TENANT#{TenantId}#DEVICE#{Device}  READING#{Time}#{Sequence}
              BySeverity  TENANT#{TenantId}#DEVICE#{Device}  Severity
              expires     at ExpiresAt
              TenantId    string           key
              Device      string           key
              Time        DateTime         key
              Sequence    int              key
              Value       double
              Severity    int
              IsAlarm     bool
              ExpiresAt   DateTimeOffset?

            """);
    }

    [Fact]
    public void The_same_for_programs()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var table = new SaasTable(new TableOptions<SaasTable>(client) { TableName = "dev-app" }).Model;
        table.Name.ShouldBe("dev-app");
        table.Indexes.Select(i => i.ToString()).ShouldBe(["TypeIndex (_type, _timestamp)", "GSI1 (gsi1pk, gsi1sk)", "BySeverity (sevpk, sev: number)"]);
        table.ItemCollections[0].ToString().ShouldBe("TENANT#{}#ORG#{}: Organization, Team, TeamMember");
        var project = table.Entities.Single(e => e.ClrType == typeof(Project));
        project.IndexKeys.Select(k => (k.Index, k.PartitionKey, k.SortKey)).ShouldBe([("GSI1", "TENANT#{TenantId}#TEAM#{TeamId}", "STATUS#{Status}#{CreatedAt}")]);
        project.Properties.Single(p => p.Name == "CreatedAt").ToString().ShouldBe("CreatedAt DateTimeOffset on create: Generate.Timestamp");
        table.Entities[1].Children.ShouldBe([new ChildrenSchema("Members", "TeamMember", "whose sort key starts with TEAM#{Id}")]);
        table.ShouldBeSameAs(new SaasTable(new TableOptions<SaasTable>(client) { TableName = "dev-app" }).Model);
    }

    [Fact]
    public void What_differs_from_the_usual_is_shown() => Build.Model(t =>
    {
        t.HasIndex("Flat", "flatpk").Partition("THINGS", "P#{}");
        t.Entity<Small>(e =>
        {
            e.HasKey(x => $"P#{x.Id:D4}", _ => "S").HasTypeName("s").HasIndex("Flat", x => $"{x.Note}");
            e.Property(x => x.Note).HasAttribute("n").OnUpdate(_ => "x").IsSealed();
        });
    }).Schema.ToString().ReplaceLineEndings("\n").ShouldBe("""
            Test  (pk, sk)
              type  _type

            Indexes
              Flat  (flatpk)

            Item collections
              THINGS = P#{}  Small
              Flat: {}       Small

            Small  (type 's')
              key   P#{Id:D4}  S
              Flat  {Note}
              Id    int      key
              Note  string?  stored as n, on update: a generator of your own, sealed

            """);

    private sealed record Small(int Id, string? Note);
}
