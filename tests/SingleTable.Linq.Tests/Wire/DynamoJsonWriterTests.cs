using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>What the writer writes is what another reader reads.</summary>
public sealed class DynamoJsonWriterTests
{
    [Fact]
    public void Commas_stand_between_values_only()
    {
        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStartObject();
        writer.WriteStartArray("a"u8);
        writer.WriteEndArray();
        writer.WriteStartArray("b");
        writer.WriteNumberValue(1);
        writer.WriteStartObject();
        writer.WriteEndObject();
        writer.WriteNullValue();
        writer.WriteBooleanValue(false);
        writer.WriteRawValue("{\"x\":[]}"u8);
        writer.WriteNumberValue(-0.5);
        writer.WriteEndArray();
        writer.WriteString("c"u8, ":");
        writer.WriteString("d"u8, "{["u8);
        writer.WritePropertyName("e"u8);
        writer.WriteStartObjectOf(new JsonName("f"));
        writer.WriteNullValue();
        writer.CurrentDepth.ShouldBe(2);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.CurrentDepth.ShouldBe(0);
        Encoding.UTF8.GetString(writer.Written).ShouldBe("{\"a\":[],\"b\":[1,{},null,false,{\"x\":[]},-0.5],\"c\":\":\",\"d\":\"{[\",\"e\":{\"f\":null}}");
    }

