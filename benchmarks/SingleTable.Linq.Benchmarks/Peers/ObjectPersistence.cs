using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <summary>DynamoDBContext, without the DescribeTable that it would send otherwise.</summary>
internal sealed class ObjectPersistence(IAmazonDynamoDB client)
{
    private readonly DynamoDBContext _context = new DynamoDBContextBuilder()
        .WithDynamoDBClient(() => client)
        .ConfigureContext(config => config.DisableFetchingTableMetadata = true)
        .Build();

    public Task<ContextMember> GetAsync(string tenant, string organizationId, string teamId, string id) =>
        _context.LoadAsync<ContextMember>($"TENANT#{tenant}#ORG#{organizationId}", $"TEAM#{teamId}#MEMBER#{id}");

    public Task<List<ContextMember>> QueryAsync(string tenant, string organizationId, string teamId) =>
        _context.QueryAsync<ContextMember>($"TENANT#{tenant}#ORG#{organizationId}", QueryOperator.BeginsWith, [$"TEAM#{teamId}#MEMBER#"])
            .GetRemainingAsync();

    public async Task<TeamMember> PutAsync(string tenant, TeamMember member)
    {
        await _context.SaveAsync(ContextMember.Of(tenant, member)).ConfigureAwait(false);
        return member;
    }

    public async Task<int> BatchWriteAsync(string tenant, IReadOnlyList<TeamMember> members)
    {
        var batch = _context.CreateBatchWrite<ContextMember>();
        foreach (var member in members)
        {
            batch.AddPutItem(ContextMember.Of(tenant, member));
        }

        await batch.ExecuteAsync().ConfigureAwait(false);
        return members.Count;
    }

    public async Task<List<ContextMember>> BatchGetAsync(string tenant, string organizationId, string teamId, IReadOnlyList<string> ids)
    {
        var batch = _context.CreateBatchGet<ContextMember>();
        foreach (var id in ids)
        {
            batch.AddKey($"TENANT#{tenant}#ORG#{organizationId}", $"TEAM#{teamId}#MEMBER#{id}");
        }

        await batch.ExecuteAsync().ConfigureAwait(false);
        return batch.Results;
    }
}
