using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Time.Testing;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

/// <summary>What takes time, on a clock of the test's own.</summary>
public class TimeTests
{
    [Fact]
    public async Task A_delayed_index_shows_writes_later_and_in_their_order()
    {
        var time = new FakeTimeProvider();
        using var client = await CreateAsync(new InMemoryDynamoDb(new() { TimeProvider = time, IndexDelay = TimeSpan.FromSeconds(10) }));
        await client.PutAsync(Row("p", "a", ("gpk", S("g")), ("gsk", N("1")), ("lsk", S("l"))));
        time.Advance(TimeSpan.FromSeconds(6));
        await client.PutAsync(Row("p", "a", ("gpk", S("g")), ("gsk", N("2")), ("lsk", S("l"))));
        (await FoundAsync("GSI1", "gpk = :v", "g")).ShouldBe([]);
        (await FoundAsync("LSI1", "pk = :v", "p")).ShouldBe(["a"]);
        time.Advance(TimeSpan.FromSeconds(5));
        (await FoundAsync("GSI1", "gpk = :v AND gsk < :two", "g")).ShouldBe(["a"]);
        time.Advance(TimeSpan.FromSeconds(5));
        (await FoundAsync("GSI1", "gpk = :v AND gsk < :two", "g")).ShouldBe([]);
        (await FoundAsync("GSI1", "gpk = :v", "g")).ShouldBe(["a"]);

        async Task<string[]> FoundAsync(string index, string condition, string value)
        {
            var query = Query(condition);
            query.IndexName = index;
            query.ExpressionAttributeValues = UsedIn(condition, (":v", S(value)), (":two", N("2")));
            return [.. (await client.QueryAsync(query, Cancel)).Items.Select(i => i["sk"].S)];
        }
    }

    [Fact]
    public async Task A_token_repeats_its_transaction_for_ten_minutes()
    {
        var time = new FakeTimeProvider();
        var database = new InMemoryDynamoDb(new() { TimeProvider = time });
        using var client = await CreateAsync(database);
        var request = new TransactWriteItemsRequest { TransactItems = [Add("p", "s", "1")], ClientRequestToken = "token" };
        await client.TransactWriteItemsAsync(request, Cancel);
        time.Advance(TimeSpan.FromMinutes(9));
        await client.TransactWriteItemsAsync(request, Cancel);
        (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item["n"].N.ShouldBe("1");
        await Should.ThrowAsync<IdempotentParameterMismatchException>(() =>
            client.TransactWriteItemsAsync(new() { TransactItems = [Add("p", "s", "2")], ClientRequestToken = "token" }, Cancel));
        time.Advance(TimeSpan.FromMinutes(1));
        await client.TransactWriteItemsAsync(request, Cancel);
        (await client.GetItemAsync(Table, Key("p", "s"), Cancel)).Item["n"].N.ShouldBe("2");
    }

    private static TransactWriteItem Add(string pk, string sk, string amount) => new()
    {
        Update = new() { TableName = Table, Key = Key(pk, sk), UpdateExpression = "ADD n :n", ExpressionAttributeValues = Item((":n", N(amount))) },
    };
}
