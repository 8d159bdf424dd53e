using System.Runtime.CompilerServices;
using System.Text;
using SingleTable.Linq.Materialization;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Materialization;

/// <summary>The first items of a type are read by reflection, the others by compiled code: nobody can tell.</summary>
public class ItemReadingTests
{
    private const string Item = """{"name":{"S":"a"},"Count":{"N":"3"},"Other":{"S":"x"}}""";

    [Theory]
    [InlineData(Item)]
    [InlineData("""{"Count":{"N":"3"}}""")]
    [InlineData("""{"Name":{"S":"a"},"Count":{"N":"x"}}""")]
    [InlineData("""{"Name":{"N":"1"},"Count":{"N":"3"}}""")]
    [InlineData("""{"Name":{"NULL":true},"Tags":{"SS":["b"]}}""")]
    public void Both_readers_give_the_same(string json)
    {
        Assert.SkipUnless(RuntimeFeature.IsDynamicCodeSupported, "Nothing is compiled in this process.");
        var columns = Entities.Columns<Read>();
        ItemBody<Read>[] bodies = [ItemBodyCompiler.Compile<Read>(columns), new ReflectedBody<Read>(typeof(Read), columns).Read];
        var results = bodies.Select(body => Outcome(body, columns, json)).ToList();
        results[0].ShouldNotBeNullOrEmpty();
        results[1].ShouldBe(results[0]);
    }

    [Fact]
    public void It_is_compiled_when_it_is_asked_to_be()
    {
        Assert.SkipUnless(RuntimeFeature.IsDynamicCodeSupported, "Nothing is compiled in this process.");
        var reading = new ItemReading<Read>(typeof(Read), Entities.Columns<Read>());
        var first = reading.Body;
        reading.Compile();
        var compiled = reading.Body;
        compiled.ShouldNotBe(first);
        reading.Compile();
        reading.Body.ShouldBe(compiled);
        Outcome(first, Entities.Columns<Read>(), Item).ShouldBe(Outcome(compiled, Entities.Columns<Read>(), Item));
    }

    private static string Outcome(ItemBody<Read> body, IReadOnlyList<ColumnSpec> columns, string json)
    {
        var reader = new DynamoJsonReader(Encoding.UTF8.GetBytes(json));
        var scan = new ItemScan(new ColumnNames(columns, null), default);
        try
        {
            var read = body(ref reader, ref scan, new StringMemo[columns.Count]);
            return $"{read} {string.Join(',', read.Tags)}";
        }
        catch (Exception e) when (e is ItemFormatException or InvalidOperationException)
        {
            return $"{e.GetType().Name} {e.Message} {scan.ColumnName}";
        }
    }

    public sealed record Read(string? Name, int Count = 7)
    {
        public string Other { get; init; } = "initial";

        public HashSet<string> Tags { get; set; } = null!;

        // The compiler would print the address of the set.
        public override string ToString() => $"{Name}, {Count}, {Other}";

        public bool Equals(Read? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => 0;
    }
}
