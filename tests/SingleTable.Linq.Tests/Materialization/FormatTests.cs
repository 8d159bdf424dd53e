using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>The stored forms, and what is refused.</summary>
public class FormatTests
{
    private enum Plan
    {
        Free,
        Pro,
    }

    [Fact]
    public void Stored_forms()
    {
        Json.Write("a\"é<").ShouldBe("""{"S":"a\"é<"}""");
        Json.Write('x').ShouldBe("""{"S":"x"}""");
        Json.Write(true).ShouldBe("""{"BOOL":true}""");
        Json.Write(-5).ShouldBe("""{"N":"-5"}""");
        Json.Write(1.50m).ShouldBe("""{"N":"1.50"}""");
        Json.Write(-0.0).ShouldBe("""{"N":"0"}""");
        Json.Write(TimeSpan.FromSeconds(1)).ShouldBe("""{"N":"10000000"}""");
        Json.Write(Guid.Empty).ShouldBe("""{"S":"00000000-0000-0000-0000-000000000000"}""");
        Json.Write(new DateTime(2024, 1, 2, 3, 4, 5, 6)).ShouldBe("""{"S":"2024-01-02T03:04:05.0060000Z"}""");
        Json.Write(new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(2))).ShouldBe("""{"S":"2024-01-02T01:04:05.0000000Z"}""");
        Json.Write(new DateOnly(24, 1, 2)).ShouldBe("""{"S":"0024-01-02"}""");
        Json.Write(new TimeOnly(3, 4)).ShouldBe("""{"S":"03:04:00.0000000"}""");
        Json.Write(Plan.Pro).ShouldBe("""{"S":"Pro"}""");
        Json.Write(Json.Mapping<Plan>(EnumStorage.Number), Plan.Pro).ShouldBe("""{"N":"1"}""");
        Json.Write<byte[]>([0, 1, 2]).ShouldBe("""{"B":"AAEC"}""");
        Json.Write<int?>(null).ShouldBe("""{"NULL":true}""");
        Json.Write<List<string?>>([null]).ShouldBe("""{"L":[{"NULL":true}]}""");
        Json.Write<HashSet<int>>([3]).ShouldBe("""{"NS":["3"]}""");
        Json.Write<HashSet<byte[]>>([[0]]).ShouldBe("""{"BS":["AA=="]}""");
        Json.Write(new Dictionary<int, bool> { [7] = true }).ShouldBe("""{"M":{"7":{"BOOL":true}}}""");
    }

    [Fact]
    public void Local_time_is_converted()
    {
        var local = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Local);
        Json.Read<DateTime>(Json.Write(local)).ShouldBe(local.ToUniversalTime());
        Json.Read<DateTime>(Json.Write(local)).Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Theory]
    [InlineData("2024-01-02T03:04:05.1234567Z", "2024-01-02T03:04:05.1234567Z")]
    [InlineData("2024-01-02T03:04:05Z", "2024-01-02T03:04:05.0000000Z")]
    [InlineData("2024-01-02T03:04Z", "2024-01-02T03:04:00.0000000Z")]
    [InlineData("2024-01-02T03:04:05.1+02:00", "2024-01-02T01:04:05.1000000Z")]
    [InlineData("2024-01-02T03:04:05.123456789-0130", "2024-01-02T04:34:05.1234567Z")]
    [InlineData("2024-01-02T03:04:05+02", "2024-01-02T01:04:05.0000000Z")]
    [InlineData("2024-01-02T03:04:05", "2024-01-02T03:04:05.0000000Z")]
    [InlineData("2024-02-30T03:04:05Z", null)]
    [InlineData("2024-01-02T24:04:05Z", null)]
    [InlineData("2024-01-02T03:04:05.Z", null)]
    [InlineData("2024-01-02T03:04:05Z ", null)]
    [InlineData("2024-01-02 03:04:05Z", null)]
    [InlineData("2024-01-02", null)]
    [InlineData("0001-01-01T00:00:00+01:00", null)]
    [InlineData("x024-01-02T03:04:05Z", null)]
    [InlineData("", null)]
    public void Points_in_time_are_read_in_ISO_8601(string text, string? expected)
    {
        var json = $$"""{"S":"{{text}}"}""";
        if (expected is null) Refused<DateTime>(json, "STL4002");
        else Json.Read<DateTimeOffset>(json).ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1E3", "1000")]
    [InlineData("1.5e+3", "1500")]
    [InlineData("-1200E-2", "-12")]
    [InlineData("1.0", "1")]
    [InlineData("0e9", "0")]
    [InlineData("+7", "7")]
    [InlineData("2147483648", null)]
    [InlineData("1.5", null)]
    [InlineData("1E10", null)]
    [InlineData("1E9999999", null)]
    [InlineData("", null)]
    [InlineData("1,000", null)]
    [InlineData(" 1", null)]
    [InlineData("NaN", null)]
    public void Integers_are_read_in_every_form_of_a_whole_number(string text, string? expected)
    {
        var json = $$"""{"N":"{{text}}"}""";
        if (expected is null) Refused<int>(json, "STL4002");
        else Json.Read<int>(json).ShouldBe(int.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("7.9228162514264337593543950335E28", "79228162514264337593543950335")]
    [InlineData("1E-28", "0.0000000000000000000000000001")]
    [InlineData("100000000000000000000000000000000E-10", "10000000000000000000000")]
    [InlineData("0.00000000000000000000000000000000000", "0")]
    [InlineData("79228162514264337593543950336", null)]
    [InlineData("1.23456789012345678901234567891", null)]
    [InlineData("0.12345678901234567890123456789012345678", null)]
    [InlineData("1E-29", null)]
    [InlineData("1E29", null)]
    [InlineData("9.99E125", null)]
    public void Decimals_are_exact_or_refused(string text, string? expected)
    {
        var json = $$"""{"N":"{{text}}"}""";
        if (expected is null) Refused<decimal>(json, "STL4002");
        else Json.Read<decimal>(json).ShouldBe(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Floating_point_takes_the_nearest_value_but_neither_overflows_nor_vanishes()
    {
        Json.Read<double>("""{"N":"0.1"}""").ShouldBe(0.1);
        Json.Read<float>("""{"N":"0E5"}""").ShouldBe(0f);
        Refused<float>("""{"N":"1E39"}""", "STL4002");
        Refused<float>("""{"N":"1E-60"}""", "STL4002");
        Refused<double>("""{"N":"Infinity"}""", "STL4002");
    }

    [Fact]
    public void Wrong_types_and_nulls_are_refused()
    {
        Refused<string>("""{"N":"1"}""", "STL4001");
        Refused<int>("""{"S":"1"}""", "STL4001");
        Refused<int>("""{"NULL":true}""", "STL4001");
        Refused<bool>("""{"NULL":true}""", "STL4001");
        Refused<List<int>>("""{"L":[{"NULL":true}]}""", "STL4001");
        Refused<List<string>>("""{"SS":["a"]}""", "STL4001");
        Refused<string>("""{"XYZ":"1"}""", "STL4001");
        Refused<ShapeTests.PositionalStruct>("""{"NULL":true}""", "STL4001");
        Json.Read<string>("""{"NULL":true}""").ShouldBeNull();
        Json.Read<HashSet<int>>("""{"NULL":true}""").ShouldBeNull();
        Json.Read<int?>("""{ "NULL" : true }""").ShouldBeNull();
    }

    [Fact]
    public void Unreadable_text_is_refused()
    {
        Refused<Guid>("""{"S":"x"}""", "STL4002");
        Refused<Plan>("""{"S":"pro"}""", "STL4002");
        Refused<char>("""{"S":"ab"}""", "STL4002");
        Refused<char>("""{"S":""}""", "STL4002");
        Refused<char>("""{"S":"😀"}""", "STL4002");
        Refused<byte[]>("""{"B":"A"}""", "STL4002");
        Refused<DateOnly>("""{"S":"2024-01-02T00:00:00Z"}""", "STL4002");
        Refused<TimeOnly>("""{"S":"25:00"}""", "STL4002");
        Refused<Dictionary<int, int>>("""{"M":{"x":{"N":"1"}}}""", "STL4002");
    }

    [Fact]
    public void What_would_be_lost_is_not_written()
    {
        NotWritten(double.NaN);
        NotWritten(double.PositiveInfinity);
        NotWritten(1E-200);
        NotWritten(1E200);
        NotWritten("a\uD800b");
        NotWritten("\uDC00\uD800");
        NotWritten('\uD800');
        NotWritten((Plan)7);
        NotWritten(new HashSet<string>());
        NotWritten(Int128.MaxValue);
        var knot = new ShapeTests.Node { Children = [] };
        knot.Children.Add(knot);
        NotWritten(knot);
        NotWritten(new List<HashSet<string>> { new() });
        Json.Read<Int128>(Json.Write(Int128.Parse("100000000000000000000000000000000000000"))).ToString().ShouldEndWith("00");
    }

    [Fact]
    public void Errors_name_the_attribute_and_never_the_value()
    {
        var e = Should.Throw<ItemFormatException>(() =>
            Entities.Read<ShapeTests.Holder>("""{"Root":{"M":{"Children":{"L":[{"M":{"Value":{"S":"secret"}}}]}}}}"""));
        e.Attribute.ShouldBe("Root.Children.Value");
        e.Entity.ShouldBe("Holder");
        e.Message.ShouldBe(
            "STL4001 The attribute 'Root.Children.Value' of Holder has the DynamoDB type S, but N is expected for Int32. "
            + "Change the property's type, or give it a converter.");
        Should.Throw<ItemFormatException>(() => Entities.Read<ShapeTests.Mutable>("""{"Age":{"N":"secret"}}""")).Message.ShouldNotContain("secret");
    }

    private static void Refused<T>(string json, string code) =>
        Should.Throw<ItemFormatException>(() => Json.Read<T>(json)).Code.ShouldBe(code);

    private static void NotWritten<T>(T value) => Should.Throw<ItemFormatException>(() => Json.Write(value)).Code.ShouldBe("STL4004");
}
