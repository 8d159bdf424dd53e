using System.Globalization;
using SingleTable.Linq.Keys;
using static SingleTable.Linq.Tests.Keys.KeyGens;

namespace SingleTable.Linq.Tests.Keys;

public class CultureTests
{
    private enum Title { Info, INFO }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("th-TH")]
    [InlineData("sv-SE")]
    [Trait("Fault", "31")]
    public void Keys_are_the_same_in_every_culture(string culture)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            var invariant = Keys();
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Keys().ShouldBe(invariant);
            Generated().ShouldBe("2026-02-03T04:05:06.0000000Z");
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    [Fact]
    [Trait("Fault", "20")]
    public void Case_is_kept() => Encode("InfoİıIi").ShouldBe("InfoİıIi");

    private static List<string> Keys()
    {
        var range = SortRanges.For(Sort("T", Lit("INFO#"), Slot<decimal>("P", "000.0")), [], SlotBound.Between(-0m, 12.5m));
        var now = new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        return
        [
            Encode(-1234567), Encode(long.MinValue), Encode(7, "D9"), Encode(1234.5m, "000000.00"), Encode(1234.5, "000000.00"),
            Encode(now), Encode(now, "yyyy-MM"), Encode(new DateTimeOffset(now).ToOffset(TimeSpan.FromHours(3.5))),
            Encode(new DateOnly(2026, 2, 3)), Encode(new TimeOnly(23, 59)), Encode(TimeSpan.FromDays(-1)),
            Encode(Title.Info), Encode(Title.INFO), Encode(Title.INFO, "D"), Encode("iIıİ"), Encode(true), Encode(Guid.Empty), range.ToString(),
        ];
    }

    private static string Generated()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));
        return (string)Generate.Timestamp.Next(new GenerationContext("T", clock), typeof(string))!;
    }
}