    [Fact]
    public void Every_character_is_read_back_by_another_reader()
    {
        var texts = new List<string> { "", "\"", "\\", "a\"b\\c\nd\re\tf\bg\fh", "é€😀", "\u2028\u2029\uFEFF\uFFFD" };
        texts.AddRange(Enumerable.Range(0, 0xD800).Select(c => $"x{(char)c}y"));
        texts.AddRange(Enumerable.Range(0xE000, 0x2000).Select(c => ((char)c).ToString()));
        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
            writer.WriteStringValue(Encoding.UTF8.GetBytes(text));
            writer.WriteStartObject();
            writer.WriteStartObject(text);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteStartObjectOf(new JsonName(text));
            writer.WriteNullValue();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        using var document = JsonDocument.Parse(writer.Memory);
        var read = document.RootElement.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString() : e.EnumerateObject().Single().Name);
        read.ShouldBe(texts.SelectMany(t => Enumerable.Repeat(t, 4)));
    }

    [Fact]
    public void A_character_is_read_back_wherever_it_stands()
    {
        // Longer than the blocks that are looked at together, and with places in the last one, which may overlap the one before.
        string[] characters = ["\0", "\u001F", " ", "\"", "\\", "~", "\u007F", "\u0080", "\u00FF", "\u0100", "\u0522", "\u2000", "\u5C22", "\u00E9", "\u20AC", "\uD83D\uDE00", "\uFF5C"];
        var texts = WithEach(characters);
        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
            writer.WriteStringValue(Encoding.UTF8.GetBytes(text));
        }

        writer.WriteEndArray();
        using var document = JsonDocument.Parse(writer.Memory);
        document.RootElement.EnumerateArray().Select(e => e.GetString()).ShouldBe(texts.SelectMany(t => Enumerable.Repeat(t, 2)));
    }

    [Fact]
    public void A_whole_attribute_is_the_same_as_its_parts()
    {
        var name = JsonName.OfAttribute("a\"", new JsonName("S"));
        foreach (var text in WithEach(["", "\u001F", "\"", "\\", "\u0080", "\uD83D\uDE00"]))
        {
            using var writer = DynamoJsonWriter.Rent();
            writer.WriteStartObject();
            writer.WriteAttribute(name, text);
            writer.WriteAttribute(name, Encoding.UTF8.GetBytes(text));
            writer.WriteEndObject();
            writer.CurrentDepth.ShouldBe(0);
            using var parts = DynamoJsonWriter.Rent();
            parts.WriteStartObject();
            for (var i = 0; i < 2; i++)
            {
                parts.WriteStartAttribute(name);
                parts.WriteStringValue(text);
                parts.WriteEndObject();
            }

            parts.WriteEndObject();
            writer.Written.SequenceEqual(parts.Written).ShouldBeTrue(text);
        }
    }

    [Fact]
    public void A_text_that_is_put_in_place_is_a_value_like_others_and_is_none_until_it_is_written()
    {
        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStartArray();
        foreach (var length in new[] { 0, 1, 300, 5000 })
        {
            writer.TextInPlace(length).Fill((byte)'x');
            writer.WriteNumberValue(length);
            writer.TextInPlace(length + 7)[..length].Fill((byte)'y');
            writer.WriteTextInPlace(length);
        }

        writer.WriteEndArray();
        Encoding.UTF8.GetString(writer.Written).ShouldBe(
            $"[{string.Join(',', new[] { 0, 1, 300, 5000 }.Select(l => $"{l},\"{new string('y', l)}\""))}]");
        (DynamoJsonWriter.IsPlain("a\u007Fé"u8), DynamoJsonWriter.IsPlain("a\\"u8), DynamoJsonWriter.IsPlain("\""u8), DynamoJsonWriter.IsPlain("\n"u8)).ShouldBe((true, false, false, false));
    }

    [Fact]
    public void Random_documents_are_what_the_framework_writes()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var expected = AnyNode(random, 0);
            using var writer = DynamoJsonWriter.Rent();
            Write(writer, expected);
            JsonNode.DeepEquals(JsonNode.Parse(writer.Written), expected).ShouldBeTrue($"seed 1, document {i}");
        }
    }

    [Fact]
    public void Two_rents_at_once_are_two_writers_and_a_used_one_is_empty()
    {
        var first = DynamoJsonWriter.Rent();
        first.WriteStringValue("first");
        using (var second = DynamoJsonWriter.Rent())
        {
            second.ShouldNotBeSameAs(first);
            second.WriteStringValue(new string('x', 300_000));
        }

        Encoding.UTF8.GetString(first.Written).ShouldBe("\"first\"");
        first.Dispose();
        using var again = DynamoJsonWriter.Rent();
        again.Length.ShouldBe(0);
        again.CurrentDepth.ShouldBe(0);
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStringValue("a\uD800b");
        Encoding.UTF8.GetString(writer.Written).ShouldBe("\"a\uFFFDb\"");
    }

    private static JsonNode? AnyNode(Random random, int depth) => random.Next(depth > 3 ? 5 : 7) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(long.MinValue, long.MaxValue),
        3 => AnyText(random),
        4 => Convert.ToBase64String(Enumerable.Range(0, random.Next(40)).Select(_ => (byte)random.Next(256)).ToArray()),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(5)).Select(_ => AnyNode(random, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(5)).Select(n => KeyValuePair.Create($"{n}{AnyText(random)}", AnyNode(random, depth + 1)))),
    };

    private static string AnyText(Random random) => string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => (char)random.Next(random.Next(3) == 0 ? 0x20 : 0xD7FF)));

    private static void Write(DynamoJsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray elements:
                writer.WriteStartArray();
                foreach (var element in elements)
                {
                    Write(writer, element);
                }

                writer.WriteEndArray();
                break;
            case var value when value.GetValueKind() == JsonValueKind.String:
                var text = value.GetValue<string>();
                if (text.Length % 4 == 0 && Convert.TryFromBase64String(text, new byte[text.Length], out var count) && Convert.ToBase64String(Convert.FromBase64String(text)) == text && count > 0)
                {
                    writer.WriteBase64StringValue(Convert.FromBase64String(text));
                }
                else
                {
                    writer.WriteStringValue(text);
                }

                break;
            case var value when value.GetValueKind() == JsonValueKind.Number:
                writer.WriteNumberValue(value.GetValue<long>());
                break;
            default:
                writer.WriteBooleanValue(node.GetValue<bool>());
                break;
        }
    }

    // Each character at each place of texts of up to 40 others.
    private static List<string> WithEach(string[] characters)
    {
        var texts = new List<string>();
        for (var length = 0; length <= 40; length++)
        {
            var plain = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));
            texts.AddRange(characters.SelectMany(c => Enumerable.Range(0, length + 1).Select(at => plain.Insert(at, c))));
        }

        return texts;
    }
}
