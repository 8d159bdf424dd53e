using System.Linq.Expressions;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>What a key may not be made of. Each text says whose key it is, which part, and what to write instead.</summary>
public class KeyErrorTests
{
    [Fact]
    public void Nested_path() => Partition(x => $"T#{x.Inner!.City}").ShouldBe(
        "Thing (partition key): 'x.Inner.City' cannot be part of a key. A key is made of literal text and of the "
        + "entity's own properties, for example x => $\"ORG#{x.Id}\". Compute the value in a stored property and name that.");

    [Fact]
    public void Method_call() => Partition(x => $"T#{x.A.ToLowerInvariant()}").ShouldBe(
        "Thing (partition key): 'x.A.ToLowerInvariant()' cannot be part of a key. A key is made of literal text and of "
        + "the entity's own properties, for example x => $\"ORG#{x.Id}\". Compute the value in a stored property and name "
        + "that.");

    [Fact]
    public void Operator() => Partition(x => $"T#{x.Number + 1}").ShouldBe(
        "Thing (partition key): 'x.Number + …' cannot be part of a key. A key is made of literal text and of the "
        + "entity's own properties, for example x => $\"ORG#{x.Id}\". Compute the value in a stored property and name that.");

    [Fact]
    public void Conversion() => Partition(x => $"T#{(int)x.Color}").ShouldBe(
        "Thing (partition key): '(int)x.Color' changes the type of a value inside of a key. Name the property itself; a "
        + "format says how it is written, for example {x.Status:D} for the number of an enum.");

    [Fact]
    public void Narrowing() => Partition(x => $"T#{(int)x.Big}").ShouldBe(
        "Thing (partition key): '(int)x.Big' changes the type of a value inside of a key. Name the property itself; a "
        + "format says how it is written, for example {x.Status:D} for the number of an enum.");

    [Fact]
    public void Constant_that_is_not_text() => Partition(x => $"T#{5}#{x.A}").ShouldBe(
        "Thing (partition key): the constant '5' is not text, so its culture would decide how it is written. Write the "
        + "text itself.");

    [Fact]
    public void Static_that_may_change() => Partition(x => $"{Thing.Mutable}#{x.A}").ShouldBe(
        "Thing (partition key): 'Thing.Mutable' may change after the model is built. Make it const or static readonly, "
        + "or use a property of the entity.");

    [Fact]
    public void Static_field_that_may_change() => Partition(x => $"{Thing.MutableField}#{x.A}").ShouldBe(
        "Thing (partition key): 'Thing.MutableField' may change after the model is built. Make it const or static "
        + "readonly, or use a property of the entity.");

    [Fact]
    public void Alignment() => Partition(x => $"T#{x.Number,8}").ShouldBe(
        "Thing (partition key): the alignment in '{0,8}' pads with spaces, which would become part of the key. Remove "
        + "it; for digits of one width write a format such as {x.Number:D8}.");

    [Fact]
    public void Alignment_with_a_format() => Partition(x => $"T#{x.Number,8:D4}").ShouldBe(
        "Thing (partition key): the alignment in '{0,8}' pads with spaces, which would become part of the key. Remove "
        + "it; for digits of one width write a format such as {x.Number:D8}.");

    [Fact]
    public void Malformed_format_string() => Partition(x => string.Format("T#{0", x.A)).ShouldBe(
        "Thing (partition key): the format string 'T#{0' is not well formed.");

    [Fact]
    public void Hole_without_a_value() => Partition(x => string.Format("T#{1}", x.A)).ShouldBe(
        "Thing (partition key): the format string 'T#{1}' has a hole without a value.");

    [Fact]
    public void Empty_key() => Partition(_ => "").ShouldBe(
        "Thing (partition key): the key is empty; write a literal or a property into it.");

    [Fact]
    public void Null_key() => Partition(_ => null!).ShouldBe(
        "Thing (partition key): 'null' cannot be part of a key. A key is made of literal text and of the entity's own "
        + "properties, for example x => $\"ORG#{x.Id}\". Compute the value in a stored property and name that.");

    [Fact]
    public void Dollar_in_a_literal() => Partition(x => $"T$#{x.A}").ShouldBe(
        "Thing (partition key): the literal 'T$#' holds '$', which begins an escape in keys; leave it out.");

    [Fact]
    public void Space_in_a_literal() => Partition(x => $"MY THING#{x.A}").ShouldBe(
        "Thing (partition key): the literal 'MY THING#' holds U+0020, which sorts before the separator '#', so ranges "
        + "would meet other entities; use letters, digits, '-', '_' or '.'.");

    [Fact]
    public void Unpaired_surrogate_in_a_literal() => Partition(x => "T\ud800#" + x.A).ShouldBe(
        "Thing (partition key): a literal holds an unpaired surrogate, which has no UTF-8 form; write the whole "
        + "character.");

