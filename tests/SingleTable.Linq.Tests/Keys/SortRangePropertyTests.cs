using CsCheck;
using SingleTable.Linq.Keys;
using static SingleTable.Linq.Tests.Keys.KeyGens;

namespace SingleTable.Linq.Tests.Keys;

/// <summary>Every range against a direct comparison of the values, and against the keys of every other entity in the partition.</summary>
public class SortRangePropertyTests
{
    private const int Cases = 20_000;

    private enum Rank { Low = -1, None, High }

    private sealed record Kind(KeyPartSpec Slot, Gen<object> Values, Comparison<object> Compare, bool Inner = true);

    private static readonly DateOnly Start = new(2025, 12, 20);
    private static readonly Gen<string> ShortText = Text.Where(text => text.Length < 200);
    private static readonly Gen<string> ShortRawText = RawText.Where(text => text.Length < 200);

    private static readonly Dictionary<string, Kind> Kinds = new()
    {
        ["escaped"] = new(Slot<string>("V"), ShortText.Select(v => (object)v), Utf8Objects),
        ["plain"] = new(Slot<string>("V", null, KeyEncoding.Plain), ShortText.Select(v => (object)v), Utf8Objects, Inner: false),
        ["raw"] = new(Slot<string>("V", null, KeyEncoding.Raw), ShortRawText.Select(v => (object)v), Utf8Objects, Inner: false),
        ["int"] = new(Slot<int>("V"), Gen.Int[-12, 12].Select(v => (object)v), (a, b) => ((int)a).CompareTo((int)b)),
        ["date"] = new(Slot<DateOnly>("V"), Gen.Int[0, 40].Select(v => (object)Start.AddDays(v)), (a, b) => ((DateOnly)a).CompareTo((DateOnly)b)),
        ["rank"] = new(Slot<Rank>("V", "D"), Gen.Int[-1, 1].Select(v => (object)(Rank)v), (a, b) => ((Rank)a).CompareTo((Rank)b)),
    };

    private static readonly KeyPartSpec W = Slot<string>("W");

    // Neighbours whose literals are longer, shorter, next to, or equal to a part of the own ones.
    private static readonly KeyTemplate[] Neighbours =
    [
        Sort("Metadata", Lit("#METADATA")),
        Sort("Order", Lit("ORDER")),
        Sort("OrderMark", Lit("ORDER%")),
        Sort("OrderItem", Lit("ORDERITEM#"), Slot<string>("Id")),
        Sort("OrderItems", Lit("ORDERITEMS#"), Slot<string>("Id"), Lit("#"), Slot<string>("X")),
        Sort("OrderPercent", Lit("ORDER%#"), Slot<string>("Id")),
        Sort("Orde", Lit("ORDE#"), Slot<string>("Id")),
        Sort("Lower", Lit("order#"), Slot<string>("Id")),
        Sort("Child", Lit("ORDER#"), Slot<string>("Id"), Lit("#CHILD#"), Slot<string>("X")),
        Sort("Sibling", Lit("ORDER#"), Slot<string>("Id"), Lit("#LINE2#"), Slot<string>("X")),
        Sort("Free", Slot<string>("Id"), Lit("#"), Slot<string>("X")),
        Sort("FreeRaw", Slot<string>("Id", null, KeyEncoding.Raw)),
    ];

