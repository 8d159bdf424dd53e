using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>What is wrong with the table: its name, its keys, its indexes, its partitions, its tenant.</summary>
public class TableErrorTests
{
    [Fact]
    public void No_name()
    {
        Should.Throw<ModelException>(() => Create(null)).Problems.ShouldHaveSingleItem().ShouldBe(
            "The table has no name. Call HasName(\"…\") in ShopTable.OnModelCreating, or set TableOptions.TableName.");
        Create("dev-shop").Name.ShouldBe("dev-shop");

        static SingleTable.Linq.Model.TableModel Create(string? name)
        {
            var builder = new TableModelBuilder();
            Thing(builder);
            return TableModelFactory.Create(builder.Definition, "ShopTable", name);
        }
    }

    [Fact]
    public void Bad_name() => Build.Problem(t => Thing(t.HasName("my table"))).ShouldBe(
        "The table cannot be called 'my table'. Use 3 to 255 letters, digits, '_', '-' or '.'.");

    [Fact]
    public void Bad_name_of_an_index() => Build.Problem(t => Thing(t.HasIndex("I", "ipk"))).ShouldBe(
        "An index cannot be called 'I'. Use 3 to 255 letters, digits, '_', '-' or '.'.");

    [Fact]
    public void No_entities() => Build.Problem(_ => { }).ShouldBe(
        "The table has no entities. Declare one with Entity<T>(e => e.HasKey(…)).");

    [Fact]
    public void One_attribute_for_two_keys() => Build.Problem(t => Thing(t.HasIndex("GSI1", "gsi1pk", "sk"))).ShouldBe(
        "The attribute 'sk' is used for two keys of the table and its indexes. Give each an attribute of its own.");

    [Fact]
    public void One_attribute_for_key_and_type() => Build.Problem(t => Thing(t.HasTypeAttribute("pk"))).ShouldBe(
        "The attribute 'pk' is used for two keys of the table and its indexes. Give each an attribute of its own.");

    [Fact]
    public void One_attribute_for_key_and_time_to_live() => Build.Problem(t => Thing(t.HasTimeToLive("pk"))).ShouldBe(
        "The attribute 'pk' is used for two keys of the table and its indexes. Give each an attribute of its own.");

    [Fact]
    public void One_index_name_twice() => Build.Problem(t => Thing(t.HasIndex("GSI1", "a").HasNumericIndex("GSI1", "b", "c"))).ShouldBe(
        "The index 'GSI1' is declared twice. Keep one declaration.");

    [Fact]
    public void Index_with_the_name_of_the_type_index() => Build.Problem(t => Thing(t.HasTypeIndex("Types").HasIndex("Types", "a"))).ShouldBe(
        "The index 'Types' is declared twice. Keep one declaration.");

    [Fact]
    public void Type_index_over_another_attribute() => Build.Problem(t => Thing(t.HasTypeIndex("Types", "_type").HasTypeAttribute("kind"))).ShouldBe(
        "The index 'Types' is over the type attribute, which it says is '_type', but HasTypeAttribute says 'kind'. Name "
        + "the same attribute in both.");

    [Fact]
    public void Partition_that_no_entity_has() => Build.Problem(t => Thing(t.Partition("ORG", "ORG#{}"))).ShouldBe(
        "The partition 'ORG' has the shape ORG#{}, but no entity's partition key has it. Use one of: THING#{}.");

    [Fact]
    public void Partition_name_twice() => Build.Problem(t => Thing(t.Partition("T", "THING#{}").Partition("U", "THING#{}"))).ShouldBe("The partition THING#{} has two names. Keep one.");

    [Fact]
    public void No_tenant_property() =>
        Build.Problem(t => t.HasTenant("Tenant").Entity<Other>(e => e.HasKey(x => $"OTHER#{x.Id}", _ => "S"))).ShouldBe(
        "Other has no string property Tenant, which HasTenant names. Add it, or declare the entity with "
        + "IsSharedByTenants().");

