using System.Globalization;

namespace SingleTable.Linq.Aot;

internal static class Sample
{
    public static Organization Rich(string id) => new()
    {
        Id = id, Name = "Acme", Plan = Plan.Pro, NextPlan = Plan.Free, Level = Level.High, MaxLevel = Level.Low,
        ClosedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), At = new DateTime(2026, 2, 3, 0, 0, 0, DateTimeKind.Utc),
        Key = Guid.Parse("0198f3c2-7b1e-7c55-9d4e-2f6a81b3c0d7"), Balance = 1.5m, Quota = TimeSpan.FromMinutes(3), IsOpen = true,
        Address = new("Oslo", 123) { Level = Level.High }, Price = new(9.5m, Plan.Pro), Discount = new(0.5m, Plan.Free),
        Plans = [Plan.Pro, Plan.Free], Numbers = [1, 2], Gaps = [1, null, 3], Levels = [Level.Low, Level.High], Prices = [new(1, Plan.Pro)],
        Others = [new("Rome")], Tags = ["b", "a"], Ids = [3, 1], Weights = [0.5, 0.25], Counts = new() { ["x"] = 1 },
        ByPlan = new() { [Plan.Pro] = new(2, Plan.Free) }, Totals = new() { [7] = 8 }, Sites = new Dictionary<string, Address> { ["hq"] = new("Kyiv", 1) },
        Hash = [1, 2, 3], Slug = new("acme-corp"),
    };

    public static Organization Plain(string id) => new() { Id = id, Name = "Plain" };

    /// <summary>All of its values, so that two can be compared. Written out, because a trimmer leaves what nobody uses.</summary>
    public static string Text(Organization o) => string.Join('\n', new object?[]
    {
        o.Tenant, o.Id, o.Name, o.Plan, o.NextPlan, o.Level, o.MaxLevel, o.CreatedAt.UtcTicks, o.ClosedAt?.UtcTicks, o.At, o.Key, o.Balance, o.Quota, o.IsOpen,
        o.Address, o.Price, o.Discount, List(o.Plans), List(o.Numbers), List(o.Gaps), List(o.Levels), List(o.Prices), List(o.Others), List(o.Tags.Order()),
        List(o.Ids), List(o.Weights), List(o.Counts), List(o.ByPlan), List(o.Totals), List(o.Sites), Convert.ToHexString(o.Hash), o.Slug, o.Version,
    }.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)));

    private static string List<T>(IEnumerable<T> values) => string.Join(',', values);
}
