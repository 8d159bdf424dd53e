using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

/// <summary>The tables and requests of the developer guide, with the answers that it documents.</summary>
public abstract class DeveloperGuideTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    private async Task<AmazonDynamoDBClient> GameScoresAsync()
    {
        var client = await CreateAsync(new CreateTableRequest
        {
            TableName = "GameScores",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("UserId", ScalarAttributeType.S), new("GameTitle", ScalarAttributeType.S), new("TopScore", ScalarAttributeType.N)],
            KeySchema = [new("UserId", KeyType.HASH), new("GameTitle", KeyType.RANGE)],
            GlobalSecondaryIndexes =
            [
                new()
                {
                    IndexName = "GameTitleIndex",
                    KeySchema = [new("GameTitle", KeyType.HASH), new("TopScore", KeyType.RANGE)],
                    Projection = new() { ProjectionType = ProjectionType.KEYS_ONLY },
                },
            ],
        });
        foreach (var (user, game, score) in ((string, string, string)[])
            [("101", "Galaxy Invaders", "5842"), ("101", "Meteor Blasters", "1000"), ("101", "Starship X", "24"), ("102", "Alien Adventure", "192"),
             ("102", "Galaxy Invaders", "0"), ("103", "Attack Ships", "3"), ("103", "Galaxy Invaders", "2317"), ("103", "Meteor Blasters", "723"), ("103", "Starship X", "42")])
        {
            await client.PutItemAsync("GameScores", Item(("UserId", S(user)), ("GameTitle", S(game)), ("TopScore", N(score)), ("Wins", N("1"))), Cancel);
        }
        return client;
    }

    [Fact]
    public async Task The_top_scores_of_a_game_come_from_its_index_in_descending_order()
    {
        using var client = await GameScoresAsync();
        var query = new QueryRequest("GameScores")
        {
            IndexName = "GameTitleIndex",
            KeyConditionExpression = "GameTitle = :v_title",
            ExpressionAttributeValues = Item((":v_title", S("Meteor Blasters"))),
            ProjectionExpression = "UserId, TopScore",
            ScanIndexForward = false,
        };
        var found = (await client.QueryAsync(query, Cancel)).Items;
        found.Select(i => (i["UserId"].S, i["TopScore"].N)).ShouldBe([("101", "1000"), ("103", "723")]);
        query.ProjectionExpression = "Wins";
        (await Should.ThrowAsync<AmazonDynamoDBException>(() => client.QueryAsync(query, Cancel))).Message.ShouldContain("does not project [Wins]");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_scan_of_an_index_gives_every_row_once_in_pages_of_any_size(int limit)
    {
        using var client = await GameScoresAsync();
        var scan = new ScanRequest("GameScores") { IndexName = "GameTitleIndex", Limit = limit };
        var found = new List<string>();
        do
        {
            var page = await client.ScanAsync(scan, Cancel);
            found.AddRange(page.Items.Select(i => i["UserId"].S + i["GameTitle"].S));
            scan.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (scan.ExclusiveStartKey is not null);
        found.Distinct().Count().ShouldBe(9);
        found.Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_thread_is_found_by_its_subject_and_by_its_last_post()
    {
        using var client = await CreateAsync(new CreateTableRequest
        {
            TableName = "Thread",
            ProvisionedThroughput = new(5, 5),
            AttributeDefinitions =
                [new("ForumName", ScalarAttributeType.S), new("Subject", ScalarAttributeType.S), new("LastPostDateTime", ScalarAttributeType.S)],
            KeySchema = [new("ForumName", KeyType.HASH), new("Subject", KeyType.RANGE)],
            LocalSecondaryIndexes =
            [
                new()
                {
                    IndexName = "LastPostIndex",
                    KeySchema = [new("ForumName", KeyType.HASH), new("LastPostDateTime", KeyType.RANGE)],
                    Projection = new() { ProjectionType = ProjectionType.KEYS_ONLY },
                },
            ],
        });
        foreach (var (forum, subject, last, replies) in ((string, string, string, string)[])
            [("S3", "aaa", "2015-03-15:17:24:31", "12"), ("S3", "bbb", "2015-01-22:23:18:01", "3"), ("S3", "ccc", "2015-02-31:13:14:21", "4"),
             ("S3", "ddd", "2015-01-03:09:21:11", "9"), ("EC2", "yyy", "2015-02-12:11:07:56", "18"), ("EC2", "zzz", "2015-01-18:07:33:42", "0")])
        {
            await client.PutItemAsync("Thread", Item(("ForumName", S(forum)), ("Subject", S(subject)), ("LastPostDateTime", S(last)), ("Replies", N(replies))), Cancel);
        }
        var query = new QueryRequest("Thread")
        {
            IndexName = "LastPostIndex",
            KeyConditionExpression = "ForumName = :v_forum and LastPostDateTime between :v_start and :v_end",
            ExpressionAttributeValues = Item((":v_forum", S("S3")), (":v_start", S("2015-01-01")), (":v_end", S("2015-02-01"))),
            ProjectionExpression = "Subject, Replies",
            ReturnConsumedCapacity = "INDEXES",
        };
        var page = await client.QueryAsync(query, Cancel);
        // Replies are not in the index: each item is fetched from the table
        page.Items.Select(i => (i["Subject"].S, i["Replies"].N)).ShouldBe([("ddd", "9"), ("bbb", "3")]);
        page.ConsumedCapacity.Table.CapacityUnits.ShouldBe(1);
        page.ConsumedCapacity.LocalSecondaryIndexes["LastPostIndex"].CapacityUnits.ShouldBe(0.5);
    }

    [Fact]
    public async Task The_updates_of_the_product_catalog_do_what_the_guide_says()
    {
        using var client = await CreateAsync(new CreateTableRequest
        {
            TableName = "ProductCatalog",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("Id", ScalarAttributeType.N)],
            KeySchema = [new("Id", KeyType.HASH)],
        });
        var key = Item(("Id", N("789")));
        await client.PutItemAsync("ProductCatalog", Item(("Id", N("789")), ("ProductCategory", S("Home Improvement")), ("Price", N("52")), ("InStock", new() { BOOL = true }), ("Brand", S("Acme"))), Cancel);

        await UpdateAsync("SET RelatedItems = :ri, ProductReviews = :pr",
            (":ri", L(S("Hammer"))), (":pr", M(("FiveStar", L(S("Best product ever!"))))));
        await UpdateAsync("SET RelatedItems[1] = :ri", (":ri", S("Nails")));
        await UpdateAsync("SET #pr.#5star[1] = :r5, #pr.#3star = :r3", (":r5", S("Very happy with my purchase")), (":r3", L(S("Just OK - not that great"))));
        await UpdateAsync("SET Price = Price - :p", (":p", N("15")));
        await UpdateAsync("SET #ri = list_append(:vals, #ri)", (":vals", L(S("Screwdriver"), S("Hacksaw"))));
        await UpdateAsync("SET Price = if_not_exists(Price, :p)", (":p", N("100")));
        await UpdateAsync("REMOVE Brand, InStock");
        await UpdateAsync("ADD QuantityOnHand :q, Color :c", (":q", N("5")), (":c", new() { SS = ["Orange", "Purple"] }));
        await UpdateAsync("ADD QuantityOnHand :q, Color :c", (":q", N("5")), (":c", new() { SS = ["Yellow", "Green", "Blue"] }));
        await UpdateAsync("DELETE Color :p", (":p", new() { SS = ["Yellow", "Purple"] }));

        var item = (await client.GetItemAsync("ProductCatalog", key, Cancel)).Item;
        item["RelatedItems"].L.Select(v => v.S).ShouldBe(["Screwdriver", "Hacksaw", "Hammer", "Nails"]);
        item["ProductReviews"].M["FiveStar"].L.Select(v => v.S).ShouldBe(["Best product ever!", "Very happy with my purchase"]);
        item["ProductReviews"].M["ThreeStar"].L.Select(v => v.S).ShouldBe(["Just OK - not that great"]);
        item["Price"].N.ShouldBe("37");
        item["QuantityOnHand"].N.ShouldBe("10");
        item["Color"].SS.ShouldBe(["Blue", "Green", "Orange"], ignoreOrder: true);
        item.Keys.ShouldNotContain("Brand");
        await UpdateAsync("REMOVE RelatedItems[1], RelatedItems[2]");
        (await client.GetItemAsync("ProductCatalog", key, Cancel)).Item["RelatedItems"].L.Select(v => v.S).ShouldBe(["Screwdriver", "Nails"]);
        await Should.ThrowAsync<ConditionalCheckFailedException>(() => client.DeleteItemAsync(new()
        {
            TableName = "ProductCatalog",
            Key = key,
            ConditionExpression = "(ProductCategory IN (:cat1, :cat2)) and (Price between :lo and :hi)",
            ExpressionAttributeValues = Item((":cat1", S("Sporting Goods")), (":cat2", S("Gardening Supplies")), (":lo", N("500")), (":hi", N("600"))),
        }, Cancel));

        Task UpdateAsync(string expression, params (string, AttributeValue)[] values) => client.UpdateItemAsync(new()
        {
            TableName = "ProductCatalog",
            Key = key,
            UpdateExpression = expression,
            ExpressionAttributeNames = expression.Contains('#', StringComparison.Ordinal)
                ? new Dictionary<string, string> { ["#pr"] = "ProductReviews", ["#5star"] = "FiveStar", ["#3star"] = "ThreeStar", ["#ri"] = "RelatedItems" }
                    .Where(n => expression.Contains(n.Key, StringComparison.Ordinal)).ToDictionary()
                : null,
            ExpressionAttributeValues = values.Length == 0 ? null : Item(values),
        }, Cancel);
    }
}

public sealed class DeveloperGuideTests_Embedded : DeveloperGuideTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class DeveloperGuideTests_Server : DeveloperGuideTests<Server>;
