using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>The ways in which a type may be written down.</summary>
public class ShapeTests
{
    private const string Ann = """{"Name":{"S":"Ann"},"Age":{"N":"7"}}""";

    [Fact]
    public void A_mutable_class() => Entities.Read<Mutable>(Ann).ShouldSatisfyAllConditions(p => p.Name.ShouldBe("Ann"), p => p.Age.ShouldBe(7));

    [Fact]
    public void Init_only_and_required_properties() =>
        Entities.Read<InitOnly>(Ann).ShouldSatisfyAllConditions(p => p.Name.ShouldBe("Ann"), p => p.Age.ShouldBe(7));

    [Fact]
    public void Private_setters_inherited_ones_too() =>
        Entities.Read<Inheriting>(Ann).ShouldSatisfyAllConditions(p => p.Name.ShouldBe("Ann"), p => p.Age.ShouldBe(7));

    [Fact]
    public void A_positional_record() => Entities.Read<Positional>(Ann).ShouldBe(new Positional("Ann", 7));

    [Fact]
    public void A_positional_record_struct() => Entities.Read<PositionalStruct>(Ann).ShouldBe(new PositionalStruct("Ann", 7));

    [Fact]
    public void A_plain_struct() => Entities.Read<PlainStruct>(Ann).ShouldBe(new PlainStruct { Name = "Ann", Age = 7 });

    [Fact]
    public void A_private_constructor_without_parameters() => Entities.Read<Hidden>(Ann).Age.ShouldBe(7);

    [Fact]
    public void The_constructor_with_most_matches_and_setters_for_the_rest()
    {
        var read = Entities.Read<Mixed>("""{"C":{"S":"3"},"B":{"N":"2"},"A":{"S":"1"}}""");
        (read.A, read.B, read.C, read.By).ShouldBe(("1", 2, "3", "both"));
    }

    [Fact]
    public void Absent_attributes_leave_the_initializer_or_the_parameters_default()
    {
        var read = Entities.Read<Defaults>("{}");
        (read.Name, read.Plan, read.Limit, read.Count).ShouldBe(("unnamed", "free", 50, 0));
        read.Maybe.ShouldBeNull();
    }

    [Fact]
    public void Explicit_nulls_overwrite_the_initializer() => Entities.Read<Defaults>("""{"Name":{"NULL":true}}""").Name.ShouldBeNull();

    [Fact]
    public void Absent_sets_are_empty_unless_the_property_may_be_null()
    {
        var read = Entities.Read<WithSets>("{}");
        read.Tags.ShouldBeEmpty();
        read.Numbers.ShouldBeEmpty();
        read.Kept.ShouldBe(["kept"]);
        read.Maybe.ShouldBeNull();
        Entities.Read<SetRecord>("{}").ShouldSatisfyAllConditions(r => r.Tags.ShouldBeEmpty(), r => r.Maybe.ShouldBeNull());
    }

    [Fact]
    public void Nested_objects_of_every_shape()
    {
        const string Tree = """
            {"Root":{"M":{"Value":{"N":"1"},"Children":{"L":[{"M":{"Value":{"N":"2"},"Unknown":{"ZZ":[1]}}},{"NULL":true}]}}},
             "Spot":{"M":{"Name":{"S":"s"},"Age":{"N":"1"}}},"ByName":{"M":{"x":{"M":{"Name":{"S":"y"}}}}}}
            """;
        var read = Entities.Read<Holder>(Tree);
        read.Root!.Children![0]!.Value.ShouldBe(2);
        read.Root.Children[1].ShouldBeNull();
        read.Spot.ShouldBe(new PositionalStruct("s", 1));
        read.Maybe.ShouldBeNull();
        read.ByName["x"].Name.ShouldBe("y");
    }

    [Fact]
    public void Nested_objects_write_what_they_read()
    {
        var mapping = Json.Mapping<Node>();
        var json = Json.Write(mapping, new Node { Value = 1, Children = [new Node { Value = 2, Tags = ["t"] }, null] });
        json.ShouldBe(
            """{"M":{"Value":{"N":"1"},"Children":{"L":[{"M":{"Value":{"N":"2"},"Tags":{"SS":["t"]}}},{"NULL":true}]}}}""");
        Json.Write(mapping, Json.Read(mapping, json)).ShouldBe(json);
    }

