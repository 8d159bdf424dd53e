using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Tests.Wire;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>Whole entities: what the columns write, the reader reads, in whatever order the attributes come back.</summary>
public class EntityRoundTripTests
{
    private static readonly Gen<string> s_text = Gen.String.Select(s => new string([.. s.Where(c => !char.IsSurrogate(c))]) + "😀");

    private static readonly Gen<Everything> s_entities =
        from id in Gen.Guid
        from text in s_text.Null()
        from number in Gen.Long.Nullable()
        from amount in Gen.Decimal.Select(d => d / 1.0000000000000000000000000000m)
        from at in Gen.DateTime
        from day in Gen.Enum<DayOfWeek>()
        from tags in s_text.List[0, 3]
        from parts in Gen.Select(s_text, Gen.Int.Nullable(), (n, c) => new Part(n, c)).List[0, 3]
        from map in Gen.Dictionary(s_text, Gen.Bool)[0, 3]
        from bytes in Gen.Byte.Array[0, 9]
        select new Everything(id, number)
        {
            Text = text, Amount = amount, At = DateTime.SpecifyKind(at, DateTimeKind.Utc), Day = day,
            TagsToSet = [.. tags], Parts = parts, Map = map, Bytes = bytes, First = parts.FirstOrDefault(),
        };

    private readonly ColumnWriter<Everything> _writer = new(Entities.Columns<Everything>());
    private readonly EntityReader<Everything> _reader = Entities.Reader<Everything>();

    [Fact]
    public void Entities_come_back_as_they_went() => Gen.Select(s_entities, Gen.Int[0, 1000]).Sample(
        (entity, seed) =>
        {
            var item = Shuffled(Written(entity), seed);
            var json = new DynamoJsonReader(item);
            var frame = default(ItemFrame);
            _reader.Read(ref json, "E"u8, ref frame, _reader.CreateMemos(), out var back).ShouldBe(ReadOutcome.Read);
            json.EndDocument();
            Encoding.UTF8.GetString(Written(back!)).ShouldBe(Encoding.UTF8.GetString(Written(entity)));
            (back!.Id, back.Number, back.Text, back.Amount, back.At, back.Day, back.First)
                .ShouldBe((entity.Id, entity.Number, entity.Text, entity.Amount, entity.At, entity.Day, entity.First));
        },
        iter: 2000);

    [Fact]
    public void Damaged_items_are_read_or_refused_by_type_and_nothing_else()
    {
        var random = new RandomItems(5);
        var items = new List<byte[]>();
        s_entities.Sample(e => { lock (items) items.Add(Shuffled(Written(e), 1)); }, iter: 200);
        int read = 0, other = 0, refused = 0;
        foreach (var item in items)
        {
            for (var i = 0; i < 300; i++)
            {
                var json = new DynamoJsonReader(random.Damage(item));
                var frame = default(ItemFrame);
                try
                {
                    var outcome = _reader.Read(ref json, "E"u8, ref frame, _reader.CreateMemos(), out _);
                    if (outcome == ReadOutcome.Read) read++;
                    else other++;
                    if (outcome == ReadOutcome.OtherType) json.Position.ShouldBe(0);
                }
                catch (Exception e) when (e is JsonException or ItemFormatException)
                {
                    refused++;
                }
            }
        }

        read.ShouldBeGreaterThan(100);
        other.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(10_000);
    }

    private static byte[] Shuffled(byte[] item, int seed)
    {
        var random = new Random(seed);
        var attributes = JsonNode.Parse(item)!.AsObject().Select(a => (a.Key, Value: a.Value!.DeepClone()))
            .Append(("_type", JsonNode.Parse("""{"S":"E"}""")!)).Append(("pk", JsonNode.Parse("""{"S":"k"}""")!)).ToArray();
        random.Shuffle(attributes);
        return Encoding.UTF8.GetBytes(new JsonObject(attributes.Select(a => KeyValuePair.Create(a.Item1, (JsonNode?)a.Item2))).ToJsonString());
    }

    private byte[] Written(Everything entity)
    {
        using var writer = DynamoJsonWriter.Rent();
        writer.WriteStartObject();
        _writer.Write(writer, entity);
        writer.WriteEndObject();
        return writer.Written.ToArray();
    }

    public sealed record Part(string Name, int? Count);

    public sealed class Everything(Guid id, long? number)
    {
        public Guid Id { get; } = id;

        public long? Number { get; } = number;

        public string? Text { get; init; }

        public decimal Amount { get; set; }

        public DateTime At { get; set; }

        public DayOfWeek Day { get; set; }

        public HashSet<string> Tags { get; private set; } = [];

        public required IReadOnlyList<Part> Parts { get; init; }

        public Dictionary<string, bool>? Map { get; set; }

        public byte[]? Bytes { get; set; }

        public Part? First { get; set; }

        internal HashSet<string> TagsToSet
        {
            set => Tags = value;
        }
    }
}
