using System.Text;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Wire;

public class DynamoJsonReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Agrees_with_Utf8JsonReader_on_random_items_and_their_mutations(int seed)
    {
        var random = new RandomItems(seed);
        int read = 0, refused = 0;
        for (var i = 0; i < 15_000; i++)
        {
            var item = random.Item();
            ReaderComparison.Check(item).ShouldBeTrue();
            for (var m = 0; m < 8; m++)
            {
                if (ReaderComparison.Check(random.Damage(item))) read++;
                else refused++;
            }
        }

        read.ShouldBeGreaterThan(1_000);
        refused.ShouldBeGreaterThan(50_000);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var item = """{"a":{"S":"x\n"},"b":{"L":[{"N":"1"},{"BOOL":true}]},"c":{"M":{"d":{"NULL":true}}},"e":{"SS":["1","2"]},"f":{"ZZ":1}}"""u8;
        for (var length = 0; length < item.Length; length++) ItemTree.Ours(item[..length]).ShouldBeNull();
        ItemTree.Ours(item).ShouldNotBeNull();
    }

    [Fact]
    public void Long_strings_end_where_they_end_at_every_length()
    {
        for (var length = 0; length < 100; length++)
        {
            var text = new string('x', length);
            ItemTree.Ours(Encoding.UTF8.GetBytes($"{{\"{text}\":{{\"S\":\"{text}\"}}}}")).ShouldBe($"{{<{text}>S:<{text}>}}");
            ItemTree.Ours(Encoding.UTF8.GetBytes($"{{\"a\":{{\"S\":\"{text}\\\"y\"}}}}")).ShouldBe($"{{<a>S:<{text}\"y>}}");
            ItemTree.Ours(Encoding.UTF8.GetBytes($"{{\"a\":{{\"S\":\"{text}\u0001\"}}}}")).ShouldBeNull();
        }
    }

    [Fact]
    public void Depth_is_limited_for_what_is_read_and_for_what_is_skipped()
    {
        ItemTree.Ours(Nested(32)).ShouldNotBeNull();
        ItemTree.Skipped(Nested(32)).ShouldNotBeNull();
        ItemTree.Ours(Nested(100_000)).ShouldBeNull();
        ItemTree.Skipped(Nested(100_000)).ShouldBeNull();

        static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(
            "{\"a\":" + string.Concat(Enumerable.Repeat("{\"L\":[", depth)) + string.Concat(Enumerable.Repeat("]}", depth)) + "}");
    }

    [Fact]
    public void A_copy_is_a_bookmark()
    {
        var reader = new DynamoJsonReader("""{"a":{"M":{"b":{"S":"1"}}},"c":{"S":"2"}}"""u8);
        reader.BeginObject();
        reader.NextName(out _);
        var bookmark = reader;
        reader.Skip();
        reader = bookmark;
        reader.BeginValue().ShouldBe(AttributeTag.M);
        reader.BeginObject();
        reader.NextName(out var name).ShouldBeTrue();
        Encoding.UTF8.GetString(name).ShouldBe("b");
    }

    [Theory]
    [InlineData("""{"NULL":true}""", true)]
    [InlineData(""" { "NULL" : true } """, true)]
    [InlineData("""{"S":"NULL"}""", false)]
    [InlineData("""{"N":"1"}""", false)]
    [InlineData("""{"NS":["1"]}""", false)]
    public void Nulls_are_told_apart_without_moving(string json, bool isNull)
    {
        var reader = new DynamoJsonReader(Encoding.UTF8.GetBytes(json));
        reader.TryReadNullValue().ShouldBe(isNull);
        if (isNull) reader.EndDocument();
        else reader.Position.ShouldBe(0);
    }
}