    [Fact]
    public void Members_of_nested_objects_can_be_found_and_named()
    {
        var mappings = new AttributeMappings(name => name.ToLowerInvariant());
        var mapping = (IObjectMapping)mappings.TryCreate(typeof(Node), out _)!;
        mapping.TryGetMember(typeof(Node).GetProperty(nameof(Node.Children))!, out var column).ShouldBeTrue();
        column!.AttributeName.ShouldBe("children");
        ((IListMapping)column.Mapping).Element.ShouldBeSameAs(mapping);
        mapping.TryGetMember(typeof(Node).GetProperty(nameof(Node.Computed))!, out _).ShouldBeFalse();
    }

    [Fact]
    public void Attributes_that_are_no_columns_are_stepped_over()
    {
        var json = "{" + string.Join(",", Enumerable.Range(0, 70).Reverse().Select(i => $"\"P{i}\":{{\"N\":\"{i}\"}}")) + "}";
        Entities.Read<Wide>(json).P9.ShouldBe(9);
    }

    [Fact]
    public void What_cannot_be_built_is_listed()
    {
        var mappings = new AttributeMappings();
        EntityReader.Check(typeof(Positional), Entities.Columns<Positional>()).ShouldBeEmpty();
        EntityReader.Check(typeof(Unmatched), Entities.Columns<Unmatched>()).Single().ShouldContain("'nam'");
        EntityReader.Check(typeof(GetOnly), Entities.Columns<GetOnly>(mappings)).Single().ShouldContain("GetOnly.Name");
    }

    public class Mutable
    {
        public string Name { get; set; } = "";

        public int Age { get; set; }
    }

    public class InitOnly
    {
        public required string Name { get; init; }

        public required int Age { get; init; }
    }

    public class PrivateSetters
    {
        public string Name { get; private set; } = "";

        public int Age { get; private set; }
    }

    public class Inheriting : PrivateSetters;

    public record Positional(string Name, int Age);

    public readonly record struct PositionalStruct(string Name, int Age);

    public struct PlainStruct
    {
        public string Name { get; set; }

        public int Age { get; set; }
    }

    public class Hidden
    {
        private Hidden()
        {
        }

        public string Name { get; private init; } = "";

        public int Age { get; private init; }
    }

    public class Mixed
    {
        public Mixed(string a) => (A, By) = (a, "one");

        public Mixed(string a, int b) => (A, B, By) = (a, b, "both");

        public Mixed(string a, int b, Uri elsewhere) => (A, B, By) = (a, b, elsewhere.ToString());

        public string A { get; }

        public int B { get; }

        public string C { get; set; } = "";

        public string By { get; init; }
    }

    public class Defaults(string plan = "free", int limit = 50)
    {
        public string? Name { get; set; } = "unnamed";

        public string Plan { get; } = plan;

        public int Limit { get; } = limit;

        public int Count { get; set; }

        public int? Maybe { get; set; }
    }

    public class WithSets
    {
        public HashSet<string> Tags { get; set; } = null!;

        public IReadOnlySet<int> Numbers { get; init; } = null!;

        public ISet<string> Kept { get; set; } = new HashSet<string> { "kept" };

        public HashSet<string>? Maybe { get; set; }
    }

    public record SetRecord(HashSet<string> Tags, HashSet<string>? Maybe);

    public class Node
    {
        public int Value { get; set; }

        public List<Node?>? Children { get; set; }

        public HashSet<string> Tags { get; set; } = [];

        public int Computed => Value + 1;
    }

    public class Holder
    {
        public Node? Root { get; set; }

        public PositionalStruct Spot { get; set; }

        public PositionalStruct? Maybe { get; set; }

        public Dictionary<string, PositionalStruct> ByName { get; set; } = [];
    }

    public class Wide
    {
        public int P0 { get; set; }

        public int P1 { get; set; }

        public int P2 { get; set; }

        public int P3 { get; set; }

        public int P4 { get; set; }

        public int P5 { get; set; }

        public int P6 { get; set; }

        public int P7 { get; set; }

        public int P8 { get; set; }

        public int P9 { get; set; }
    }

    public class Unmatched(string nam)
    {
        public string Name { get; set; } = nam;
    }

    public class GetOnly
    {
        public string Name { get; } = "";
    }
}