    public static TheoryData<string, string> Forms()
    {
        var forms = new TheoryData<string, string>();
        foreach (var (kind, inner) in Kinds.Select(pair => (pair.Key, pair.Value.Inner)))
        {
            foreach (var form in inner ? ["last", "inner", "trailing", "second", "first", "firstInner"] : new[] { "last", "second", "first" })
                forms.Add(kind, form);
        }
        return forms;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    [Trait("Fault", "3")]
    [Trait("Fault", "4")]
    public void A_range_holds_exactly_the_keys_that_satisfy_it(string kindName, string form)
    {
        var kind = Kinds[kindName];
        var own = Own(kind, form);
        var second = form == "second";
        var others = Neighbours.Where(other => !own.MayContain(other, second ? 1 : 0)).ToArray();
        Gen.Select(Gen.Int[0, 8], Gen.Select(kind.Values, kind.Values, kind.Values), Gen.Select(ShortText, ShortText)).Sample(
            (bound, values, texts) =>
            {
                var (x, y, v) = values;
                var (w, z) = texts;
                var (limits, holds) = Bound(kind, bound, x, y);
                var range = SortRanges.For(own, second ? [w] : [], limits);
                Sound(range);
                range.Contains(Key(own, form, v, w)).ShouldBe(holds(v));
                range.Contains(Key(own, form, x, w)).ShouldBe(holds(x));
                range.Contains(Key(own, form, y, w)).ShouldBe(holds(y));
                if (second)
                    range.Contains(Key(own, form, v, z)).ShouldBe(w == z && holds(v));
                foreach (var other in others)
                    range.Contains(Filled(other, z)).ShouldBeFalse(other.ToString());
            },
            iter: Cases);
    }

    [Theory]
    [InlineData("last")]
    [InlineData("inner")]
    [InlineData("second")]
    [InlineData("first")]
    public void A_prefix_holds_exactly_the_values_that_start_with_it(string form)
    {
        foreach (var kind in new[] { Kinds["escaped"], Kinds["plain"], Kinds["raw"] })
        {
            var own = Own(kind, form);
            var second = form == "second";
            Gen.Select(kind.Values, kind.Values, ShortText, Gen.Int[0, 4]).Sample(
                (a, v, w, cut) =>
                {
                    var prefix = ((string)a)[..Math.Min(cut, ((string)a).Length)];
                    if (prefix.Length > 0 && !IsWellFormed(prefix))
                        return;
                    var range = SortRanges.For(own, second ? [w] : [], SlotBound.StartsWith(prefix));
                    Sound(range);
                    range.Contains(Key(own, form, v, w)).ShouldBe(((string)v).StartsWith(prefix, StringComparison.Ordinal));
                    range.Contains(Key(own, form, a, w)).ShouldBeTrue();
                },
                iter: Cases);
        }
    }

    [Theory]
    [InlineData("yyyy")]
    [InlineData("yyyy-MM")]
    public void A_range_of_cut_dates_misses_nothing(string format)
    {
        var own = Sort("Order", Lit("ORDER#"), Slot<DateOnly>("V", format), Lit("#LINE#"), W);
        var kind = Kinds["date"];
        Gen.Select(Gen.Int[0, 8], kind.Values, kind.Values, kind.Values, ShortText).Sample(
            (bound, x, y, v, w) =>
            {
                var (limits, holds) = Bound(kind, bound, x, y);
                var range = SortRanges.For(own, [], limits);
                Sound(range);
                return !holds(v) || range.Contains(own.Format(v, w));
            },
            iter: Cases);
    }

    [Fact]
    public void A_cover_is_the_smallest_interval_of_all_its_ranges()
    {
        var team = Sort("Team", Lit("TEAM#"), Slot<string>("Id"));
        var member = Sort("Member", Lit("TEAM#"), Slot<string>("TeamId"), Lit("#MEMBER#"), Slot<string>("Id"));
        KeyTemplate[] all = [team, member, .. Neighbours];
        var entity = Gen.Select(Gen.Int[0, all.Length - 2], Gen.Int[0, 2], ShortText, ShortText, (index, count, a, b) =>
            (Template: all[index], Fixed: new object?[] { a, b }[..Math.Min(count, all[index].Slots.Length)]));
        Gen.Select(entity.Array[1, 4], ShortText, Gen.Int[0, all.Length - 2], ShortText).Sample(
            (entities, text, otherIndex, free) =>
            {
                var cover = SortRanges.Cover(entities.Select(e => SortRanges.For(e.Template, e.Fixed)));
                Sound(cover);
                foreach (var (template, values) in entities)
                {
                    var key = template.Format(Enumerable.Range(0, template.Slots.Length).Select(i => i < values.Length ? values[i] : text).ToArray());
                    cover.Contains(key).ShouldBeTrue();
                }
                var ranges = entities.Select(e => SortRanges.For(e.Template, e.Fixed)).ToList();
                if (ranges.Any(range => range.Operator == SortOperator.None))
                {
                    cover.Operator.ShouldBe(SortOperator.None);
                    return;
                }
                var stranger = all[otherIndex].Format(Enumerable.Repeat<object?>(free, all[otherIndex].Slots.Length).ToArray());
                var low = ranges.Any(range => range.Low == stranger || Utf8(range.Low!, stranger) < 0);
                var high = ranges.Any(range => Utf8(stranger, range.Low!) <= 0 || range.Contains(stranger));
                cover.Contains(stranger).ShouldBe(low && high);
            },
            iter: Cases);
    }

    private static int Utf8Objects(object a, object b) => Utf8((string)a, (string)b);

    private static KeyTemplate Own(Kind kind, string form) => form switch
    {
        "last" => Sort("Own", Lit("ORDER#"), kind.Slot),
        "inner" => Sort("Own", Lit("ORDER#"), kind.Slot, Lit("#LINE#"), W),
        "trailing" => Sort("Own", Lit("ORDER#"), kind.Slot, Lit("#LINE")),
        "second" => Sort("Own", Lit("ORDER#"), W, Lit("#LINE#"), kind.Slot),
        "first" => Sort("Own", kind.Slot),
        _ => Sort("Own", kind.Slot, Lit("#"), W),
    };

    private static string Key(KeyTemplate own, string form, object v, string w) =>
        own.Slots.Length == 1 ? own.Format(v) : form == "second" ? own.Format(w, v) : own.Format(v, w);

    private static (SlotBound? Bound, Predicate<object> Holds) Bound(Kind kind, int form, object x, object y) => form switch
    {
        0 => (null, _ => true),
        1 => (SlotBound.AtLeast(x), v => kind.Compare(v, x) >= 0),
        2 => (SlotBound.MoreThan(x), v => kind.Compare(v, x) > 0),
        3 => (SlotBound.AtMost(x), v => kind.Compare(v, x) <= 0),
        4 => (SlotBound.LessThan(x), v => kind.Compare(v, x) < 0),
        5 => (SlotBound.Between(x, y), v => kind.Compare(v, x) >= 0 && kind.Compare(v, y) <= 0),
        6 => (SlotBound.MoreThan(x).And(SlotBound.LessThan(y)), v => kind.Compare(v, x) > 0 && kind.Compare(v, y) < 0),
        7 => (SlotBound.MoreThan(x).And(SlotBound.AtMost(y)), v => kind.Compare(v, x) > 0 && kind.Compare(v, y) <= 0),
        _ => (SlotBound.LessThan(y).And(SlotBound.AtLeast(x)), v => kind.Compare(v, x) >= 0 && kind.Compare(v, y) < 0),
    };

    private static string Filled(KeyTemplate template, string text) => template.Owner == "FreeRaw"
        ? template.Format(text.Replace('#', '~').Replace('$', '^'))
        : template.Format(Enumerable.Repeat<object?>(text, template.Slots.Length).ToArray());

    private static void Sound(SortCondition range)
    {
        if (range.IsContradiction)
            return;
        if (range.Operator == SortOperator.Between)
            Utf8(range.Low!, range.High!).ShouldBeLessThanOrEqualTo(0);
        if (range.Operator != SortOperator.None)
            range.Low.ShouldNotBeNullOrEmpty();
    }
}
