using System.Text;
using CsCheck;
using SingleTable.Linq.Keys;
using static SingleTable.Linq.Tests.Keys.KeyGens;

namespace SingleTable.Linq.Tests.Keys;

public class KeyTemplateTests
{
    private static readonly KeyTemplate Member =
        Sort("TeamMember (sort key)", Lit("TEAM#"), Slot<string>("TeamId"), Lit("#MEMBER#"), Slot<Guid?>("Id"));
    private static readonly KeyTemplate Name = Sort("Team (sort key)", Lit("TEAM#"), Slot<string>("Name"));

    [Fact]
    public void A_template_describes_itself()
    {
        Member.Shape.ShouldBe("TEAM#{}#MEMBER#{}");
        Member.SeparatorCount.ShouldBe(3);
        Member.LiteralPrefix.ShouldBe("TEAM#");
        Member.MaxBytes.ShouldBe(1024);
        Member.Slots.Select(slot => slot.Property).ShouldBe(["TeamId", "Id"]);
        Member.Parts.Length.ShouldBe(4);
        Member.ToString().ShouldBe("TEAM#{TeamId}#MEMBER#{Id}");
        Sort("Order", Slot<DateTime>("At", "yyyy-MM"), Lit("#X")).ToString().ShouldBe("{At:yyyy-MM}#X");
        var root = Template("Organization", KeyAttributeKind.Partition, Lit("#META"), Lit(""), Lit("DATA"));
        root.LiteralPrefix.ShouldBe("#METADATA");
        root.SeparatorCount.ShouldBe(1);
        root.MaxBytes.ShouldBe(2048);
        root.Format().ShouldBe("#METADATA");
    }

