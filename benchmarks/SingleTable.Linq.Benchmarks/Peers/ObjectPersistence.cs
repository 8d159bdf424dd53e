using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <summary>DynamoDBContext, without the DescribeTable that it would send otherwise.</summary>
internal sealed class ObjectPersistence(IAmazonDynamoDB client) : IPeer
{
    private readonly DynamoDBContext _context = new DynamoDBContextBuilder()
        .WithDynamoDBClient(() => client)
        .ConfigureContext(config => config.DisableFetchingTableMetadata = true)
        .Build();

    public object? Get(string tenant, string organizationId, string teamId, string id) =>
        Scenario.Now(_context.LoadAsync<ContextMember>($"TENANT#{tenant}#ORG#{organizationId}", $"TEAM#{teamId}#MEMBER#{id}"));

    public object Query(string tenant, string organizationId, string teamId) => Scenario.Now(
        _context.QueryAsync<ContextMember>($"TENANT#{tenant}#ORG#{organizationId}", QueryOperator.BeginsWith, [$"TEAM#{teamId}#MEMBER#"])
            .GetRemainingAsync());

    public object Put(string tenant, TeamMember member) => Scenario.Now(PutAsync(tenant, member));

    public object BatchWrite(string tenant, IReadOnlyList<TeamMember> members) => Scenario.Now(BatchWriteAsync(tenant, members));

    public object BatchGet(string tenant, string organizationId, string teamId, IReadOnlyList<string> ids) =>
        Scenario.Now(BatchGetAsync(tenant, organizationId, teamId, ids));

    private async Task<TeamMember> PutAsync(string tenant, TeamMember member)
    {
        await _context.SaveAsync(ContextMember.Of(tenant, member)).ConfigureAwait(false);
        return member;
    }

    private async Task<int> BatchWriteAsync(string tenant, IReadOnlyList<TeamMember> members)
    {
        var batch = _context.CreateBatchWrite<ContextMember>();
        foreach (var member in members)
        {
            batch.AddPutItem(ContextMember.Of(tenant, member));
        }

        await batch.ExecuteAsync().ConfigureAwait(false);
        return members.Count;
    }

    private async Task<List<ContextMember>> BatchGetAsync(string tenant, string organizationId, string teamId, IReadOnlyList<string> ids)
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
