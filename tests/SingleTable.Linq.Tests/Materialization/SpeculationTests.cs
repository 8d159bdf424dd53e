using System.Text;
using System.Text.Json;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>The type attribute may stand anywhere; what was guessed wrong must leave no trace.</summary>
public class SpeculationTests
{
    private static readonly string[] s_attributes =
    [
        """ "_type" : {"S":"Team"} """, """ "pk":{"S":"T#1\u0023é"}""", """ "sk":{"N":"5"}""", """ "Name":{"S":"Platform"}""", """ "Size":{"N":"3"}""",
    ];

    [Fact]
    public void The_type_may_stand_anywhere()
    {
        for (var rotation = 0; rotation < s_attributes.Length; rotation++)
        {
            var item = Item([.. s_attributes[rotation..], .. s_attributes[..rotation]]);
            var (outcome, team, type, keys, position) = Read<Team>(item, "Team");
            outcome.ShouldBe(ReadOutcome.Read);
            team.ShouldBe(new Team("Platform", 3));
            type.ShouldBe("Team");
            keys.ShouldBe("T#1#é|5");
            position.ShouldBe(Encoding.UTF8.GetByteCount(item));

            Team.Made = 0;
            (outcome, team, type, _, position) = Read<Team>(item, "Organization");
            outcome.ShouldBe(ReadOutcome.OtherType);
            team.ShouldBeNull();
            type.ShouldBe("Team");
            position.ShouldBe(0);
            Team.Made.ShouldBe(0);
        }
    }

    [Fact]
    public void No_type_is_another_type()
    {
        Team.Made = 0;
        var (outcome, team, type, _, position) = Read<Team>(Item(s_attributes[1..]), "Team");
        outcome.ShouldBe(ReadOutcome.OtherType);
        team.ShouldBeNull();
        type.ShouldBe("");
        position.ShouldBe(0);
        Team.Made.ShouldBe(0);
        Read<Team>(Item(["\"_type\":{\"L\":[]}", .. s_attributes[1..]]), "Team").Outcome.ShouldBe(ReadOutcome.OtherType);
    }

    [Fact]
    public void Without_an_expected_type_any_item_is_taken() =>
        Read<Team>(Item(s_attributes[1..]), "").Entity.ShouldBe(new Team("Platform", 3));

    [Fact]
    public void Columns_may_be_system_attributes_too()
    {
        var read = Read<Open>(Item(s_attributes), "Team");
        (read.Entity!.pk, read.Entity._type, read.Type, read.Keys).ShouldBe(("T#1#é", "Team", "Team", "T#1#é|5"));
    }

    [Fact]
    public void Another_type_may_store_something_else_under_the_same_name()
    {
        var reader = Entities.Reader<Team>();
        var item = Encoding.UTF8.GetBytes("""{"Size":{"S":"large"},"pk":{"S":"1"},"_type":{"S":"Shirt"}}""");
        for (var i = 0; i < 3; i++)
        {
            var json = new DynamoJsonReader(item);
            var frame = default(ItemFrame);
            reader.Read(ref json, "Team"u8, ref frame, reader.CreateMemos(), out _).ShouldBe(ReadOutcome.OtherType);
            Encoding.UTF8.GetString(frame.Type).ShouldBe("Shirt");
            json.Position.ShouldBe(0);
        }

        var own = new DynamoJsonReader("""{"Size":{"S":"large"},"_type":{"S":"Team"}}"""u8.ToArray());
        var none = default(ItemFrame);
        try
        {
            reader.Read(ref own, "Team"u8, ref none, reader.CreateMemos(), out _);
            Assert.Fail("not refused");
        }
        catch (ItemFormatException e)
        {
            (e.Code, e.Attribute, e.Entity).ShouldBe(("STL4001", "Size", "Team"));
        }
    }

    [Fact]
    public void A_page_of_mixed_types_is_sorted_out_item_by_item()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"Items":[{"_type":{"S":"Team"},"Name":{"S":"a"},"Size":{"N":"1"}},{"Name":{"S":"a"},"_type":{"S":"Team"}},{"Name":{"S":"x"},"_type":{"S":"Other"}}],"Count":3}""");
        var reader = (EntityReader)Entities.Reader<Team>();
        var memos = reader.CreateMemos();
        var names = new List<string?>();
        var page = new PageReader(body);
        while (page.MoveNextItem())
        {
            var frame = default(ItemFrame);
            names.Add(reader.ReadBoxed(ref page.Item, "Team"u8, ref frame, memos, out var team) == ReadOutcome.Read ? ((Team)team!).Name : null);
        }

        names.ShouldBe(["a", "a", null]);
        ReferenceEquals(names[0], names[1]).ShouldBeTrue("the memo shares repeated text");
        page.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_reader_may_be_shared_by_threads_from_its_first_use_on()
    {
        var reader = Entities.Reader<Team>();
        var body = Encoding.UTF8.GetBytes("{\"Items\":[" + string.Join(",", Enumerable.Repeat(Item(s_attributes), 200)) + "]}");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(ReadAll, TestContext.Current.CancellationToken)));

        void ReadAll()
        {
            var memos = reader.CreateMemos();
            var page = new PageReader(body);
            var frame = default(ItemFrame);
            var count = 0;
            while (page.MoveNextItem())
            {
                reader.Read(ref page.Item, "Team"u8, ref frame, memos, out var team).ShouldBe(ReadOutcome.Read);
                if (team is { Name: "Platform", Size: 3 }) count++;
            }

            count.ShouldBe(200);
        }
    }

    [Fact]
    public void Damaged_items_are_refused_whatever_the_guess()
    {
        var item = Encoding.UTF8.GetBytes(Item(s_attributes));
        for (var length = 0; length < item.Length; length++)
        {
            var cut = Encoding.UTF8.GetString(item.AsSpan(0, length));
            Should.Throw<JsonException>(() => Read<Team>(cut, "Team"));
        }
    }

    private static string Item(string[] attributes) => "{" + string.Join(",", attributes) + "}";

    private static (ReadOutcome Outcome, T? Entity, string Type, string Keys, int Position) Read<T>(string item, string expected)
    {
        var reader = Entities.Reader<T>();
        var json = new DynamoJsonReader(Encoding.UTF8.GetBytes(item));
        var frame = default(ItemFrame);
        var outcome = reader.Read(ref json, Encoding.UTF8.GetBytes(expected), ref frame, reader.CreateMemos(), out var entity);
        var keys = Encoding.UTF8.GetString(frame.PartitionKey) + "|" + Encoding.UTF8.GetString(frame.SortKey);
        return (outcome, entity, Encoding.UTF8.GetString(frame.Type), keys, json.Position);
    }

    public record Team(string Name, int Size)
    {
        private readonly int _count = ++Made;

        internal static int Made { get; set; }

        public virtual bool Equals(Team? other) => other is not null && (Name, Size) == (other.Name, other.Size) && _count > 0;

        public override int GetHashCode() => Size;
    }

    public class Open
    {
        public string pk { get; set; } = "";

        public string _type { get; set; } = "";
    }
}
