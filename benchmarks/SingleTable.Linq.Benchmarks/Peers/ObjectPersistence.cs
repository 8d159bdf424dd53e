using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;

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
}
