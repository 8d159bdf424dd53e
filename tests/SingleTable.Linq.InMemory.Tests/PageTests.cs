using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public abstract class PageTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task A_limit_equal_to_the_count_gives_a_key_and_then_an_empty_page()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "a"), Row("p", "b"));
        var query = Query("pk = :p", (":p", S("p")));
        query.Limit = 2;
        var first = await client.QueryAsync(query, Cancel);
        first.Count.ShouldBe(2);
        first.LastEvaluatedKey.Keys.ShouldBe(["pk", "sk"], ignoreOrder: true);
        query.ExclusiveStartKey = first.LastEvaluatedKey;
        var second = await client.QueryAsync(query, Cancel);
        second.Count.ShouldBe(0);
        second.LastEvaluatedKey.ShouldBeNull();
    }

    [Fact]
    public async Task Limit_counts_what_is_read_and_not_what_the_filter_keeps()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "a"), Row("p", "b"), Row("p", "c", ("x", S("y"))));
        var query = Query("pk = :p", (":p", S("p")), (":y", S("y")));
        query.FilterExpression = "x = :y";
        query.Limit = 2;
        var page = await client.QueryAsync(query, Cancel);
        page.Count.ShouldBe(0);
        page.ScannedCount.ShouldBe(2);
        page.LastEvaluatedKey["sk"].S.ShouldBe("b");
    }

    [Fact]
    public async Task A_page_ends_at_one_megabyte_before_the_filter()
    {
        using var client = await CreateAsync();
        string large = new('x', 300_000);
        for (int i = 0; i < 6; i++) await client.PutAsync(Row("p", $"{i}", ("filler", S(large))));
        var query = Query("pk = :p", (":p", S("p")), (":none", S("none")));
        query.FilterExpression = "filler = :none";
        var page = await client.QueryAsync(query, Cancel);
        page.Count.ShouldBe(0);
        page.ScannedCount.ShouldBe(4);
        page.LastEvaluatedKey["sk"].S.ShouldBe("3");
    }

    [Fact]
    public async Task An_index_page_counts_projected_bytes()
    {
        using var client = await CreateAsync();
        string large = new('x', 300_000);
        for (int i = 0; i < 6; i++) await client.PutAsync(Row("p", $"{i}", ("gpk", S("g")), ("gsk", N($"{i}")), ("filler", S(large))));
        var query = Query("gpk = :p", (":p", S("g")));
        query.IndexName = "GSI2";
        (await client.QueryAsync(query, Cancel)).Count.ShouldBe(6);
        query.IndexName = "GSI1";
        var page = await client.QueryAsync(query, Cancel);
        page.Count.ShouldBe(4);
        page.LastEvaluatedKey.Keys.ShouldBe(["gpk", "gsk", "pk", "sk"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_start_key_need_not_exist()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "a"), Row("p", "c"));
        var query = Query("pk = :p", (":p", S("p")));
        query.ExclusiveStartKey = Key("p", "b");
        (await client.QueryAsync(query, Cancel)).Items.Select(i => i["sk"].S).ShouldBe(["c"]);
        query.ScanIndexForward = false;
        (await client.QueryAsync(query, Cancel)).Items.Select(i => i["sk"].S).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_start_key_of_the_wrong_shape_is_refused()
    {
        using var client = await CreateAsync();
        var query = Query("pk = :p", (":p", S("p")));
        query.ExclusiveStartKey = Item(("pk", S("p")));
        await client.QueryAsync(query, Cancel).ShouldRefuse(
            "The provided starting key is invalid: The provided key element does not match the schema");
    }

    [Fact]
    public async Task A_start_key_of_another_partition_is_refused()
    {
        using var client = await CreateAsync();
        var query = Query("pk = :p", (":p", S("p")));
        query.ExclusiveStartKey = Key("q", "a");
        await client.QueryAsync(query, Cancel).ShouldRefuse(
            "The provided starting key is outside query boundaries based on provided conditions");
    }

    [Fact]
    public async Task A_start_key_outside_the_range_is_refused()
    {
        using var client = await CreateAsync();
        var query = Query("pk = :p AND sk > :a", (":p", S("p")), (":a", S("m")));
        query.ExclusiveStartKey = Key("p", "a");
        await client.QueryAsync(query, Cancel).ShouldRefuse("The provided starting key does not match the range key predicate");
    }

    [Fact]
    public async Task Count_selects_no_items()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "a"), Row("p", "b"));
        var query = Query("pk = :p", (":p", S("p")));
        query.Select = "COUNT";
        var page = await client.QueryAsync(query, Cancel);
        page.Count.ShouldBe(2);
        page.Items.ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Segments_divide_the_table_without_overlap(int total)
    {
        using var client = await CreateAsync();
        var expected = Enumerable.Range(0, 100).Select(i => $"p{i}").ToList();
        foreach (string pk in expected) await client.PutAsync(Row(pk, "a"));
        var found = new List<string>();
        for (int segment = 0; segment < total; segment++)
        {
            var scan = new ScanRequest { TableName = Table, Segment = segment, TotalSegments = total, Limit = 7 };
            ScanResponse page;
            do
            {
                page = await client.ScanAsync(scan, Cancel);
                found.AddRange(page.Items.Select(i => i["pk"].S));
                scan.ExclusiveStartKey = page.LastEvaluatedKey;
            }
            while (page.LastEvaluatedKey is not null);
        }
        found.ShouldBe(expected, ignoreOrder: true);
    }
}

public sealed class PageTests_Embedded : PageTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class PageTests_Server : PageTests<Server>;
