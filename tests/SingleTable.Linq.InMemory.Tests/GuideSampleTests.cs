using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

/// <summary>More of the developer guide: the songs of getting started, the replies of a forum, the matches of a tournament.</summary>
public abstract class GuideSampleTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    private static Projection All => new() { ProjectionType = ProjectionType.ALL };

    private async Task<AmazonDynamoDBClient> MusicAsync()
    {
        var client = await CreateAsync(new CreateTableRequest
        {
            TableName = "Music",
            ProvisionedThroughput = new(5, 5),
            AttributeDefinitions = [new("Artist", ScalarAttributeType.S), new("SongTitle", ScalarAttributeType.S), new("AlbumTitle", ScalarAttributeType.S)],
            KeySchema = [new("Artist", KeyType.HASH), new("SongTitle", KeyType.RANGE)],
            GlobalSecondaryIndexes =
            [
                new() { IndexName = "AlbumTitle-index", KeySchema = [new("AlbumTitle", KeyType.HASH)], Projection = All, ProvisionedThroughput = new(5, 5) },
            ],
        });
        foreach (var (artist, song, album, awards) in ((string, string, string, string)[])
            [("No One You Know", "Call Me Today", "Somewhat Famous", "1"), ("No One You Know", "Howdy", "Somewhat Famous", "2"),
             ("Acme Band", "Happy Day", "Songs About Life", "10"), ("Acme Band", "PartiQL Rocks", "Another Album Title", "8")])
        {
            await client.PutItemAsync("Music", Item(("Artist", S(artist)), ("SongTitle", S(song)), ("AlbumTitle", S(album)), ("Awards", N(awards))), Cancel);
        }

        return client;
    }

    [Fact]
    public async Task Songs_are_read_updated_and_found_by_artist_and_by_album()
    {
        using var client = await MusicAsync();
        var key = Item(("Artist", S("Acme Band")), ("SongTitle", S("Happy Day")));
        (await client.GetItemAsync("Music", key, consistentRead: true, Cancel)).Item["Awards"].N.ShouldBe("10");
        var update = new UpdateItemRequest
        {
            TableName = "Music",
            Key = key,
            UpdateExpression = "SET AlbumTitle = :newval",
            ExpressionAttributeValues = Item((":newval", S("Updated Album Title"))),
            ReturnValues = "ALL_NEW",
        };
        var updated = (await client.UpdateItemAsync(update, Cancel)).Attributes;
        (updated["AlbumTitle"].S, updated["Awards"].N).ShouldBe(("Updated Album Title", "10"));

        var byArtist = new QueryRequest("Music") { KeyConditionExpression = "Artist = :name", ExpressionAttributeValues = Item((":name", S("Acme Band"))) };
        (await client.QueryAsync(byArtist, Cancel)).Items.Select(i => i["SongTitle"].S).ShouldBe(["Happy Day", "PartiQL Rocks"]);
        var byAlbum = new QueryRequest("Music")
        {
            IndexName = "AlbumTitle-index",
            KeyConditionExpression = "AlbumTitle = :name",
            ExpressionAttributeValues = Item((":name", S("Somewhat Famous"))),
        };
        (await client.QueryAsync(byAlbum, Cancel)).Items.Select(i => i["SongTitle"].S).ShouldBe(["Call Me Today", "Howdy"], ignoreOrder: true);
        (await client.ScanAsync(new ScanRequest("Music"), Cancel)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_song_is_not_written_twice_under_a_condition()
    {
        using var client = await MusicAsync();
        var put = new PutItemRequest
        {
            TableName = "Music",
            Item = Item(("Artist", S("No One You Know")), ("SongTitle", S("Call Me Today"))),
            ConditionExpression = "attribute_not_exists(Artist)",
        };
        await Should.ThrowAsync<ConditionalCheckFailedException>(() => client.PutItemAsync(put, Cancel));
        (await client.GetItemAsync("Music", put.Item, Cancel)).Item["AlbumTitle"].S.ShouldBe("Somewhat Famous");
    }

    [Fact]
    public async Task Replies_of_a_thread_are_found_by_time_and_by_who_posted_them()
    {
        using var client = await CreateAsync(new CreateTableRequest
        {
            TableName = "Reply",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions =
                [new("Id", ScalarAttributeType.S), new("ReplyDateTime", ScalarAttributeType.S), new("PostedBy", ScalarAttributeType.S), new("Message", ScalarAttributeType.S)],
            KeySchema = [new("Id", KeyType.HASH), new("ReplyDateTime", KeyType.RANGE)],
            GlobalSecondaryIndexes = [new() { IndexName = "PostedBy-Message-Index", KeySchema = [new("PostedBy", KeyType.HASH), new("Message", KeyType.RANGE)], Projection = All }],
        });
        foreach (var (id, time, by, message) in ((string, string, string, string)[])
            [("Amazon DynamoDB#DynamoDB Thread 1", "2015-09-15T19:58:22.947Z", "User A", "Reply 1"), ("Amazon DynamoDB#DynamoDB Thread 1", "2015-09-22T19:58:22.947Z", "User B", "Reply 2"),
             ("Amazon DynamoDB#DynamoDB Thread 2", "2015-09-29T19:58:22.947Z", "User A", "Reply 3"), ("Amazon DynamoDB#DynamoDB Thread 2", "2015-10-05T19:58:22.947Z", "User A", "Reply 4")])
        {
            await client.PutItemAsync("Reply", Item(("Id", S(id)), ("ReplyDateTime", S(time)), ("PostedBy", S(by)), ("Message", S(message))), Cancel);
        }

        var query = new QueryRequest("Reply")
        {
            KeyConditionExpression = "Id = :v_Id and ReplyDateTime > :from",
            FilterExpression = "PostedBy = :user",
            ExpressionAttributeValues = Item((":v_Id", S("Amazon DynamoDB#DynamoDB Thread 1")), (":from", S("2015-09-15T00:00:00Z")), (":user", S("User B"))),
            ConsistentRead = true,
        };
        var page = await client.QueryAsync(query, Cancel);
        (page.Count, page.ScannedCount, page.Items.Single()["Message"].S).ShouldBe((1, 2, "Reply 2"));
        query = new QueryRequest("Reply")
        {
            IndexName = "PostedBy-Message-Index",
            KeyConditionExpression = "PostedBy = :user and begins_with(Message, :m)",
            ExpressionAttributeValues = Item((":user", S("User A")), (":m", S("Reply"))),
            ScanIndexForward = false,
        };
        (await client.QueryAsync(query, Cancel)).Items.Select(i => i["Message"].S).ShouldBe(["Reply 4", "Reply 3", "Reply 1"]);
    }

    [Theory]
    [InlineData("TournamentRegionIndex", "tournamentId = :t AND #region = :r", "match-001 match-004 match-002 match-003")]
    [InlineData("TournamentRegionIndex", "tournamentId = :t AND #region = :r AND round = :semi", "match-002 match-003")]
    [InlineData("TournamentRegionIndex", "tournamentId = :t AND #region = :r AND round = :semi AND bracket = :upper", "match-002")]
    [InlineData("TournamentRegionIndex", "tournamentId = :t AND #region = :r AND round = :semi AND bracket = :upper AND matchId = :m", "match-002")]
    [InlineData("PlayerMatchHistoryIndex", "player1Id = :p", "match-004 match-002 match-001")]
    [InlineData("PlayerMatchHistoryIndex", "player1Id = :p AND matchDate BETWEEN :from AND :to", "match-002 match-001")]
    [InlineData("PlayerMatchHistoryIndex", "player1Id = :p AND matchDate = :from AND round = :semi", "match-002")]
    public async Task Matches_of_a_tournament_are_found_by_keys_of_several_attributes(string index, string condition, string expected)
    {
        using var client = await CreateAsync(new CreateTableRequest
        {
            TableName = "TournamentMatches",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [.. ((string[])["matchId", "tournamentId", "region", "round", "bracket", "player1Id", "matchDate"]).Select(n => new AttributeDefinition(n, ScalarAttributeType.S))],
            KeySchema = [new("matchId", KeyType.HASH)],
            GlobalSecondaryIndexes =
            [
                new()
                {
                    IndexName = "TournamentRegionIndex",
                    KeySchema = [new("tournamentId", KeyType.HASH), new("region", KeyType.HASH), new("round", KeyType.RANGE), new("bracket", KeyType.RANGE), new("matchId", KeyType.RANGE)],
                    Projection = All,
                },
                new() { IndexName = "PlayerMatchHistoryIndex", KeySchema = [new("player1Id", KeyType.HASH), new("matchDate", KeyType.RANGE), new("round", KeyType.RANGE)], Projection = All },
            ],
        });
        foreach (string line in (string[])
            ["match-001 WINTER2024 NA-EAST FINALS CHAMPIONSHIP 101 2024-01-20", "match-002 WINTER2024 NA-EAST SEMIFINALS UPPER 101 2024-01-18",
             "match-003 WINTER2024 NA-EAST SEMIFINALS WILDCARD 105 2024-01-18", "match-004 WINTER2024 NA-EAST QUARTERFINALS UPPER 101 2024-01-15",
             "match-005 WINTER2024 NA-WEST FINALS CHAMPIONSHIP 102 2024-01-20", "match-006 SPRING2024 NA-EAST QUARTERFINALS UPPER 102 2024-03-15"])
        {
            string[] names = ["matchId", "tournamentId", "region", "round", "bracket", "player1Id", "matchDate"];
            await client.PutItemAsync("TournamentMatches", names.Zip(line.Split(' ')).ToDictionary(v => v.First, v => S(v.Second)), Cancel);
        }

        var query = new QueryRequest("TournamentMatches")
        {
            IndexName = index,
            KeyConditionExpression = condition,
            ExpressionAttributeNames = condition.Contains("#region", StringComparison.Ordinal) ? new() { ["#region"] = "region" } : null,
            ExpressionAttributeValues = UsedIn(condition, (":t", S("WINTER2024")), (":r", S("NA-EAST")), (":semi", S("SEMIFINALS")), (":upper", S("UPPER")),
                (":m", S("match-002")), (":p", S("101")), (":from", S("2024-01-18")), (":to", S("2024-01-31"))),
        };
        (await client.QueryAsync(query, Cancel)).Items.Select(i => i["matchId"].S).ShouldBe(expected.Split(' '));
    }
}

public sealed class GuideSampleTests_Embedded : GuideSampleTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class GuideSampleTests_Server : GuideSampleTests<Server>;
