using EfficientDynamoDb;
using EfficientDynamoDb.Configs;
using EfficientDynamoDb.Operations.Shared;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;
using IHttpClientFactory = EfficientDynamoDb.Configs.Http.IHttpClientFactory;

namespace SingleTable.Linq.Benchmarks.Peers.EfficientDynamoDb;

/// <summary>EfficientDynamoDb, which has an HTTP pipeline of its own and does not stand on the SDK.</summary>
internal sealed class EfficientPeer(byte[] body) : ISingleTablePeer
{
    private readonly DynamoDbContext _context = new(
        new DynamoDbContextConfig(RegionEndpoint.Create("eu-central-1"), new AwsCredentials(CannedClient.AccessKey, CannedClient.SecretKey))
        {
            HttpClientFactory = new Factory(CannedClient.CreateHttpClient(new CannedService(body))),
        });

    public object? Get(string tenant, string organizationId, string teamId, string id) =>
        Scenario.Now(_context.GetItemAsync<EfficientMember>($"TENANT#{tenant}#ORG#{organizationId}", $"TEAM#{teamId}#MEMBER#{id}"));

    public object Query(string tenant, string organizationId, string teamId)
    {
        var filter = Condition.ForEntity<EfficientMember>();
        return Scenario.Now(_context.Query<EfficientMember>()
            .WithKeyExpression(Joiner.And(
                filter.On(m => m.PartitionKey).EqualTo($"TENANT#{tenant}#ORG#{organizationId}"),
                filter.On(m => m.SortKey).BeginsWith($"TEAM#{teamId}#MEMBER#")))
            .ToListAsync());
    }

    public object? Partition(string tenant, string organizationId) => Scenario.Now(PartitionAsync(tenant, organizationId));

    public object BatchGet(string tenant, string organizationId, string teamId, IReadOnlyList<string> ids) => Scenario.Now(_context.BatchGet()
        .WithItems(ids.Select(id => Batch.GetItem<EfficientMember>().WithPrimaryKey($"TENANT#{tenant}#ORG#{organizationId}", $"TEAM#{teamId}#MEMBER#{id}")))
        .ToListAsync<EfficientMember>());

    public object Put(string tenant, TeamMember member)
    {
        Scenario.Now(_context.PutItemAsync(EfficientMember.Of(tenant, member)));
        return member;
    }

    public object Update(string tenant, string organizationId, string teamId, string id, string username, int logins)
    {
        var filter = Condition.ForEntity<EfficientMember>();
        return Scenario.Now(_context.UpdateItem<EfficientMember>()
            .WithPrimaryKey($"TENANT#{tenant}#ORG#{organizationId}", $"TEAM#{teamId}#MEMBER#{id}")
            .On(m => m.Username).Assign(username)
            .WithCondition(Joiner.And(
                filter.On(m => m.PartitionKey).Exists(),
                filter.On(m => m.Type).EqualTo($"{tenant}#{nameof(TeamMember)}"),
                filter.On(m => m.LoginCount).GreaterThanOrEqualTo(logins)))
            .WithReturnValues(ReturnValues.AllNew)
            .WithReturnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.AllOld)
            .ToItemAsync())!;
    }

    public object BatchWrite(string tenant, IReadOnlyList<TeamMember> members)
    {
        Scenario.Now(_context.BatchWrite().WithItems(members.Select(m => Batch.PutItem(EfficientMember.Of(tenant, m)))).ExecuteAsync());
        return members.Count;
    }

    public object Transact(string tenant, TeamMember member)
    {
        var partition = $"TENANT#{tenant}#ORG#{member.OrganizationId}";
        Scenario.Now(_context.TransactWrite()
            .WithClientRequestToken(Guid.NewGuid().ToString("D"))
            .WithItems(
                global::EfficientDynamoDb.Transact.PutItem(EfficientMember.Of(tenant, member))
                    .WithCondition(Condition<EfficientMember>.On(m => m.PartitionKey).NotExists())
                    .WithReturnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.AllOld),
                global::EfficientDynamoDb.Transact.UpdateItem<EfficientTeam>()
                    .WithPrimaryKey(partition, $"TEAM#{member.TeamId}")
                    .On(t => t.MemberCount).AssignSum(t => t.MemberCount, 1)
                    .WithCondition(f => Joiner.And(f.On(t => t.PartitionKey).Exists(), f.On(t => t.Type).EqualTo($"{tenant}#{nameof(Team)}")))
                    .WithReturnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.AllOld),
                global::EfficientDynamoDb.Transact.UpdateItem<EfficientOrganization>()
                    .WithPrimaryKey(partition, "#METADATA")
                    .On(o => o.MaxUsers).AssignSum(o => o.MaxUsers, 1)
                    .WithCondition(f => Joiner.And(f.On(o => o.PartitionKey).Exists(), f.On(o => o.Type).EqualTo($"{tenant}#{nameof(Organization)}")))
                    .WithReturnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.AllOld))
            .ExecuteAsync());
        return 3;
    }

    // Items of several types come as documents, as its guide says.
    private async Task<EfficientOrganization?> PartitionAsync(string tenant, string organizationId)
    {
        var documents = await _context.Query<EfficientOrganization>()
            .WithKeyExpression(Condition<EfficientOrganization>.On(o => o.PartitionKey).EqualTo($"TENANT#{tenant}#ORG#{organizationId}"))
            .AsDocuments()
            .ToListAsync().ConfigureAwait(false);
        EfficientOrganization? organization = null;
        var teams = new Dictionary<string, EfficientTeam>();
        foreach (var document in documents)
        {
            var type = document["_type"].AsString().AsSpan();
            switch (type[(type.LastIndexOf('#') + 1)..])
            {
                case nameof(Organization):
                    organization = _context.ToObject<EfficientOrganization>(document);
                    break;
                case nameof(Team):
                    var team = _context.ToObject<EfficientTeam>(document);
                    teams.Add(team.Id, team);
                    organization?.Teams.Add(team);
                    break;
                default:
                    var member = _context.ToObject<EfficientMember>(document);
                    teams[member.TeamId].Members.Add(member);
                    break;
            }
        }

        return organization;
    }

    private sealed class Factory(HttpClient client) : IHttpClientFactory
    {
        public HttpClient CreateHttpClient() => client;
    }
}
