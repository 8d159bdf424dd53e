using SingleTable.Linq.Tests.Writing;

namespace SingleTable.Linq.Tests.Modeling;

public class LifetimeErrorTests
{
    private static string Problem(Action<EntityBuilder<Cart>> configure) => Build.Problem(t => Keyed(t, configure));

    private static TableModelBuilder Keyed(TableModelBuilder table, Action<EntityBuilder<Cart>> configure) => table.HasTimeToLive()
        .Entity<Cart>(e => configure(e.HasKey(c => $"CART#{c.Id}", _ => "#").Ignore(c => c.Owner)));

    [Fact]
    public void A_time_that_no_item_can_live_for_is_a_problem_of_the_model()
    {
        Problem(e => e.HasTimeToLive(c => c.ExpiresAt, TimeSpan.Zero))
            .ShouldBe("Cart.ExpiresAt: an item that lives for no time can never be read. Give HasTimeToLive a duration that is longer than zero.");
        Problem(e => e.HasTimeToLive(c => c.ExpiresAt, after: c => c.Label))
            .ShouldBe("Cart.Label has the type string, which cannot say how long an item lives. Use a TimeSpan, nullable or not.");
        Problem(e => e.HasTimeToLive(c => c.ExpiresAt, after: c => c.KeepFor).Ignore(c => c.KeepFor))
            .ShouldStartWith("Cart.KeepFor says how long an item lives, but it is not stored: ");
        Problem(e => e.HasTimeToLive(c => c.ExpiresAt, after: c => c.KeepFor).Property(c => c.ExpiresAt).OnCreate(Generate.Timestamp))
            .ShouldBe("Cart.ExpiresAt is reckoned from a duration by HasTimeToLive, and cannot be part of the key or have a generator. Use a property of its own.");
        Problem(e => e.HasTimeToLive(c => c.ExpiresAt, after: c => c.KeepFor).HasTimeToLive(c => c.ExpiresAt))
            .ShouldBe("Cart: HasTimeToLive is called twice. An item expires once: keep one call.");
        Build.Problem(t => t.HasTimeToLive().Entity<Rigid>(e => e.HasKey(r => $"R#{r.Id}", _ => "#").HasTimeToLive(r => r.ExpiresAt, after: r => r.Length)))
            .ShouldBe("Rigid.Length may be null, so that an item never expires, and ExpiresAt cannot tell that. Make it nullable.");
        Build.Problem(t => t.Entity<Cart>(e => e.HasKey(c => $"CART#{c.Id}", _ => "#").Ignore(c => c.Owner).HasTimeToLive(c => c.ExpiresAt, after: c => c.KeepFor)))
            .ShouldStartWith("Cart.ExpiresAt says when an item expires, but the table has no attribute for that.");
    }

    [Fact]
    public void The_schema_tells_how_long_items_live()
    {
        string? Lifetime(Action<EntityBuilder<Cart>> configure) => Build.Model(t => Keyed(t, configure)).Schema.Entities.ShouldHaveSingleItem().Lifetime;
        Lifetime(e => e.HasTimeToLive(c => c.ExpiresAt)).ShouldBeNull();
        Lifetime(e => e.HasTimeToLive(c => c.ExpiresAt, after: c => c.KeepFor)).ShouldBe("KeepFor after each write that sets it");
        Lifetime(e => e.HasTimeToLive(c => c.ExpiresAt, TimeSpan.FromHours(8))).ShouldBe("08:00:00 after its creation");
        Lifetime(e => e.HasTimeToLive(c => c.ExpiresAt, TimeSpan.FromHours(8), isSliding: true)).ShouldBe("08:00:00 after each update");
        Build.Model(t => Keyed(t, e => e.HasTimeToLive(c => c.ExpiresAt, TimeSpan.FromHours(8)))).Schema.Entities[0].ToString()
            .ShouldContain("expires    at ExpiresAt, 08:00:00 after its creation");
    }

    private sealed record Rigid
    {
        public required string Id { get; init; }
        public TimeSpan? Length { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
    }
}
