using CsCheck;
using SingleTable.Linq.Keys;
using static SingleTable.Linq.Tests.Keys.KeyGens;

namespace SingleTable.Linq.Tests.Keys;

public class ValueCodecTests
{
    private const int Cases = 20_000;

    private enum Level : short { None = 0, Low = -5, High = 7, Top = 7 }
    private enum Big : ulong { Zero, Max = ulong.MaxValue }

    [Fact]
    [Trait("Fault", "5")]
    public void Numbers_sort_as_numbers()
    {
        Sorts(Gen.SByte);
        Sorts(Gen.Byte);
        Sorts(Gen.Short);
        Sorts(Gen.UShort);
        Sorts(Gen.OneOf(Gen.Int, Gen.Int[-3, 3], Gen.OneOf(int.MinValue, int.MaxValue)));
        Sorts(Gen.UInt);
        Sorts(Gen.OneOf(Gen.Long, Gen.Long[-3, 3], Gen.OneOf(long.MinValue, long.MinValue + 1, long.MaxValue)));
        Sorts(Gen.OneOf(Gen.ULong, Gen.OneOf(ulong.MinValue, ulong.MaxValue)));
        Sorts(Gen.Int[0, 9999], "D4");
        Sorts(Gen.Int[0, 999_999].Select(cents => cents / 100m), "0000.00");
        Sorts(Gen.Int[0, 999_999].Select(cents => cents / 100.0), "0000.00");
        Sorts(Gen.Int[0, 999].Select(tenths => tenths / 10f), "00.0");
    }

    [Fact]
    public void Dates_and_times_sort()
    {
        Sorts(Gen.OneOf(Gen.DateTime, Gen.OneOf(DateTime.MinValue, DateTime.MaxValue)).Select(date => DateTime.SpecifyKind(date, DateTimeKind.Utc)));
        Sorts(Gen.DateTimeOffset);
        Sorts(Gen.DateOnly);
        Sorts(Gen.TimeOnly);
        Sorts(Gen.OneOf(Gen.TimeSpan, Gen.OneOf(TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero)));
    }

    [Fact]
    public void Guids_bools_and_enum_digits_sort()
    {
        Sorts(Gen.Guid);
        Sorts(Gen.Guid, "N");
        Sorts(Gen.Bool);
        Sorts(Gen.Short.Select(n => (Level)n), "D");
        Sorts(Gen.ULong.Select(n => (Big)n), "D");
    }

    [Theory]
    [InlineData(0, "0000000000")]
    [InlineData(42, "0000000042")]
    [InlineData(-1, "-9999999999")]
    [InlineData(int.MinValue, "-7852516352")]
    public void Integers_have_the_width_of_their_type(int value, string expected) => Encode(value).ShouldBe(expected);

    [Fact]
    public void Values_have_one_text()
    {
        Encode(42, "D8").ShouldBe("00000042");
        Encode(byte.MaxValue).ShouldBe("255");
        Encode(long.MinValue).ShouldBe("-0776627963145224192");
        Encode(1.5m, "000.00").ShouldBe("001.50");
        Encode(1.500m, "000.0").ShouldBe("001.5");
        Encode(-0.0, "0.0").ShouldBe("0.0");
        Encode(-0.00m, "0.0").ShouldBe("0.0");
        Encode(true).ShouldBe("true");
        Encode(Guid.Parse("0198F3C2-0000-7000-8000-00000000ABCD")).ShouldBe("0198f3c2-0000-7000-8000-00000000abcd");
        Encode(new DateOnly(2026, 2, 3)).ShouldBe("2026-02-03");
        Encode(new TimeOnly(1, 2, 3)).ShouldBe("01:02:03.0000000");
        Encode(TimeSpan.FromTicks(-1)).ShouldBe("-9999999999999999999");
        Encode(Level.High).ShouldBe("High");
        Encode(Level.Low, "D").ShouldBe("-99995");
        Encode(Big.Max, "D").ShouldBe("18446744073709551615");
    }

    [Fact]
    public void Instants_are_written_in_utc()
    {
        var utc = new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(7);
        const string text = "2026-02-03T04:05:06.0000007Z";
        Encode(utc).ShouldBe(text);
        Encode(utc, "O").ShouldBe(text);
        Encode(utc.ToLocalTime()).ShouldBe(text);
        Encode(DateTime.SpecifyKind(utc, DateTimeKind.Unspecified)).ShouldBe(text);
        Encode(new DateTimeOffset(utc).ToOffset(TimeSpan.FromHours(-11))).ShouldBe(text);
    }

    [Theory]
    [InlineData("yyyy", "2026")]
    [InlineData("yyyy-MM", "2026-02")]
    [InlineData("yyyy-MM-dd", "2026-02-03")]
    [InlineData("yyyy-MM-ddTHH", "2026-02-03T04")]
    [InlineData("yyyy-MM-dd'T'HH:mm", "2026-02-03T04:05")]
    [InlineData("yyyy-MM-ddTHH:mm:ss", "2026-02-03T04:05:06")]
    public void Cut_instants_sort_but_are_not_exact(string format, string expected)
    {
        var codec = Codec<DateTime>(format);
        EncodeWith(codec, new DateTime(2026, 2, 3, 4, 5, 6, 7)).ShouldBe(expected);
        codec.IsExact.ShouldBeFalse();
        codec.PreservesOrder.ShouldBeTrue();
        Gen.Select(Gen.DateTime, Gen.DateTime).Sample(
            (a, b) => Utf8(EncodeWith(codec, a), EncodeWith(codec, b)) is var order && (order == 0 || order == a.CompareTo(b)), iter: 5_000);
    }

