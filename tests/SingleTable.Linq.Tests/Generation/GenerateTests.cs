using System.Numerics;
using Microsoft.Extensions.Time.Testing;

namespace SingleTable.Linq.Tests.Generation;

public class GenerateTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Now);

    [Fact]
    [Trait("Feature", "S3")]
    public void Uuids_have_their_version_and_the_time_of_the_write()
    {
        var v4 = Next<Guid>(Generate.UuidV4);
        v4.Version.ShouldBe(4);
        var v7 = Next<Guid>(Generate.UuidV7);
        v7.Version.ShouldBe(7);
        (v7.Variant & 0xC).ShouldBe(8);
        v7.ToString()[..13].Replace("-", "").ShouldBe(Now.ToUnixTimeMilliseconds().ToString("x12"));
        Guid.ParseExact(Next<string>(Generate.UuidV7), "D").Version.ShouldBe(7);
        Next<Guid>(Generate.UuidV4, typeof(Guid?)).ShouldNotBe(v4);
    }

    [Fact]
    [Trait("Feature", "S3")]
    public void Ulids_sort_by_time_and_by_order_of_creation()
    {
        var generator = new UlidGenerator();
        var ids = new List<string>();
        for (var i = 0; i < 20_000; i++)
        {
            if (i % 5000 == 4999)
                _clock.Advance(TimeSpan.FromMilliseconds(1));
            ids.Add(Next<string>(generator));
        }
        ids.ShouldAllBe(id => id.Length == 26 && id.All("0123456789ABCDEFGHJKMNPQRSTVWXYZ".Contains));
        ids.Order(StringComparer.Ordinal).ShouldBe(ids);
        ids.Distinct().Count().ShouldBe(ids.Count);
        new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddMilliseconds(1469918176385)).ShouldSatisfyAllConditions(
            clock => ((string)generator.Next(new GenerationContext("T", clock), typeof(string))!).ShouldStartWith("01ARYZ6S41"));
    }

    [Fact]
    public void Ulids_made_in_parallel_are_different()
    {
        var ids = ParallelEnumerable.Range(0, 20_000).Select(_ => Next<string>(Generate.Ulid)).ToHashSet();
        ids.Count.ShouldBe(20_000);
    }

    [Fact]
    [Trait("Feature", "S3")]
    public void Ksuids_sort_by_the_second()
    {
        var first = Next<string>(Generate.Ksuid);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = Next<string>(Generate.Ksuid);
        first.Length.ShouldBe(27);
        string.CompareOrdinal(first, second).ShouldBeNegative();
    }

    [Fact]
    public void Ksuids_are_written_like_the_reference_implementation_writes_them()
    {
        var bytes = Convert.FromHexString("0669F7EFB5A1CD34B5F99D1154FB6853345C9735");
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        IdBytes.ToText(number, KsuidGenerator.Alphabet, 27).ShouldBe("0ujtsYcgvSTl8PAuAdqWYSMnLOv");
        var clock = new FakeTimeProvider(new DateTimeOffset(2017, 10, 10, 4, 0, 47, TimeSpan.Zero));
        ((string)Generate.Ksuid.Next(new GenerationContext("T", clock), typeof(string))!).ShouldStartWith("0ujts");
    }

    [Fact]
    [Trait("Feature", "S3")]
    public void The_timestamp_is_the_time_of_the_write_for_every_property()
    {
        var context = new GenerationContext("Team", _clock, "acme", this);
        _clock.Advance(TimeSpan.FromHours(1));
        Generate.Timestamp.Next(context, typeof(DateTimeOffset)).ShouldBe(Now);
        Generate.Timestamp.Next(context, typeof(DateTime?)).ShouldBeOfType<DateTime>().ShouldSatisfyAllConditions(
            time => time.ShouldBe(Now.UtcDateTime), time => time.Kind.ShouldBe(DateTimeKind.Utc));
        Generate.Timestamp.Next(context, typeof(string)).ShouldBe("2026-02-03T04:05:06.7890000Z");
        Generate.Timestamp.Next(context, typeof(DateOnly)).ShouldBe(new DateOnly(2026, 2, 3));
        Generate.Timestamp.Next(context, typeof(long)).ShouldBe(Now.ToUnixTimeMilliseconds());
        (context.Entity, context.Tenant, context.Context, context.TimeProvider).ShouldBe(("Team", "acme", this, _clock));
    }

    [Theory]
    [InlineData(typeof(int))]
    [InlineData(typeof(long?))]
    [InlineData(typeof(byte))]
    [InlineData(typeof(decimal))]
    [InlineData(typeof(double))]
    [Trait("Feature", "S3")]
    public void A_counter_starts_at_zero(Type type)
    {
        var zero = Generate.Counter.Next(new GenerationContext("T", _clock), type).ShouldNotBeNull();
        zero.ShouldBeOfType(Nullable.GetUnderlyingType(type) ?? type);
        Convert.ToInt32(zero).ShouldBe(0);
    }

    [Fact]
    public void Generators_know_their_types()
    {
        Generate.UuidV7.CanProduce(typeof(Guid?)).ShouldBeTrue();
        Generate.UuidV7.CanProduce(typeof(int)).ShouldBeFalse();
        Generate.Ulid.CanProduce(typeof(Guid)).ShouldBeFalse();
        Generate.Counter.CanProduce(typeof(DayOfWeek)).ShouldBeFalse();
        Generate.Counter.CanProduce(typeof(string)).ShouldBeFalse();
        Generate.Timestamp.CanProduce(typeof(TimeSpan)).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Next<object>(Generate.Ksuid, typeof(int))).Message.ShouldContain("makes no Int32");
    }

    [Fact]
    [Trait("Feature", "S3")]
    public void An_own_generator_sees_the_write()
    {
        var generator = Generate.From(context => context.Entity + context.Tenant);
        generator.CanProduce(typeof(string)).ShouldBeTrue();
        generator.Next(new GenerationContext("Team", _clock, "1"), typeof(string)).ShouldBe("Team1");
        Should.Throw<ArgumentNullException>(() => Generate.From(null!));
    }

    private T Next<T>(ValueGenerator generator, Type? type = null) => (T)generator.Next(new GenerationContext("T", _clock), type ?? typeof(T))!;
}
