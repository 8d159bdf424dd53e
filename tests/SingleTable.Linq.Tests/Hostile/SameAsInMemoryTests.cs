namespace SingleTable.Linq.Tests.Hostile;

/// <summary>What is answered is what LINQ to Objects answers; what cannot be is refused, not answered with something near.</summary>
public class SameAsInMemoryTests : IAsyncLifetime
{
    private HostileTable _db = null!;

    public async ValueTask InitializeAsync() => _db = (await HostileWorld.CreateAsync()).For("acme");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void A_cast_that_cuts_the_stored_value_is_refused()
    {
        Refuses(x => (int)x.Price == 5, "STL1102");
        Refuses(x => (int)x.Weight == 5, "STL1102");
        Refuses(x => (byte)x.Number == 5, "STL1102");
        Refuses(x => (uint)x.Number == 5, "STL1102");
    }

    [Fact]
    public async Task A_cast_that_keeps_the_stored_value_is_nothing()
    {
        await _db.ShouldBeAsInMemory(q => q.Where(x => (long)x.Number == 5L));
        await _db.ShouldBeAsInMemory(q => q.Where(x => (int)x.Shade == 1));
        await _db.ShouldBeAsInMemory(q => q.Where(x => (double)x.Price > 5));
        await _db.ShouldBeAsInMemory(q => q.Where(x => x.Letter > 'c' && (int)x.Letter < 103));
        await _db.ShouldBeAsInMemory(q => q.Where(x => x.Number < 5.5));
    }

    [Fact]
    public void A_value_outside_of_the_stored_type_is_refused_and_not_cut()
    {
        var (large, code) = (4_294_967_297L, 65_633);
        Refuses(x => (long)x.Shade == large, "STL1109");
        Refuses(x => x.Letter == code, "STL1109");
    }

    [Fact]
    public void CompareTo_needs_an_order_as_the_operators_do()
    {
        Refuses(x => x.Shade.CompareTo(Shade.Bright) > 0, "STL1104");
        Refuses(x => x.Flag.CompareTo(false) > 0, "STL1104");
    }

    [Fact]
    public async Task A_list_may_hold_another_type_of_number()
    {
        var (longs, codes, doubles) = (new long[] { 1, 2 }, new[] { 97, 98 }, new[] { 1.0, 2.5 });
        await _db.ShouldBeAsInMemory(q => q.Where(x => longs.Contains(x.Number)));
        await _db.ShouldBeAsInMemory(q => q.Where(x => longs.Contains((long)x.Shade)));
        await _db.ShouldBeAsInMemory(q => q.Where(x => codes.Contains(x.Letter)));
        await _db.ShouldBeAsInMemory(q => q.Where(x => doubles.Contains(x.Number)));
    }

    [Fact]
    public void A_list_of_anything_is_refused()
    {
        var list = new System.Collections.ArrayList { "n1", 2 };
        Refuses(x => list.Contains(x.Name), "STL1105");
    }

    [Fact]
    public async Task A_set_that_compares_in_its_own_way_is_refused()
    {
        HashSet<string> exact = ["n1"], ordinal = new(StringComparer.Ordinal) { "n1" }, loose = new(StringComparer.OrdinalIgnoreCase) { "N1" };
        await _db.ShouldBeAsInMemory(q => q.Where(x => exact.Contains(x.Name!)));
        await _db.ShouldBeAsInMemory(q => q.Where(x => ordinal.Contains(x.Name!)));
        Refuses(x => loose.Contains(x.Name!), "STL1102");
    }

    [Fact]
    public void A_method_of_the_callers_own_is_not_taken_for_a_known_one()
    {
        Refuses(x => Own.Contains(new[] { "N1" }, x.Name), "STL1102");
        Refuses(x => Own.Equals(x.Name, "N1"), "STL1102");
    }

    [Fact]
    public async Task A_set_without_elements_has_the_size_zero()
    {
        var count = 0;
        for (var i = 0; i < 3; i++, count++)
        {
            await _db.ShouldBeAsInMemory(q => q.Where(x => x.Labels.Count == count));
            await _db.ShouldBeAsInMemory(q => q.Where(x => x.Labels.Count != count));
            await _db.ShouldBeAsInMemory(q => q.Where(x => x.Labels.Count < count));
            await _db.ShouldBeAsInMemory(q => q.Where(x => x.Labels.Count() <= count));
            await _db.ShouldBeAsInMemory(q => q.Where(x => !(count < x.Labels.Count)));
        }
    }

    [Fact]
    public async Task A_number_that_is_stored_as_another_is_not_compared_with_its_index()
    {
        await _db.ShouldBeAsInMemory(q => q.Where(x => x.Scaled == 3));
        (await _db.Samples.UsingIndex("ByScaled").Where(x => x.Group == "g" && x.Scaled == 3).SingleAsync()).Id.ShouldBe("s3");
        Should.Throw<QueryTranslationException>(() => _db.Samples.Where(x => x.Group == "g").OrderBy(x => x.Scaled).ToListAsync()).Code.ShouldBe("STL1202");
    }

    [Fact]
    public void A_number_that_DynamoDB_has_not_is_refused_before_the_request()
    {
        foreach (var number in new[] { double.NaN, double.PositiveInfinity, 1e300 })
        {
            Should.Throw<ItemFormatException>(() => _db.Samples.UsingIndex("ByWeight").Where(x => x.Group == "g" && x.Weight < number).ToListAsync());
        }
    }

    private void Refuses(System.Linq.Expressions.Expression<Func<Sample, bool>> condition, string code)
    {
        Should.Throw<QueryTranslationException>(() => _db.Samples.Where(x => x.Group == "g").Where(condition).ToListAsync()).Code.ShouldBe(code);
    }

    private static class Own
    {
        public static bool Contains(IEnumerable<string> values, string? value) => values.Contains(value, StringComparer.OrdinalIgnoreCase);

        public static bool Equals(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    }
}
