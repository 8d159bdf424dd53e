using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory.Tests.Engines;
using static SingleTable.Linq.InMemory.Tests.Sample;

namespace SingleTable.Linq.InMemory.Tests;

public abstract class BatchTests<TEngine> : RuleTests<TEngine>
    where TEngine : Engine, new()
{
    private static WriteRequest Put(string pk, string sk, params (string, AttributeValue)[] more) => new(new PutRequest(Row(pk, sk, more)));

    [Fact]
    public async Task A_batch_writes_and_deletes()
    {
        using var client = await CreateAsync();
        await client.PutAsync(Row("p", "old"));
        await client.BatchWriteItemAsync(new BatchWriteItemRequest(new()
        {
            [Table] = [Put("p", "new"), new WriteRequest(new DeleteRequest(Key("p", "old")))],
        }), Cancel);
        (await client.SortKeysAsync("pk = :p", (":p", S("p")))).ShouldBe(["new"]);
    }

    [Fact]
    public async Task Counts_of_batches_are_limited()
    {
        using var client = await CreateAsync();
        var puts = Enumerable.Range(0, 26).Select(i => Put("p", $"{i}")).ToList();
        await Should.ThrowAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(() => client.BatchWriteItemAsync(new BatchWriteItemRequest(new() { [Table] = puts }), Cancel));
        (await client.ScanAsync(new ScanRequest(Table), Cancel)).Count.ShouldBe(0);
        await client.BatchWriteItemAsync(new BatchWriteItemRequest(new() { [Table] = puts[..25] }), Cancel);
        var keys = Enumerable.Range(0, 101).Select(i => Key("p", $"{i}")).ToList();
        await client.BatchGetItemAsync(new BatchGetItemRequest(new() { [Table] = new() { Keys = keys } }), Cancel)
            .ShouldRefuse("Too many items requested for the BatchGetItem call");
        var found = await client.BatchGetItemAsync(new BatchGetItemRequest(new() { [Table] = new() { Keys = keys[..100] } }), Cancel);
        found.Responses[Table].Count.ShouldBe(25);
        found.UnprocessedKeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Duplicates_in_a_batch_are_refused()
    {
        using var client = await CreateAsync();
        await client.BatchWriteItemAsync(new BatchWriteItemRequest(new() { [Table] = [Put("p", "s"), Put("p", "s", ("x", S("y")))] }), Cancel)
            .ShouldRefuse("Provided list of item keys contains duplicates");
        await client.BatchGetItemAsync(new BatchGetItemRequest(new() { [Table] = new() { Keys = [Key("p", "s"), Key("p", "s")] } }), Cancel)
            .ShouldRefuse("Provided list of item keys contains duplicates");
    }

    [Fact]
    public async Task One_invalid_item_refuses_the_whole_batch()
    {
        using var client = await CreateAsync();
        await client.BatchWriteItemAsync(new BatchWriteItemRequest(new() { [Table] = [Put("p", "s"), Put("p", "")] }), Cancel).ShouldRefuse(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: sk");
        (await client.ScanAsync(new ScanRequest(Table), Cancel)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_answers_16_megabytes_at_most_and_names_the_rest()
    {
        using var client = await CreateAsync();
        string filler = new('x', 400_000);
        for (int i = 0; i < 50; i++) await client.PutAsync(Row("p", $"{i}", ("filler", S(filler))));
        var request = new BatchGetItemRequest(new() { [Table] = new() { Keys = [.. Enumerable.Range(0, 50).Select(i => Key("p", $"{i}"))] } });
        var first = await client.BatchGetItemAsync(request, Cancel);
        first.Responses[Table].Count.ShouldBe(41);
        first.UnprocessedKeys[Table].Keys.Count.ShouldBe(9);
        var second = await client.BatchGetItemAsync(new BatchGetItemRequest(first.UnprocessedKeys), Cancel);
        second.Responses[Table].Count.ShouldBe(9);
    }
}

public sealed class BatchTests_Embedded : BatchTests<Embedded>;

[Collection(OneServer.Name)]
public sealed class BatchTests_Server : BatchTests<Server>;
