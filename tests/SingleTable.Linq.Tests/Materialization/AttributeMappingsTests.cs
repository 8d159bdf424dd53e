using System.Collections.Concurrent;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Tests.Materialization;

public class AttributeMappingsTests
{
    [Theory]
    [InlineData(typeof(object), "nothing says what it holds")]
    [InlineData(typeof(IFormattable), "concrete type")]
    [InlineData(typeof(Stream), "concrete type")]
    [InlineData(typeof(Action), "code")]
    [InlineData(typeof(nint), "process")]
    [InlineData(typeof(ConcurrentBag<int>), "List")]
    [InlineData(typeof(HashSet<bool>), "Use a list")]
    [InlineData(typeof(HashSet<List<int>>), "Use a list")]
    [InlineData(typeof(Dictionary<byte[], int>), "keys")]
    [InlineData(typeof(Empty), "no properties")]
    [InlineData(typeof(List<object>), "Object cannot")]
    [InlineData(typeof(int[,]), "List")]
    [InlineData(typeof(Loop), "Loop.Other: Part.Bad: Object cannot")]
    public void What_cannot_be_stored_says_what_to_do(Type type, string expected)
    {
        new AttributeMappings().TryCreate(type, out var problem).ShouldBeNull();
        problem!.ShouldContain(expected);
        problem.ShouldEndWith("or leave it out with Ignore(…).");
    }

    [Fact]
    public void Two_members_of_one_name_are_refused()
    {
        new AttributeMappings(_ => "x").TryCreate(typeof(ShapeTests.Mutable), out var problem).ShouldBeNull();
        problem!.ShouldContain("'x'");
    }

    [Fact]
    public void A_failure_leaves_nothing_half_made()
    {
        var mappings = new AttributeMappings();
        mappings.TryCreate(typeof(Loop), out _).ShouldBeNull();
        mappings.TryCreate(typeof(Loop), out var again).ShouldBeNull();
        again.ShouldNotBeNull();
        mappings.TryCreate(typeof(Part), out _).ShouldBeNull();
        mappings.TryCreate(typeof(int), out var none).ShouldNotBeNull();
        none.ShouldBeNull();
    }

    [Fact]
    public void Every_type_is_made_once()
    {
        var mappings = new AttributeMappings();
        var node = mappings.TryCreate(typeof(ShapeTests.Node), out _);
        mappings.TryCreate(typeof(ShapeTests.Node), out _).ShouldBeSameAs(node);
        ((IListMapping)mappings.TryCreate(typeof(List<ShapeTests.Node>), out _)!).Element.ShouldBeSameAs(node);
    }

    [Fact]
    public void Converters_reach_every_place_of_a_type()
    {
        var mappings = new AttributeMappings();
        mappings.WithConverter<Uri, string>(u => u.ToString(), s => new Uri(s));
        mappings.WithConverter<Money, long>(m => m.Cents, c => new Money(c));
        var list = (AttributeMapping<List<Uri>>)mappings.TryCreate(typeof(List<Uri>), out _)!;
        Json.Read(list, Json.Write(list, [new Uri("http://a/")])).ShouldBe([new Uri("http://a/")]);
        Json.Read(list, """{"L":[{"NULL":true}]}""").ShouldBe([null!]);
        Should.Throw<ItemFormatException>(() => Json.Read(list, """{"L":[{"S":"::"}]}""")).Code.ShouldBe("STL4002");

        var maybe = mappings.TryCreate(typeof(Money?), out _)!.As<Money?>();
        Json.Write(maybe, new Money(5)).ShouldBe("""{"N":"5"}""");
        Json.Read(maybe, """{"NULL":true}""").ShouldBeNull();
        maybe.IsOrdered.ShouldBeFalse();
    }

    [Fact]
    public void Only_what_keeps_its_order_says_so()
    {
        Json.Mapping<string>().IsOrdered.ShouldBeTrue();
        Json.Mapping<int?>().IsOrdered.ShouldBeTrue();
        Json.Mapping<DayOfWeek>().IsOrdered.ShouldBeFalse();
        Json.Mapping<DayOfWeek>(EnumStorage.Number).IsOrdered.ShouldBeTrue();
        Json.Mapping<bool>().IsOrdered.ShouldBeFalse();
        Json.Mapping<byte[]>().IsOrdered.ShouldBeFalse();
        Json.Mapping<List<int>>().IsOrdered.ShouldBeFalse();
    }

    [Fact]
    public void Memos_share_repeated_text_and_give_up_on_distinct_text()
    {
        var memo = new StringMemo();
        var first = memo.Get("abc"u8);
        memo.Get("abc"u8).ShouldBeSameAs(first);
        for (var i = 0; i < 9; i++) memo.Get([(byte)('a' + i)]);
        first = memo.Get("abc"u8);
        memo.Get("abc"u8).ShouldNotBeSameAs(first);
        memo.Get("é"u8).ShouldBe("é");
        var off = StringMemo.Disabled;
        off.Get("x1"u8).ShouldNotBeSameAs(off.Get("x1"u8));
    }

    public readonly record struct Money(long Cents);

    public class Empty;

    public class Loop
    {
        public Part? Other { get; set; }
    }

    public class Part
    {
        public Loop? Back { get; set; }

        public object? Bad { get; set; }
    }
}