    [Fact]
    public void Tenant_that_is_not_text() =>
        Build.Problem(t => t.HasTenant("Uuid").Entity<Other>(e => e.HasKey(x => $"U#{x.Uuid}", _ => "S"))).ShouldBe(
        "Other.Uuid is the tenant, but its type is Guid. Make it a string.");

    [Fact]
    public void No_tenant_in_the_key() =>
        Build.Problem(t => t.HasTenant("TenantId").Entity<Other>(e => e.HasKey(x => $"OTHER#{x.Id}", _ => "S"))).ShouldBe(
        "Other: TenantId is not the first slot of the partition key 'OTHER#{Id}' of the table, so tenants could meet. "
        + "Start it with x => $\"TENANT#{x.TenantId}#…\", or declare the entity with IsSharedByTenants().");

    [Fact]
    public void Tenant_not_first() =>
        Build.Problem(t => t.HasTenant("TenantId").Entity<Other>(e => e.HasKey(x => $"OTHER#{x.Id}#{x.TenantId}", _ => "S"))).ShouldBe(
        "Other: TenantId is not the first slot of the partition key 'OTHER#{Id}#{TenantId}' of the table, so tenants "
        + "could meet. Start it with x => $\"TENANT#{x.TenantId}#…\", or declare the entity with IsSharedByTenants().");

    [Fact]
    public void Tenant_missing_in_an_index() => Build.Problem(t => t.HasTenant("TenantId").HasIndex("GSI1", "gsi1pk").Entity<Other>(e =>
        e.HasKey(x => $"T#{x.TenantId}#O#{x.Id}", _ => "S").HasIndex("GSI1", x => $"THING#{x.ThingId}"))).ShouldBe(
        "Other: TenantId is not the first slot of the partition key 'THING#{ThingId}' of the index GSI1, so tenants "
        + "could meet. Start it with x => $\"TENANT#{x.TenantId}#…\", or declare the entity with IsSharedByTenants().");

    [Fact]
    public void Tenant_in_a_shared_entity() =>
        Build.Problem(t => t.HasTenant("TenantId").Entity<Other>(e => e.HasKey(x => $"T#{x.TenantId}", _ => "S").IsSharedByTenants())).ShouldBe(
        "Other is shared by tenants, but its key of the table holds TenantId. Remove IsSharedByTenants(), or the slot "
        + "from the key.");

    [Fact]
    public void Tenant_in_the_sort_key_of_a_shared_entity() =>
        Build.Problem(t => t.HasTenant("TenantId").Entity<Other>(e => e.HasKey(x => $"O#{x.Id}", x => $"T#{x.TenantId}").IsSharedByTenants())).ShouldBe(
        "Other is shared by tenants, but its key of the table holds TenantId. Remove IsSharedByTenants(), or the slot "
        + "from the key.");

    [Fact]
    public void Tenant_that_is_generated() => Build.Problem(t => t.HasTenant("TenantId").Entity<Other>(e =>
        e.HasKey(x => $"T#{x.TenantId}", x => $"O#{x.Id}").Property(x => x.TenantId).OnCreate(Generate.Ulid))).ShouldBe(
        "Other.TenantId is the tenant, which comes from the scope of the context only. Remove the generator "
        + "Generate.Ulid.");

    [Fact]
    public void Shared_entity_in_the_partitions_of_a_tenant() => Build.Problem(t =>
    {
        t.HasTenant("TenantId").Entity<Thing>(e => e.HasKey(x => $"T#{x.Id}", _ => "S").IsSharedByTenants());
        t.Entity<Other>(e => e.HasKey(x => $"T#{x.TenantId}", x => $"OTHER#{x.Id}"));
    }).ShouldBe(
        "Thing is shared by tenants, but lives in the partitions T#{} of the table with Other, which belongs to one "
        + "tenant. Give Thing a literal of its own, or remove IsSharedByTenants().");

    private static void Thing(TableModelBuilder t) => t.Entity<Thing>(e => EntityErrorTests.Keyed(e));
}
