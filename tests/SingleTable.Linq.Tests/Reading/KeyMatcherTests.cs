using System.Text;
using CsCheck;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Tests.Reading;

/// <summary>The check that every read runs agrees with the key that a write makes: for the key itself, and for keys next to it.</summary>
public class KeyMatcherTests
{
    private static readonly EntityModel s_entity =
        new KeyTable(new TableOptions<KeyTable>(new InMemoryDynamoDb().CreateClient())).RuntimeState.Model.Find(typeof(Keyed))!;

    private static readonly Gen<string> s_text = Gen.String[Gen.Char["abz#$\0\"% ~é漢"], 1, 12];

    private static readonly Gen<Keyed> s_keyed = Gen.Select(
        s_text, Gen.Int, Gen.Enum<DayOfWeek>().Nullable(), Gen.Guid, Gen.Date, Gen.Bool, s_text,
        (text, number, day, guid, date, flag, last) => new Keyed
        {
            Text = text, Number = number, Day = day, Guid = guid, Date = DateTime.SpecifyKind(date, DateTimeKind.Utc), Flag = flag, Last = last,
        });

    [Fact]
    public void Matches_the_key_that_is_written_and_no_other() => Gen.Select(s_keyed, s_keyed, Gen.Int[0, 400], Gen.Char["a#$0\0"]).Sample((one, other, at, c) =>
    {
        if (one.Day is null)
        {
            s_entity.KeyMatcher.Matches(one, "x"u8, "y"u8).ShouldBeFalse();
            return;
        }

        var (partition, sort) = (Partition(one), Sort(one));
        Matches(one, partition, sort).ShouldBeTrue();
        Matches(one, partition + c, sort).ShouldBeFalse();
        Matches(one, partition, sort + c).ShouldBeFalse();
        Matches(one, partition, sort[..^1]).ShouldBeFalse();
        var changed = sort.Remove(at % sort.Length, 1).Insert(at % sort.Length, c.ToString());
        Matches(one, partition, changed).ShouldBe(changed == sort);
        Matches(other, partition, sort).ShouldBe(other.Day is not null && Partition(other) == partition && Sort(other) == sort);
    });

    [Fact]
    public void A_value_that_makes_no_key_matches_none()
    {
        var entity = new Keyed { Text = "", Last = "x", Day = DayOfWeek.Friday };
        Matches(entity, "", "").ShouldBeFalse();
        Matches(new Keyed { Text = "a\uD800", Last = "x", Day = DayOfWeek.Friday }, "A#a\uFFFD#+", "x").ShouldBeFalse();
        Matches(new Keyed { Text = null!, Last = "x", Day = (DayOfWeek)99 }, "A#", "x").ShouldBeFalse();
    }

    private static string Partition(Keyed entity) => s_entity.Key.PartitionText(p => p.Get(entity));

    private static string Sort(Keyed entity) => s_entity.Key.SortText(p => p.Get(entity));

    private static bool Matches(Keyed entity, string partition, string sort) =>
        s_entity.KeyMatcher.Matches(entity, Encoding.UTF8.GetBytes(partition), Encoding.UTF8.GetBytes(sort));

    public class Base
    {
        public string Text { get; set; } = "";
    }

    public sealed class Keyed : Base
    {
        public int Number { get; set; }
        public DayOfWeek? Day { get; set; }
        public Guid Guid { get; set; }
        public DateTime Date { get; set; }
        public bool Flag { get; set; }
        public string Last { get; set; } = "";
    }

    public sealed class KeyTable(TableOptions<KeyTable> options) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasName("Keys").HasKeys("pk", "sk");
            table.Entity<Keyed>(e => e.HasKey(k => $"A#{k.Text}#{k.Number}", k => $"{k.Day}#B#{k.Guid}#{k.Date}#{k.Flag}#C#{k.Last}"));
        }
    }
}
