using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public abstract class IndexTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    private static QueryRequest OnIndex(string name, string condition, params (string Name, AttributeValue Value)[] values)
    {
        var query = Query(condition, values);
        query.IndexName = name;
        return query;
    }

    [Fact]
    public async Task An_index_holds_only_items_with_all_its_keys()
    {
        using var client = await CreateAsync();
        await client.PutAsync(
            Row("p", "both", ("gpk", S("g")), ("gsk", N("1"))), Row("p", "hash", ("gpk", S("g"))),
            Row("p", "range", ("gsk", N("1"))), Row("p", "none"));
        (await client.QueryAsync(OnIndex("GSI1", "gpk = :g", (":g", S("g"))), Cancel)).Items.Select(i => i["sk"].S).ShouldBe(["both"]);
        (await client.QueryAsync(OnIndex("GSI2", "gpk = :g", (":g", S("g"))), Cancel)).Items.Select(i => i["sk"].S).ShouldBe(["both", "hash"], ignoreOrder: true);
    }

    [Fact]
    public async Task Index_keys_are_not_unique_and_pages_continue_between_equal_ones()
    {
        using var client = await CreateAsync();
        for (int i = 0; i < 5; i++) await client.PutAsync(Row("p", $"{i}", ("gpk", S("g")), ("gsk", N("1"))));
        var query = OnIndex("GSI1", "gpk = :g AND gsk = :one", (":g", S("g")), (":one", N("1")));
        query.Limit = 2;
        var found = new List<string>();
        do
        {
            var page = await client.QueryAsync(query, Cancel);
            found.AddRange(page.Items.Select(i => i["sk"].S));
            query.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (query.ExclusiveStartKey is not null);
        found.ShouldBe(["0", "1", "2", "3", "4"]);
    }

    [Fact]
    public async Task Index_rows_move_with_their_items()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "a", ("gpk", S("g")), ("gsk", N("1"))), Row("p", "b", ("gpk", S("g")), ("gsk", N("2"))));
        await client.PutAsync(Row("p", "a", ("gpk", S("g")), ("gsk", N("3"))));
        (await client.QueryAsync(OnIndex("GSI1", "gpk = :g", (":g", S("g"))), Cancel)).Items.Select(i => i["gsk"].N).ShouldBe(["2", "3"]);
        await client.DeleteItemAsync(Table, Key("p", "b"), Cancel);
        (await client.QueryAsync(OnIndex("GSI1", "gpk = :g", (":g", S("g"))), Cancel)).Items.Select(i => i["gsk"].N).ShouldBe(["3"]);
    }

    [Fact]
    public async Task Projections_limit_what_an_index_gives()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "s", ("gpk", S("g")), ("lsk", S("l")), ("shown", S("1")), ("hidden1", S("2"))));
        (await client.QueryAsync(OnIndex("GSI2", "gpk = :g", (":g", S("g"))), Cancel)).Items.Single().Keys.ShouldBe(["gpk", "pk", "sk"], ignoreOrder: true);
        (await client.QueryAsync(OnIndex("LSI1", "pk = :p", (":p", S("p"))), Cancel)).Items.Single().Keys.ShouldBe(["pk", "sk", "lsk", "shown"], ignoreOrder: true);
        // a local index reads the rest from the table, a global one cannot
        var query = OnIndex("LSI1", "pk = :p", (":p", S("p")));
        query.ProjectionExpression = "hidden1";
        (await client.QueryAsync(query, Cancel)).Items.Single()["hidden1"].S.ShouldBe("2");
        query = OnIndex("GSI2", "gpk = :g", (":g", S("g")));
        query.ProjectionExpression = "hidden1";
        await client.QueryAsync(query, Cancel).ShouldRefuse(
            "One or more parameter values were invalid: Global secondary index GSI2 does not project [hidden1]");
        query.ProjectionExpression = null;
        query.Select = "ALL_ATTRIBUTES";
        await client.QueryAsync(query, Cancel).ShouldRefuse("One or more parameter values were invalid: " +
            "Select type ALL_ATTRIBUTES is not supported for global secondary index GSI2 because its projection type is not ALL");
    }

    [Fact]
    public async Task A_global_index_is_not_read_consistently_and_a_local_one_is()
    {
        using var client = await CreateAsync();
        var query = OnIndex("GSI1", "gpk = :g", (":g", S("g")));
        query.ConsistentRead = true;
        await client.QueryAsync(query, Cancel).ShouldRefuse("Consistent reads are not supported on global secondary indexes");
        query = OnIndex("LSI1", "pk = :g", (":g", S("g")));
        query.ConsistentRead = true;
        (await client.QueryAsync(query, Cancel)).Count.ShouldBe(0);
        await client.QueryAsync(OnIndex("Nowhere", "pk = :g", (":g", S("g"))), Cancel).ShouldRefuse("The table does not have the specified index: Nowhere");
    }

    [Fact]
    public async Task An_index_start_key_needs_index_keys_and_table_keys()
    {
        using var client = await CreateAsync();
        var query = OnIndex("GSI1", "gpk = :g", (":g", S("g")));
        query.ExclusiveStartKey = Item(("gpk", S("g")), ("gsk", N("1")));
        await client.QueryAsync(query, Cancel).ShouldRefuse("The provided starting key is invalid");
    }

    // the developer guide's example of keys with several attributes: matches of a tournament
    private async Task<AmazonDynamoDBClient> MatchesAsync()
    {
        var client = await CreateAsync(new CreateTableRequest
        {
            TableName = Table,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions =
            [
                new("matchId", ScalarAttributeType.S), new("tournamentId", ScalarAttributeType.S), new("place", ScalarAttributeType.S),
                new("round", ScalarAttributeType.S), new("bracket", ScalarAttributeType.S), new("seed", ScalarAttributeType.N),
            ],
            KeySchema = [new("matchId", KeyType.HASH)],
            GlobalSecondaryIndexes =
            [
                new()
                {
                    IndexName = "ByRound",
                    KeySchema = [new("tournamentId", KeyType.HASH), new("place", KeyType.HASH), new("round", KeyType.RANGE), new("bracket", KeyType.RANGE), new("seed", KeyType.RANGE)],
                    Projection = new() { ProjectionType = ProjectionType.ALL },
                },
            ],
        });
        int id = 0;
        foreach (string round in (string[])["FINAL", "SEMI"])
        {
            foreach (string bracket in (string[])["LOWER", "UPPER"])
            {
                foreach (string seed in (string[])["10", "9"])
                {
                    await client.PutItemAsync(Table, Item(("matchId", S($"m{id++}")), ("tournamentId", S("w24")), ("place", S("EU")),
                        ("round", S(round)), ("bracket", S(bracket)), ("seed", N(seed))), Cancel);
                }
            }
        }
        return client;
    }

    private static readonly (string, AttributeValue)[] Hash = [(":t", S("w24")), (":p", S("EU"))];

    [Theory]
    [InlineData("", "FINAL/LOWER/9 FINAL/LOWER/10 FINAL/UPPER/9 FINAL/UPPER/10 SEMI/LOWER/9 SEMI/LOWER/10 SEMI/UPPER/9 SEMI/UPPER/10")]
    [InlineData(" AND round = :semi", "SEMI/LOWER/9 SEMI/LOWER/10 SEMI/UPPER/9 SEMI/UPPER/10")]
    [InlineData(" AND begins_with(round, :s)", "SEMI/LOWER/9 SEMI/LOWER/10 SEMI/UPPER/9 SEMI/UPPER/10")]
    [InlineData(" AND round = :semi AND bracket = :upper", "SEMI/UPPER/9 SEMI/UPPER/10")]
    [InlineData(" AND round = :semi AND bracket = :upper AND seed >= :ten", "SEMI/UPPER/10")]
    [InlineData(" AND round = :semi AND bracket < :upper", "SEMI/LOWER/9 SEMI/LOWER/10")]
    public async Task Keys_of_several_attributes_are_used_from_left_to_right(string condition, string expected)
    {
        using var client = await MatchesAsync();
        string full = "tournamentId = :t AND place = :p" + condition;
        var query = OnIndex("ByRound", full);
        query.ExpressionAttributeValues = UsedIn(full, [.. Hash, (":semi", S("SEMI")), (":s", S("S")), (":upper", S("UPPER")), (":ten", N("10"))]);
        var forward = (await client.QueryAsync(query, Cancel)).Items;
        forward.Select(Text).ShouldBe(expected.Split(' '));
        query.ScanIndexForward = false;
        query.Limit = 1;
        var backward = new List<string>();
        do
        {
            var page = await client.QueryAsync(query, Cancel);
            backward.AddRange(page.Items.Select(Text));
            query.ExclusiveStartKey = page.LastEvaluatedKey;
            page.LastEvaluatedKey?.Count.ShouldBe(6);
        }
        while (query.ExclusiveStartKey is not null);
        backward.ShouldBe(expected.Split(' ').Reverse());

        static string Text(Dictionary<string, AttributeValue> item) => $"{item["round"].S}/{item["bracket"].S}/{item["seed"].N}";
    }

    [Theory]
    [InlineData("tournamentId = :t", "Query condition missed key schema element: place")]
    [InlineData("tournamentId = :t AND place > :p", "Query key condition not supported")]
    [InlineData("tournamentId = :t AND place = :p AND bracket = :t", "Query condition missed key schema element: round")]
    [InlineData("tournamentId = :t AND place = :p AND round > :t AND bracket = :t", "Query key condition not supported")]
    public async Task Gaps_and_early_ranges_in_such_keys_are_refused(string condition, string message)
    {
        using var client = await MatchesAsync();
        var query = OnIndex("ByRound", condition, condition.Contains(":p", StringComparison.Ordinal) ? Hash : Hash[..1]);
        await client.QueryAsync(query, Cancel).ShouldRefuse(message);
    }

    [Fact]
    public async Task No_attribute_of_such_a_key_may_be_filtered()
    {
        using var client = await MatchesAsync();
        var query = OnIndex("ByRound", "tournamentId = :t AND place = :p", Hash);
        query.FilterExpression = "seed > :t";
        await client.QueryAsync(query, Cancel).ShouldRefuse(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: seed");
    }
}

public sealed class IndexTests_Embedded : IndexTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class IndexTests_Server : IndexTests<Server>;
