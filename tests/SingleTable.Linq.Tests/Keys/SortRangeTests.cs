using System.Text;
using SingleTable.Linq.Keys;
using static SingleTable.Linq.Keys.SlotBound;
using static SingleTable.Linq.Tests.Keys.KeyGens;

namespace SingleTable.Linq.Tests.Keys;

public class SortRangeTests
{
    private static readonly KeyTemplate Metadata = Sort("Organization", Lit("#METADATA"));
    private static readonly KeyTemplate Team = Sort("Team", Lit("TEAM#"), Slot<string>("Id"));
    private static readonly KeyTemplate Member = Sort("Member", Lit("TEAM#"), Slot<string>("TeamId"), Lit("#MEMBER#"), Slot<string>("Id"));
    private static readonly KeyTemplate Bare = Sort("Entry", Slot<string>("Id"));
    private static readonly KeyTemplate Pair = Sort("Entry", Slot<string>("A"), Lit("#"), Slot<string>("B"));

    [Fact]
    public void The_table_of_the_design()
    {
        Check(Member, ["x"], null, "begins_with TEAM#x#MEMBER#");
        Check(Team, ["x"], null, "= TEAM#x");
        Check(Team, [], AtLeast("x"), "BETWEEN TEAM#x AND TEAM$");
        Check(Team, [], MoreThan("x"), "BETWEEN TEAM#x$ AND TEAM$");
        Check(Team, [], AtMost("x"), "BETWEEN TEAM# AND TEAM#x$");
        Check(Team, [], LessThan("x"), "BETWEEN TEAM# AND TEAM#x", "TEAM#x");
        Check(Member, [], LessThan("x"), "BETWEEN TEAM# AND TEAM#x");
        Check(Team, [], Between("x", "y"), "BETWEEN TEAM#x AND TEAM#y$");
        Check(Team, [], StartsWith("a#"), "begins_with TEAM#a$S");
        Check(Team, [], StartsWith(""), "begins_with TEAM#");
        Check(Team, [], null, "begins_with TEAM#");
        Check(Metadata, [], null, "= #METADATA");
    }

    [Fact]
    public void Bounds_combine()
    {
        Check(Team, [], MoreThan("x").And(LessThan("y")), "BETWEEN TEAM#x$ AND TEAM#y", "TEAM#y");
        Check(Team, [], MoreThan("x").And(AtMost("y")), "BETWEEN TEAM#x$ AND TEAM#y$");
        Check(Team, [], LessThan("y").And(AtLeast("x")), "BETWEEN TEAM#x AND TEAM#y", "TEAM#y");
        Check(Member, ["t"], AtLeast("x"), "BETWEEN TEAM#t#MEMBER#x AND TEAM#t#MEMBER$");
        Check(Team, [], Between("x", "x"), "= TEAM#x");
        Check(Member, [], Between("x", "x"), "begins_with TEAM#x#MEMBER#");
        Should.Throw<ArgumentException>(() => AtLeast(1).And(MoreThan(2)));
    }

    [Fact]
    public void Ranges_without_a_member_are_contradictions()
    {
        SlotBound[] empty =
        [
            Between("y", "x"), MoreThan("x").And(LessThan("x")), MoreThan("x").And(AtMost("x")), AtLeast("x").And(LessThan("x")),
            LessThan(""), AtMost(""),
        ];
        foreach (var bound in empty)
            SortRanges.For(Team, [], bound).ShouldBe(SortCondition.Contradiction);
        SortCondition.Contradiction.ShouldNotBe(default);
        SortCondition.Contradiction.Contains("TEAM#x").ShouldBeFalse();
        Check(Team, [], MoreThan(""), "begins_with TEAM#");
        Check(Bare, [], AtLeast(""), "all");
    }

    [Fact]
    public void A_template_that_starts_with_a_slot_is_not_clamped()
    {
        Check(Bare, [], null, "all");
        Check(Bare, [], AtLeast("x"), ">= x");
        Check(Bare, [], MoreThan("x"), "> x");
        Check(Bare, [], AtMost("x"), "<= x");
        Check(Bare, [], LessThan("x"), "< x");
        Check(Bare, [], StartsWith(""), "all");
        Check(Bare, [], StartsWith("x"), "begins_with x");
        Check(Pair, [], MoreThan("x"), ">= x$");
        Check(Pair, [], AtMost("x"), "<= x$");
        Check(Pair, ["x"], null, "begins_with x#");
        Check(Pair, ["x"], LessThan("y"), "BETWEEN x# AND x#y", "x#y");
    }

