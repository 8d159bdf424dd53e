using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <content>Batches: what the service leaves over is sent again.</content>
internal sealed partial class LowLevel
{
    public async Task<List<TeamMember>> BatchGetAsync(string tenant, string organizationId, string teamId, IReadOnlyList<string> ids)
    {
        var members = new List<TeamMember>(ids.Count);
        var keys = new List<Dictionary<string, AttributeValue>>(ids.Count);
        foreach (var id in ids)
        {
            keys.Add(Key($"TENANT#{tenant}#ORG#{organizationId}", $"TEAM#{teamId}#MEMBER#{id}"));
        }

        var request = new BatchGetItemRequest { RequestItems = new(1) { [BenchTable.TableName] = new KeysAndAttributes { Keys = keys } } };
        do
        {
            var response = await client.BatchGetItemAsync(request).ConfigureAwait(false);
            foreach (var item in response.Responses[BenchTable.TableName])
            {
                members.Add(Member(item));
            }

            request.RequestItems = response.UnprocessedKeys;
        }
        while (request.RequestItems is { Count: > 0 });
        return members;
    }

    public async Task<int> BatchWriteAsync(string tenant, IReadOnlyList<TeamMember> members)
    {
        var writes = new List<WriteRequest>(members.Count);
        foreach (var member in members)
        {
            writes.Add(new WriteRequest(new PutRequest(Item(tenant, member))));
        }

        var request = new BatchWriteItemRequest { RequestItems = new(1) { [BenchTable.TableName] = writes } };
        do
        {
            var response = await client.BatchWriteItemAsync(request).ConfigureAwait(false);
            request.RequestItems = response.UnprocessedItems;
        }
        while (request.RequestItems is { Count: > 0 });
        return members.Count;
    }
}
