namespace SingleTable.Linq.Tests.Modeling;

/// <summary>What is wrong with indexes over the table's own keys.</summary>
public class LocalIndexErrorTests
{
    [Fact]
    public void A_partition_key_for_a_local_index() => Build.Problem(t =>
        t.HasLocalIndex("LSI1", "l").Entity<Thing>(e => EntityErrorTests.Keyed(e).HasIndex("LSI1", x => $"A#{x.A}", x => $"B#{x.B}"))).ShouldBe(
        "Thing on LSI1: the index is local, so its partition key is the table's. Write HasLocalIndex(\"LSI1\", x => $\"…\").");

    [Fact]
    public void No_partition_key_for_a_global_index() => Build.Problem(t =>
        t.HasIndex("GSI1", "a", "b").Entity<Thing>(e => EntityErrorTests.Keyed(e).HasLocalIndex("GSI1", x => $"B#{x.B}"))).ShouldBe(
        "Thing on GSI1: the index is not local, so it needs a partition key of its own. Write HasIndex(\"GSI1\", partitionKey, sortKey), or declare the "
        + "index with HasLocalIndex on the table.");

    [Fact]
    public void Six_local_indexes() => Build.Problem(t =>
    {
        for (var i = 1; i <= 6; i++)
        {
            t.HasLocalIndex($"LSI{i}", $"l{i}");
        }

        t.Entity<Thing>(e => EntityErrorTests.Keyed(e));
    }).ShouldBe("The table has 6 local indexes, but DynamoDB allows 5. Declare the others with HasIndex.");

    [Fact]
    public void The_sort_key_of_the_table_as_that_of_a_local_index() => Build.Problem(t =>
        t.HasLocalIndex("LSI1", "sk").Entity<Thing>(e => EntityErrorTests.Keyed(e))).ShouldBe(
        "The attribute 'sk' is used for two keys of the table and its indexes. Give each an attribute of its own.");

    [Fact]
    public void A_key_for_an_inverted_index() => Build.Problem(t =>
        t.HasIndex("Other", "sk", "pk").Entity<Thing>(e => EntityErrorTests.Keyed(e).HasIndex("Other", x => $"A#{x.A}", x => $"B#{x.B}"))).ShouldBe(
        "Thing on Other: the index's keys are the table's own, so the entity is on it already. Remove HasIndex(\"Other\", …) from it.");

    [Fact]
    public void An_inverted_index_where_tenants_would_meet() => Build.Problem(t =>
        t.HasTenant("TenantId").HasIndex("Other", "sk", "pk").Entity<Other>(e => e.HasKey(x => $"T#{x.TenantId}", x => $"OTHER#{x.Id}"))).ShouldBe(
        "Other: TenantId is not the first slot of the partition key 'OTHER#{Id}' of the index Other, so tenants could meet. Start it with "
        + "x => $\"TENANT#{x.TenantId}#…\", or declare the entity with IsSharedByTenants().");

    [Fact]
    public void The_keys_of_the_table_are_known_last() => Build.Model(t =>
        t.HasLocalIndex("LSI1", "l").HasIndex("Other", "b", "a").HasKeys("a", "b").Entity<Other>(e =>
            e.HasKey(x => $"O#{x.Id}", _ => "O").HasLocalIndex("LSI1", x => $"B#{x.ThingId}"))).Schema.ToString().ReplaceLineEndings("\n").ShouldContain("""
            Indexes
              LSI1   (a, l)  local
              Other  (b, a)
            """);
}
