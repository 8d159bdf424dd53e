using SingleTable.Linq.Tests.Writing;

namespace SingleTable.Linq.Tests.Modeling;

public class SoftDeleteErrorTests
{
    private static readonly TimeSpan s_month = TimeSpan.FromDays(30);

    private static string Problem(Action<EntityBuilder<Sheet>> configure, bool hasTimeToLive = true) => Build.Problem(t => Keyed(t, configure, hasTimeToLive));

    private static TableModelBuilder Keyed(TableModelBuilder table, Action<EntityBuilder<Sheet>> configure, bool hasTimeToLive = true) =>
        (hasTimeToLive ? table.HasTimeToLive() : table).Entity<Sheet>(e => configure(e.HasKey(s => $"SHEET#{s.Id}", _ => "#")));

    [Fact]
    public void What_contradicts_it_is_a_problem_of_the_model()
    {
        Problem(e => e.HasSoftDelete(s => s.DeletedAt).HasSoftDelete(s => s.DeletedAt))
            .ShouldBe("Sheet: HasSoftDelete is called twice. An item is deleted at one moment: keep one call.");
        Problem(e => e.HasSoftDelete(s => s.DeletedAt).Property(s => s.DeletedAt).OnUpdate(Generate.Timestamp))
            .ShouldBe("Sheet.DeletedAt tells when an item was deleted, and cannot be part of the key or have a generator. Use a property of its own.");
        Problem(e => e.HasSoftDelete(s => s.DeletedAt, TimeSpan.Zero)).ShouldStartWith("Sheet.DeletedAt: keepFor is not longer than zero, or longer than any date can tell.");
        Problem(e => e.HasSoftDelete(s => s.DeletedAt, TimeSpan.MaxValue)).ShouldStartWith("Sheet.DeletedAt: keepFor is not longer than zero, or longer than any date can tell.");
        Problem(e => e.HasSoftDelete(s => s.DeletedAt, s_month), hasTimeToLive: false)
            .ShouldBe("Sheet.DeletedAt: deleted items are kept for a time, but the table has no attribute for that. Call HasTimeToLive(\"ttl\") on the table.");
        Problem(e => e.HasSoftDelete(s => s.DeletedAt, s_month).HasTimeToLive(s => s.UpdatedAt)).ShouldBe(
            "Sheet.DeletedAt: deleted items are kept for a time, and Sheet expires by UpdatedAt, but an item has one end. Leave keepFor out, or remove HasTimeToLive.");
        Problem(e => e.HasSoftDelete(s => s.DeletedAt, s_month).HasUnique(s => s.Title)).ShouldBe(
            "Sheet is deleted for good some time after DeletedAt, and DynamoDB would delete it without freeing the value that 'Sheet.Title' makes unique. Remove HasUnique or "
                + "keepFor of HasSoftDelete.");
        Build.Problem(t => t.Entity<Late>(e => e.HasKey(l => $"L#{l.Id}", _ => "#").HasSoftDelete(l => l.DeletedAt))).ShouldBe(
            "Late.DeletedAt has the type DateTimeOffset, which cannot tell when an item was deleted, or that it is not. Use a DateTimeOffset?.");
        Problem(e => e.HasSoftDelete(s => s.DeletedAt).Ignore(s => s.DeletedAt), hasTimeToLive: false).ShouldStartWith(
            "Sheet.DeletedAt: Property(x => x.DeletedAt) says how it is stored, but it is not: Ignore(x => x.DeletedAt) leaves it out.");
    }

    [Fact]
    public void The_schema_tells()
    {
        var schema = Build.Model(t => Keyed(t, e => e.HasSoftDelete(s => s.DeletedAt, s_month))).Schema.Entities.ShouldHaveSingleItem();
        (schema.SoftDelete, schema.KeepFor).ShouldBe(("DeletedAt", s_month));
        schema.ToString().ShouldContain("at DeletedAt, kept for 30.00:00:00");
    }

    private sealed record Late
    {
        public required string Id { get; init; }
        public DateTimeOffset DeletedAt { get; init; }
    }
}