    [Fact]
    public void Codecs_say_what_they_keep()
    {
        Codec<Level>().PreservesOrder.ShouldBeFalse();
        Codec<Level>().IsExact.ShouldBeTrue();
        Codec<DateOnly>("yyyy-MM").IsExact.ShouldBeFalse();
        Codec<DateOnly>("yyyy-MM-dd").IsExact.ShouldBeTrue();
        Codec<DateTime?>("O").IsExact.ShouldBeTrue();
        Codec<int?>().ClrType.ShouldBe(typeof(int));
        Codec<string>().SupportsPrefix.ShouldBeTrue();
        Codec<int>().SupportsPrefix.ShouldBeFalse();
    }

    [Theory]
    [InlineData(typeof(double), null, "':000000.00'")]
    [InlineData(typeof(decimal), null, "':000000.00'")]
    [InlineData(typeof(decimal), "F2", "':000000.00'")]
    [InlineData(typeof(decimal), "0.", "':000000.00'")]
    [InlineData(typeof(decimal), ".00", "':000000.00'")]
    [InlineData(typeof(decimal), "0.0.0", "':000000.00'")]
    [InlineData(typeof(int), "D", "':D10'")]
    [InlineData(typeof(int), "D0", "':D10'")]
    [InlineData(typeof(int), "N0", "':D10'")]
    [InlineData(typeof(DateTime), "d", "'yyyy-MM-ddTHH:mm:ss.fffffffZ'")]
    [InlineData(typeof(DateTime), "MM/yyyy", "'yyyy-MM-ddTHH:mm:ss.fffffffZ'")]
    [InlineData(typeof(DateTime), "yyyy-M", "'yyyy-MM-ddTHH:mm:ss.fffffffZ'")]
    [InlineData(typeof(DateOnly), "O2", "'yyyy-MM-dd'")]
    [InlineData(typeof(string), "D", "leave ':D' out")]
    [InlineData(typeof(DayOfWeek), "X", "':D'")]
    [InlineData(typeof(Guid), "B", "':N'")]
    [InlineData(typeof(byte[]), null, "use a string")]
    [InlineData(typeof(object), null, "use a string")]
    [InlineData(typeof(Int128), null, "use a string")]
    public void Types_and_formats_without_a_sorted_text_are_refused_with_advice(Type type, string? format, string advice)
    {
        SlotCodec.TryCreate(type, format, KeyEncoding.Escaped, out var problem).ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain(advice);
    }

    [Fact]
    [Trait("Fault", "5")]
    public void Values_that_do_not_fit_are_refused()
    {
        Refused(-1, "D4", "negative");
        Refused(10_000, "D4", "more than 4 digits");
        Refused(-1m, "000.00", "negative");
        Refused(1000m, "000.00", "more than 3 digits");
        Refused(decimal.MaxValue, "000.00", "more than 3 digits");
        Refused(1.005m, "000.00", "more than 2 fraction digits");
        Refused(0.1 + 0.2, "0.0", "more than 1 fraction digits");
        Refused(1e-300, "0.00000", "not a number that the format can show");
        Refused(double.NaN, "0.0", "not a number that the format can show");
        Refused(double.PositiveInfinity, "0.0", "not a number that the format can show");
        Refused((Level)99, null, "not a defined value of Level");
    }

    [Fact]
    public void Boxed_values_of_a_related_type_are_taken()
    {
        EncodeWith(Codec<long>(), 7).ShouldBe(Encode(7L));
        EncodeWith(Codec<sbyte>(), -7L).ShouldBe(Encode((sbyte)-7));
        EncodeWith(Codec<Level>(), (short)7).ShouldBe("High");
        EncodeWith(Codec<Level>("D"), (short)7).ShouldBe("00007");
        Should.Throw<SlotValueException>(() => EncodeWith(Codec<byte>(), 256)).Message.ShouldContain("outside the range of Byte");
        Should.Throw<SlotValueException>(() => EncodeWith(Codec<uint>(), -1)).Message.ShouldContain("outside the range of UInt32");
        Should.Throw<SlotValueException>(() => EncodeWith(Codec<int>(), "7")).Message.ShouldContain("is of type String");
    }

    private static void Refused<T>(T value, string? format, string reason)
        where T : notnull
    {
        var fault = Should.Throw<SlotValueException>(() => Encode(value, format));
        fault.Message.ShouldContain(reason);
        fault.Code.ShouldBe("STL2005");
    }

    private static void Sorts<T>(Gen<T> gen, string? format = null)
        where T : IComparable
    {
        var codec = Codec<T>(format);
        codec.PreservesOrder.ShouldBeTrue();
        codec.IsExact.ShouldBeTrue();
        Gen.Select(gen, gen).Sample((a, b) => Utf8(EncodeWith(codec, a), EncodeWith(codec, b)) == Math.Sign(a.CompareTo(b)), iter: Cases);
    }
}