    [Fact]
    public void Slot_not_behind_a_separator() => Partition(x => $"T-{x.A}").ShouldBe(
        "Thing (partition key): A does not follow a '#', so different values could make one key; write '#' before {A}.");

    [Fact]
    public void Slot_not_before_a_separator() => Partition(x => $"T#{x.A}-END").ShouldBe(
        "Thing (partition key): A is followed by '-END' without a '#', so different values could make one key; write '#' "
        + "after {A}.");

    [Fact]
    public void Two_slots_without_a_separator() => Partition(x => $"T#{x.A}{x.B}").ShouldBe(
        "Thing (partition key): B does not follow a '#', so different values could make one key; write '#' before {B}.");

    [Fact]
    public void Literal_that_is_too_long()
    {
        var literal = new string('L', 2048);
        Partition(x => $"{literal}#{x.A}").ShouldBe(
        "Thing (partition key): the literals alone take 2049 bytes, and DynamoDB allows 2048 for the whole key; shorten "
        + "them.");
    }

    [Fact]
    public void Double_without_a_format() => Partition(x => $"T#{x.Ratio}").ShouldBe(
        "Thing (partition key): Ratio: Double has no fixed width, so its keys would not sort; write zeros for all digits "
        + "of the largest value, as in ':000000.00', or use an integer property.");

    [Fact]
    public void Bytes() => Partition(x => $"T#{x.Bytes}").ShouldBe(
        "Thing (partition key): Bytes: The type byte[] has no text that can stand in a key; use a string, a number, a "
        + "date, a Guid or an enum, or store a property of such a type beside it.");

    [Fact]
    public void List() => Partition(x => $"T#{x.List}").ShouldBe(
        "Thing (partition key): List: The type List<string> has no text that can stand in a key; use a string, a number, "
        + "a date, a Guid or an enum, or store a property of such a type beside it.");

    [Fact]
    public void Object() => Partition(x => $"T#{x.Inner}").ShouldBe(
        "Thing (partition key): Inner: The type Inner has no text that can stand in a key; use a string, a number, a "
        + "date, a Guid or an enum, or store a property of such a type beside it.");

    [Fact]
    public void Format_of_an_integer_that_does_not_sort() => Partition(x => $"T#{x.Number:N0}").ShouldBe(
        "Thing (partition key): Number: The format 'N0' does not give Int32 a fixed width, so its keys would not sort; "
        + "leave it out (then the width is 10 digits), or write 'D' and the number of digits, as in ':D10'.");

    [Fact]
    public void Format_of_a_date_that_does_not_sort() => Partition(x => $"T#{x.At:dd.MM.yyyy}").ShouldBe(
        "Thing (partition key): At: The format 'dd.MM.yyyy' is not known for DateTime in a key; leave it out, or write a "
        + "beginning of 'yyyy-MM-ddTHH:mm:ss.fffffffZ' that ends with a whole unit, because only such text sorts and is "
        + "the same in every culture.");

    [Fact]
    public void Format_of_a_string() => Partition(x => $"T#{x.A:X}").ShouldBe(
        "Thing (partition key): A: The type string takes no format in a key; leave ':X' out.");

    [Fact]
    public void Format_of_an_enum() => Partition(x => $"T#{x.Color:X}").ShouldBe(
        "Thing (partition key): Color: The format 'X' is not known for enums; leave it out for the name, or write ':D' "
        + "for fixed-width digits that sort.");

    [Fact]
    public void Format_of_a_guid() => Partition(x => $"T#{x.Uuid:B}").ShouldBe(
        "Thing (partition key): Uuid: The format 'B' is not known for Guid; leave it out, or write ':N' or ':D'.");

    [Fact]
    public void Computed_property() => Partition(x => $"T#{x.Computed}").ShouldBe(
        "Thing (partition key): Computed is not stored, so the key could not be checked on read: it has no setter. Give "
        + "it one (private or init will do), or name another property.");

    [Fact]
    public void Ignored_property() =>
        Build.Problem<Thing>(e => e.HasKey(x => $"T#{x.A}", x => $"S#{x.B}").Ignore(x => x.B)).ShouldBe(
        "Thing (sort key): B is not stored, so the key could not be checked on read: Ignore(x => x.B) leaves it out. "
        + "Remove that call, or name another property.");

    [Fact]
    public void All_faults_of_one_key_are_listed() =>
        Build.Problems(t => t.Entity<Thing>(e => e.HasKey(x => $"T$#{x.Ratio}#{x.A}-{x.Computed}", x => $"S#{x.Inner!.Zip}"))).Count.ShouldBe(6);

    private static string Partition(Expression<Func<Thing, string>> partitionKey) => Build.Problem<Thing>(e => e.HasKey(partitionKey, _ => "S"));
}