    [Fact]
    public void Cut_dates_widen_to_the_boundary()
    {
        var order = Sort("Order", Lit("O#"), Slot<DateOnly>("Day", "yyyy-MM"));
        var (feb3, feb9, mar1) = (new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 9), new DateOnly(2026, 3, 1));
        Check(order, [], MoreThan(feb3), "BETWEEN O#2026-02 AND O$");
        Check(order, [], LessThan(mar1), "BETWEEN O# AND O#2026-03$");
        Check(order, [], MoreThan(feb3).And(LessThan(feb9)), "= O#2026-02");
        Check(Sort("Order", Slot<DateOnly>("Day", "yyyy-MM")), [], MoreThan(feb3), ">= 2026-02");
    }

    [Fact]
    public void Unescaped_text_is_bounded_at_the_end_of_a_key_only()
    {
        var raw = Sort("Team", Lit("T#"), Slot<string>("Id", null, KeyEncoding.Raw));
        Check(raw, [], MoreThan("x"), "BETWEEN T#x\0 AND T$");
        Check(raw, [], AtMost("x"), "BETWEEN T# AND T#x");
        var inner = Sort("Team", Lit("T#"), Slot<string>("Id", null, KeyEncoding.Raw), Lit("#X"));
        Should.Throw<ArgumentException>(() => SortRanges.For(inner, [], AtLeast("x")));
        Check(inner, [], StartsWith("x"), "begins_with T#x");
        Should.Throw<ArgumentException>(() => SortRanges.For(Sort("Team", Slot<DayOfWeek>("D")), [], AtLeast(DayOfWeek.Monday)));
        Should.Throw<ArgumentException>(() => SortRanges.For(Sort("Team", Slot<int>("D")), [], StartsWith("1")));
        Should.Throw<ArgumentException>(() => SortRanges.For(Team, ["x"], AtLeast("x")));
    }

    [Fact]
    public void Bounds_stay_within_the_length_limit()
    {
        var longest = new string('x', 1019);
        foreach (var bound in new[] { AtLeast(longest), MoreThan(longest), AtMost(longest), LessThan(longest), StartsWith(longest) })
        {
            var range = SortRanges.For(Team, [], bound);
            Encoding.UTF8.GetByteCount(range.Low!).ShouldBeLessThanOrEqualTo(1024);
            Encoding.UTF8.GetByteCount(range.High ?? "").ShouldBeLessThanOrEqualTo(1024);
            range.Contains("TEAM#" + longest).ShouldBe(bound.LowerInclusive || bound.UpperInclusive || bound.Prefix is not null);
        }
        // Both edges would have to be dropped after the read, and one is all that a condition can carry.
        var above = MoreThan(longest).And(LessThan("y"));
        Should.Throw<KeyValueException>(() => SortRanges.For(Team, [], above)).Code.ShouldBe("STL2004");
        Should.Throw<KeyValueException>(() => SortRanges.For(Team, [], AtLeast(longest + "x"))).Code.ShouldBe("STL2004");
        Should.Throw<KeyValueException>(() => SortRanges.For(Team, [], StartsWith(longest + "x"))).Code.ShouldBe("STL2004");
        Should.Throw<KeyValueException>(() => SortRanges.For(Team, [], AtLeast(null))).Code.ShouldBe("STL2001");
        Should.Throw<KeyValueException>(() => SortRanges.For(Member, [""])).Code.ShouldBe("STL2002");
        Should.Throw<KeyValueException>(() => SortRanges.For(Team, [], StartsWith("\uD83D"))).Code.ShouldBe("STL2003");
    }

    [Fact]
    public void One_condition_covers_several_levels()
    {
        SortRanges.Cover([SortRanges.For(Team, ["t1"]), SortRanges.For(Member, ["t1"])]).ToString().ShouldBe("BETWEEN TEAM#t1 AND TEAM#t1#MEMBER$");
        SortRanges.Cover([SortRanges.For(Metadata, []), SortRanges.For(Team, [])]).ToString().ShouldBe("BETWEEN #METADATA AND TEAM$");
        SortRanges.Cover([SortRanges.For(Metadata, []), SortRanges.For(Team, []), SortRanges.For(Member, [])]).ToString().ShouldBe("BETWEEN #METADATA AND TEAM$");
        SortRanges.Cover([SortRanges.For(Team, ["t1"]), SortRanges.For(Team, [])]).ToString().ShouldBe("begins_with TEAM#");
        SortRanges.Cover([SortRanges.For(Team, ["t1"]), SortRanges.For(Team, ["t1"])]).ToString().ShouldBe("= TEAM#t1");
        SortRanges.Cover([SortRanges.For(Team, []), SortRanges.For(Bare, []), SortRanges.For(Metadata, [])]).ToString().ShouldBe("all");
    }

    private static void Check(
        KeyTemplate template, object?[] fixedValues, SlotBound? bound, string expected, string? excluded = null)
    {
        var condition = SortRanges.For(template, fixedValues, bound);
        condition.ToString().ShouldBe(expected);
        condition.ExcludedKey.ShouldBe(excluded);
    }
}
