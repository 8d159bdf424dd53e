using System.Globalization;
using System.Linq.Expressions;
using SingleTable.Linq.Model;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>Key lambdas in every form that the compiler or a person makes of them.</summary>
public class KeyLambdaTests
{
    private static readonly Thing Sample = new()
    {
        Id = "i", A = "a", B = "b", C = "c", D = "d", OwnName = "n", Number = 7, MaybeNumber = 8, Letter = 'x',
        Uuid = Guid.Parse("0198F3C2-0000-7000-8000-ABCDEFABCDEF"), At = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc),
        Day = new DateOnly(2026, 3, 4), Color = Color.Green, MaybeColor = Color.Red, Optional = "o",
    };

    private readonly string _field = "FIELD";

    [Fact]
    public void One_to_five_holes()
    {
        Key(x => $"T#{x.A}").ShouldBe("T#{A} = T#a");
        Key(x => $"T#{x.A}#{x.B}").ShouldBe("T#{A}#{B} = T#a#b");
        Key(x => $"T#{x.A}#{x.B}#{x.C}").ShouldBe("T#{A}#{B}#{C} = T#a#b#c");
        Key(x => $"T#{x.A}#{x.B}#{x.C}#{x.D}").ShouldBe("T#{A}#{B}#{C}#{D} = T#a#b#c#d");
        Key(x => $"T#{x.A}#{x.B}#{x.C}#{x.D}#{x.Id}#END").ShouldBe("T#{A}#{B}#{C}#{D}#{Id}#END = T#a#b#c#d#i#END");
        Key(x => $"T#{x.A}#{x.Number}#{x.C}#{x.Color}#{x.Id}").ShouldBe("T#{A}#{Number}#{C}#{Color}#{Id} = T#a#0000000007#c#Green#i");
        Key(x => $"T#{x.A}#{x.A}").ShouldBe("T#{A}#{A} = T#a#a");
    }

    [Fact]
    public void Concatenation_of_two_three_four_and_more()
    {
        Key(x => string.Concat("T#", x.A)).ShouldBe("T#{A} = T#a");
        Key(x => string.Concat("T#", x.A, "#")).ShouldBe("T#{A}# = T#a#");
        Key(x => string.Concat("T#", x.A, "#", x.B)).ShouldBe("T#{A}#{B} = T#a#b");
        Key(x => string.Concat(new[] { "T#", x.A, "#", x.B, "#", x.C })).ShouldBe("T#{A}#{B}#{C} = T#a#b#c");
        Key(x => string.Concat("T#", x.Number)).ShouldBe("T#{Number} = T#0000000007");
        Key(x => "T#" + x.A + "#" + x.B + "#" + x.C + "#" + x.Number).ShouldBe("T#{A}#{B}#{C}#{Number} = T#a#b#c#0000000007");
        Key(x => $"{x.A}#{x.B}" + "#" + $"{x.Number}").ShouldBe("{A}#{B}#{Number} = a#b#0000000007");
    }

    [Fact]
    public void A_property_or_a_constant_can_be_the_whole_key()
    {
        Key(x => x.A).ShouldBe("{A} = a");
        Key(x => $"{x.Uuid}").ShouldBe("{Uuid} = 0198f3c2-0000-7000-8000-abcdefabcdef");
        Key(x => x.Uuid.ToString()).ShouldBe("{Uuid} = 0198f3c2-0000-7000-8000-abcdefabcdef");
        Key(_ => "#METADATA").ShouldBe("#METADATA = #METADATA");
        Key(_ => Thing.Kind + "#ALL").ShouldBe("THING#ALL = THING#ALL");
    }

    [Fact]
    public void Literals_may_be_constants_readonly_fields_and_captured_variables()
    {
        const string local = "LOCAL";
        var captured = "CAPTURED";
        Func<string> nested = () =>
        {
            var inner = "INNER";
            return Key(x => $"{captured}#{inner}#{x.A}");
        };
        Key(x => $"{Thing.Kind}#{x.A}").ShouldBe("THING#{A} = THING#a");
        Key(x => $"{Thing.Area}#{x.A}").ShouldBe("AREA#{A} = AREA#a");
        Key(x => $"{local}#{x.A}").ShouldBe("LOCAL#{A} = LOCAL#a");
        Key(x => $"{captured}#{x.A}").ShouldBe("CAPTURED#{A} = CAPTURED#a");
        Key(x => $"{_field}#{x.A}").ShouldBe("FIELD#{A} = FIELD#a");
        Key(x => $"{nameof(Thing)}#{x.A}").ShouldBe("Thing#{A} = Thing#a");
        nested().ShouldBe("CAPTURED#INNER#{A} = CAPTURED#INNER#a");
    }

    [Fact]
    public void Formats_keep_their_meaning()
    {
        Key(x => $"T#{x.Number:D8}").ShouldBe("T#{Number:D8} = T#00000007");
        Key(x => $"T#{x.At:yyyy-MM}").ShouldBe("T#{At:yyyy-MM} = T#2026-03");
        Key(x => $"T#{x.Day:yyyy}#{x.Day}").ShouldBe("T#{Day:yyyy}#{Day} = T#2026#2026-03-04");
        Key(x => $"T#{x.Uuid:N}").ShouldBe("T#{Uuid:N} = T#0198f3c2000070008000abcdefabcdef");
        Key(x => $"T#{x.Color:D}#{x.Color}").ShouldBe("T#{Color:D}#{Color} = T#0000000001#Green");
        Key(x => "T#" + x.Number.ToString("D8", CultureInfo.InvariantCulture)).ShouldBe("T#{Number:D8} = T#00000007");
        Key(x => "T#" + x.Uuid.ToString("N")).ShouldBe("T#{Uuid:N} = T#0198f3c2000070008000abcdefabcdef");
        Key(x => string.Format(CultureInfo.InvariantCulture, "T#{0:D4}", x.Number)).ShouldBe("T#{Number:D4} = T#0007");
    }

    [Fact]
    public void Braces_are_text()
    {
        Key(x => $"{{T}}#{x.A}").ShouldBe("{T}#{A} = {T}#a");
        Key(x => $"T#{x.A}#{x.Number:D2}#}}").ShouldBe("T#{A}#{Number:D2}#} = T#a#07#}");
        Key(x => "{0}#" + x.A).ShouldBe("{0}#{A} = {0}#a");
    }

    [Fact]
    public void Nullable_enum_char_and_inherited_properties()
    {
        Key(x => $"T#{x.MaybeNumber}").ShouldBe("T#{MaybeNumber} = T#0000000008");
        Key(x => $"T#{x.MaybeNumber!.Value:D3}").ShouldBe("T#{MaybeNumber:D3} = T#008");
        Key(x => $"T#{x.MaybeColor}").ShouldBe("T#{MaybeColor} = T#Red");
        Key(x => $"T#{x.Letter}").ShouldBe("T#{Letter} = T#x");
        Key(x => $"T#{x.Id}#{x.Name}").ShouldBe("T#{Id}#{Name} = T#i#n");
        Key(x => $"T#{((Named)x).Id}").ShouldBe("T#{Id} = T#i");
    }

    [Fact]
    [Trait("Fault", "20")]
    public void Keys_are_never_lower_cased()
    {
        Key(x => $"Tenant#MiXeD#{x.A}", Sample with { A = "ÀBCdé" }).ShouldBe("Tenant#MiXeD#{A} = Tenant#MiXeD#ÀBCdé");
        Build.Problems(t =>
        {
            t.Entity<Thing>(e => e.HasKey(x => $"ORG#{x.A}", _ => "S"));
            t.Entity<Other>(e => e.HasKey(x => $"ORG#{x.Id}", _ => "S"));
        }).ShouldNotBeEmpty();
        Build.Model(t =>
        {
            t.Entity<Thing>(e => e.HasKey(x => $"ORG#{x.A}", _ => "S"));
            t.Entity<Other>(e => e.HasKey(x => $"org#{x.Id}", _ => "S"));
        }).ItemCollections.Length.ShouldBe(2);
    }

    [Fact]
    public void A_null_in_a_primary_key_is_allowed_by_the_model_and_refused_by_name_at_run_time()
    {
        var key = Build.Entity<Thing>(e => e.HasKey(x => $"T#{x.Optional}", x => $"N#{x.MaybeNumber}")).Key;
        var empty = Sample with { Optional = null, MaybeNumber = null };
        Should.Throw<KeyValueException>(() => key.PartitionText(p => p.Get(empty)))
            .Message.ShouldBe("STL2001 Thing (partition key): Optional is null. Give it a value before the item is written or asked for. The key is 'T#{Optional}'.");
        var error = Should.Throw<KeyValueException>(() => key.SortText(p => p.Get(empty)));
        error.Property.ShouldBe("MaybeNumber");
        error.Entity.ShouldBe("Thing");
        key.SortText(p => p.Get(Sample)).ShouldBe("N#0000000008");
    }

    private static string Key(Expression<Func<Thing, string>> partitionKey, Thing? thing = null)
    {
        KeyModel key = Build.Entity<Thing>(e => e.HasKey(partitionKey, _ => "S")).Key;
        return $"{key.Partition} = {key.PartitionText(p => p.Get(thing ?? Sample))}";
    }
}
