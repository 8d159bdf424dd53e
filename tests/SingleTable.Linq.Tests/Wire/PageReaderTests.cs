using System.Text;
using System.Text.Json;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Wire;

public class PageReaderTests
{
    private static readonly string[] s_members =
    [
        """ "Items" : [ {"a":{"S":"1"}} , {"a":{"S":"2"}},{} ] """,
        "\"Count\":3",
        "\n\"ScannedCount\" : 17",
        """ "LastEvaluatedKey":{"pk":{"S":"x}"}}""",
        """ "ConsumedCapacity":{"TableName":"t","CapacityUnits":0.5}""",
    ];

    [Fact]
    public void Members_may_come_in_any_order()
    {
        foreach (var order in Permutations(s_members))
        {
            var page = new PageReader(Encoding.UTF8.GetBytes("{" + string.Join(",", order) + "} "));
            var items = new List<string>();
            while (page.MoveNextItem()) items.Add(Encoding.UTF8.GetString(page.Item.ReadRaw()));
            items.ShouldBe(["""{"a":{"S":"1"}}""", """{"a":{"S":"2"}}""", "{}"]);
            page.Count.ShouldBe(3);
            page.ScannedCount.ShouldBe(17);
            Encoding.UTF8.GetString(page.LastEvaluatedKey).ShouldBe("""{"pk":{"S":"x}"}}""");
            page.MoveNextItem().ShouldBeFalse();
        }
    }

    [Fact]
    public void Items_that_nobody_reads_are_stepped_over()
    {
        var page = new PageReader(Encoding.UTF8.GetBytes("{" + string.Join(",", s_members) + "}"));
        page.MoveNextItem().ShouldBeTrue();
        page.MoveNextItem().ShouldBeTrue();
        page.Item.Skip();
        page.MoveNextItem().ShouldBeTrue();
        page.MoveNextItem().ShouldBeFalse();
        page.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Items":[],"Count":0,"ScannedCount":0}""")]
    [InlineData("""{"Items":null,"LastEvaluatedKey":null}""")]
    public void A_page_may_be_empty(string body)
    {
        var page = new PageReader(Encoding.UTF8.GetBytes(body));
        page.MoveNextItem().ShouldBeFalse();
        page.LastEvaluatedKey.IsEmpty.ShouldBeTrue();
        page.Count.ShouldBe(0);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var body = Encoding.UTF8.GetBytes("{" + string.Join(",", s_members) + "}");
        for (var length = 0; length < body.Length; length++)
        {
            var cut = body[..length];
            Should.Throw<JsonException>(() =>
            {
                var page = new PageReader(cut);
                while (page.MoveNextItem()) page.Item.Skip();
            });
        }
    }

    [Theory]
    [InlineData("Item", """{"a":{"S":"1"}}""")]
    [InlineData("Responses", "[1,2]")]
    [InlineData("Gone", null)]
    [InlineData("Absent", null)]
    public void Members_of_a_body_are_found_raw(string name, string? expected)
    {
        var body = """ { "Gone" : null , "Responses":[1,2], "Item" : {"a":{"S":"1"}} , "Z":0}"""u8;
        ResponseBody.TryGetMember(body, Encoding.UTF8.GetBytes(name), out var raw).ShouldBe(expected is not null);
        Encoding.UTF8.GetString(raw).ShouldBe(expected ?? "");
    }

    private static IEnumerable<string[]> Permutations(string[] values)
    {
        if (values.Length < 2) return [values];
        return values.SelectMany((value, i) => Permutations([.. values[..i], .. values[(i + 1)..]]).Select(rest => (string[])[value, .. rest]));
    }
}