    [Fact]
    public void A_key_is_literals_and_encoded_values()
    {
        var id = Guid.Parse("0198f3c2-0000-7000-8000-00000000abcd");
        const string key = "TEAM#a$SMEMBER$Sb#MEMBER#0198f3c2-0000-7000-8000-00000000abcd";
        Member.Format("a#MEMBER#b", id).ShouldBe(key);
        Member.EncodeSlot(0, "a#MEMBER#b").ShouldBe("a$SMEMBER$Sb");
        Member.Matches(Encoding.UTF8.GetBytes(key), "a#MEMBER#b", id).ShouldBeTrue();
        Member.Matches(Encoding.UTF8.GetBytes(key), "a", id).ShouldBeFalse();
        Member.Matches(Encoding.UTF8.GetBytes(key), null, id).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Member.Format("a"));
    }

    [Fact]
    [Trait("Fault", "1")]
    public void A_missing_part_is_refused() => Refused(null, "STL2001", "is null");

    [Fact]
    [Trait("Fault", "1")]
    public void An_empty_part_is_refused() => Refused("", "STL2002", "is empty");

    // Not as attribute arguments: those are stored as UTF-8, which turns the surrogates into U+FFFD.
    [Fact]
    public void Ill_formed_text_is_refused()
    {
        foreach (var value in new[] { "\uD83D", "a\uDE00", "\uD83D#", "\uDE00\uD83D" })
            Refused(value, "STL2003", "unpaired surrogate");
    }

    [Fact]
    public void Every_well_formed_text_and_no_other_makes_a_key() =>
        Gen.OneOf("\uD83D", "\uDE00", "😀", "#", "a", "\uFFFD").List[1, 5].Select(string.Concat).Sample(
            value =>
            {
                try
                {
                    Name.Format(value);
                    return IsWellFormed(value);
                }
                catch (KeyValueException error)
                {
                    return error.Code == "STL2003" && !IsWellFormed(value);
                }
            },
            iter: 20_000);

    [Fact]
    public void A_long_key_is_refused_by_its_bytes()
    {
        Name.Format(new string('x', 1019)).Length.ShouldBe(1024);
        Refused(new string('x', 1020), "STL2004", "1025 bytes of UTF-8, and DynamoDB allows 1024 for a sort key");
        Refused(new string('#', 600), "STL2004", "1205 bytes");
        Refused(string.Concat(Enumerable.Repeat("😀", 255)), "STL2004", "1025 bytes");
        Should.Throw<KeyValueException>(() => Name.EncodeSlot(0, new string('x', 1025))).Code.ShouldBe("STL2004");
        var pair = Template("Audit", KeyAttributeKind.Partition, Slot<string>("A"), Lit("#"), Slot<string>("B"));
        Should.Throw<KeyValueException>(() => pair.Format("a", new string('x', 2048))).Property.ShouldBe("B");
    }

    [Fact]
    public void A_raw_slot_refuses_separators()
    {
        var raw = Sort("Team", Lit("TEAM#"), Slot<string>("Name", null, KeyEncoding.Raw));
        raw.Format("a b\"").ShouldBe("TEAM#a b\"");
        Should.Throw<KeyValueException>(() => raw.Format("secret#1")).Code.ShouldBe("STL2006");
        Should.Throw<KeyValueException>(() => raw.Format("secret$1")).Code.ShouldBe("STL2006");
    }

    [Fact]
    public void A_value_that_does_not_fit_is_refused()
    {
        var number = Sort("Order (sort key)", Lit("ORDER#"), Slot<int>("Number", "D4"));
        var error = Should.Throw<KeyValueException>(() => number.Format(98765));
        error.Code.ShouldBe("STL2005");
        error.Property.ShouldBe("Number");
        error.Message.ShouldBe("STL2005 Order (sort key): Number has more than 4 digits; use a wider format. The key is 'ORDER#{Number:D4}'.");
    }

    [Fact]
    public void All_problems_of_a_template_are_reported()
    {
        var problems = new List<string>();
        KeyTemplate.TryCreate(
            "Team (sort key)", KeyAttributeKind.Sort,
            [Lit("A$"), Slot<double>("Price"), Slot<byte[]>("Photo"), Lit("x y"), Slot<string>("Name"), Lit("#\uD800")], problems).ShouldBeNull();
        problems.Count.ShouldBe(9);
        problems.ShouldAllBe(problem => problem.StartsWith("Team (sort key): ", StringComparison.Ordinal) && problem.EndsWith('.'));
        string[] expected =
        [
            "holds '$'", "Price does not follow a '#'", "Price: Double has", "Photo does not follow", "Photo: The type byte[]",
            "Photo is followed by 'x y'", "U+0020", "Name does not follow", "unpaired",
        ];
        foreach (var part in expected)
            problems.Count(problem => problem.Contains(part, StringComparison.Ordinal)).ShouldBe(1, part);
    }

    [Fact]
    public void Empty_and_oversized_templates_are_refused()
    {
        Problem().ShouldContain("the key is empty");
        Problem(Lit("")).ShouldContain("the key is empty");
        Problem(Lit(new string('A', 1020) + "#"), Slot<int>("A"), Lit("#B#"), Slot<int>("B")).ShouldContain("the literals alone take 1024 bytes");
        Problem(Lit("A#"), Slot<int>("A"), Slot<int>("B")).ShouldContain("B does not follow a '#'");
        Should.Throw<ArgumentException>(() => Problem(new KeyPartSpec(null)));
        Should.Throw<ArgumentException>(() => Problem(new KeyPartSpec("A", "B", typeof(int))));
    }

    [Fact]
    public void Literals_may_hold_braces_and_letters_of_every_script() =>
        Sort("Team", Lit("{}é😀\uFFFD#"), Slot<int>("A")).Shape.ShouldBe("{{}}é😀\uFFFD#{}");

    private static string Problem(params KeyPartSpec[] parts)
    {
        var problems = new List<string>();
        KeyTemplate.TryCreate("Team", KeyAttributeKind.Sort, parts, problems).ShouldBeNull();
        return problems.ShouldHaveSingleItem();
    }

    private static void Refused(string? value, string code, string reason)
    {
        var error = Should.Throw<KeyValueException>(() => Name.Format(value));
        error.Code.ShouldBe(code);
        error.Entity.ShouldBe("Team");
        error.Property.ShouldBe("Name");
        error.Message.ShouldStartWith($"{code} Team (sort key): Name ");
        error.Message.ShouldContain(reason);
        if (value is { Length: > 1 })
            error.ToString().ShouldNotContain(value);
    }
}
