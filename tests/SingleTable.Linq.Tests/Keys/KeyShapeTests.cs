using SingleTable.Linq.Keys;
using static SingleTable.Linq.Tests.Keys.KeyGens;

namespace SingleTable.Linq.Tests.Keys;

public class KeyShapeTests
{
    private static readonly KeyTemplate Metadata = Sort("Organization", Lit("#METADATA"));
    private static readonly KeyTemplate Team = Sort("Team", Lit("TEAM#"), Slot<string>("Id"));
    private static readonly KeyTemplate Member = Sort("Member", Lit("TEAM#"), Slot<string>("TeamId"), Lit("#MEMBER#"), Slot<string>("Id"));
    private static readonly KeyTemplate Order = Sort("Order", Lit("ORDER#"), Slot<int>("Number"));
    private static readonly KeyTemplate Orders = Sort("Orders", Lit("ORDERITEM#"), Slot<int>("Number"));
    private static readonly KeyTemplate Any = Sort("Any", Slot<string>("Kind"), Lit("#"), Slot<string>("Id"));

    [Fact]
    public void A_parents_key_is_a_prefix_of_its_childrens_keys()
    {
        Team.IsPrefixOf(Member).ShouldBeTrue();
        Member.IsPrefixOf(Team).ShouldBeFalse();
        Team.IsPrefixOf(Team).ShouldBeFalse();
        Order.IsPrefixOf(Orders).ShouldBeFalse();
        Metadata.IsPrefixOf(Sort("X", Lit("#METADATA#X"))).ShouldBeTrue();
        Sort("X", Lit("A#{}")).IsPrefixOf(Sort("Y", Lit("A#"), Slot<string>("B"), Lit("#C"))).ShouldBeFalse();
    }

    [Fact]
    [Trait("Fault", "3")]
    public void Keys_of_different_literals_or_lengths_never_overlap()
    {
        Overlap(Order, Orders).ShouldBeNull();
        Overlap(Team, Member).ShouldBeNull();
        Overlap(Team, Metadata).ShouldBeNull();
        Overlap(Metadata, Any).ShouldBeNull("a value is never empty");
    }

    [Fact]
    public void Keys_overlap_where_a_value_may_equal_a_literal()
    {
        Overlap(Team, Any).ShouldBe(
            "'TEAM#{Id}' (Team) and '{Kind}#{Id}' (Any) are the same key when Kind is 'TEAM' and Id and Id have the same text");
        Overlap(Team, Sort("Copy", Lit("TEAM#"), Slot<Guid>("Key"))).ShouldNotBeNull();
        Overlap(Metadata, Sort("Copy", Lit("#METADATA")))!.ShouldEndWith("are the same key always");
        Overlap(Order, Sort("Info", Lit("ORDER#INFO"))).ShouldBeNull("a number is never 'INFO'");
        Overlap(Order, Sort("Info", Lit("ORDER#0000000001"))).ShouldNotBeNull();
        Overlap(Order, Sort("Info", Lit("ORDER#-0000000001"))).ShouldNotBeNull();
        Overlap(Sort("A", Slot<DayOfWeek>("D")), Sort("B", Lit("Monday"))).ShouldNotBeNull();
        Overlap(Sort("A", Slot<DayOfWeek>("D")), Sort("B", Slot<bool>("F"))).ShouldBeNull();
        Overlap(Sort("A", Slot<Guid>("D")), Sort("B", Slot<DateTime>("F"))).ShouldBeNull();
        Overlap(Sort("A", Slot<Guid>("D", "N")), Sort("B", Lit("0198f3c2000070008000abcdefabcdef"))).ShouldNotBeNull();
    }

    [Fact]
    [Trait("Fault", "4")]
    public void A_range_read_knows_whose_items_it_meets()
    {
        Team.MayContain(Member).ShouldBeTrue();
        Team.MayContain(Member, fixedSlots: 1).ShouldBeFalse("one whole key is not a range");
        Member.MayContain(Team).ShouldBeTrue("without a team the range is begins_with TEAM#");
        Member.MayContain(Team, fixedSlots: 1).ShouldBeFalse();
        Member.MayContain(Sort("Task", Lit("TEAM#"), Slot<string>("TeamId"), Lit("#TASK#"), Slot<string>("Id"))).ShouldBeTrue();
        Member.MayContain(Sort("Task", Lit("TEAM#"), Slot<string>("TeamId"), Lit("#TASK#"), Slot<string>("Id")), fixedSlots: 1).ShouldBeFalse();
        Order.MayContain(Orders).ShouldBeFalse();
        Any.MayContain(Order).ShouldBeTrue();
        Order.MayContain(Any).ShouldBeTrue();
        Metadata.MayContain(Team).ShouldBeFalse();
    }

    private static string? Overlap(KeyTemplate a, KeyTemplate b)
    {
        a.MayOverlap(b, out var because).ShouldBe(b.MayOverlap(a, out _));
        return because;
    }
}
