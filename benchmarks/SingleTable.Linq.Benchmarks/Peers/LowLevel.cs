using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <summary>The SDK's own operations, with requests and mapping written by hand: no reflection, no needless copy, every page followed.</summary>
internal sealed partial class LowLevel(IAmazonDynamoDB client) : ISingleTablePeer
{
    public async Task<TeamMember?> GetAsync(string tenant, string organizationId, string teamId, string id)
    {
        var response = await client.GetItemAsync(new GetItemRequest
        {
            TableName = BenchTable.TableName,
            Key = new Dictionary<string, AttributeValue>(2)
            {
                ["pk"] = new($"TENANT#{tenant}#ORG#{organizationId}"),
                ["sk"] = new($"TEAM#{teamId}#MEMBER#{id}"),
            },
        }).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? Member(item) : null;
    }

    public async Task<List<TeamMember>> QueryAsync(string tenant, string organizationId, string teamId)
    {
        var request = new QueryRequest
        {
            TableName = BenchTable.TableName,
            KeyConditionExpression = "pk = :pk AND begins_with(sk, :sk)",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue>(2)
            {
                [":pk"] = new($"TENANT#{tenant}#ORG#{organizationId}"),
                [":sk"] = new($"TEAM#{teamId}#MEMBER#"),
            },
        };
        var members = new List<TeamMember>();
        do
        {
            var response = await client.QueryAsync(request).ConfigureAwait(false);
            members.EnsureCapacity(members.Count + response.Items.Count);
            foreach (var item in response.Items)
            {
                members.Add(Member(item));
            }

            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return members;
    }

    /// <remarks>Children follow their parent in the order of the keys.</remarks>
    public async Task<Organization?> PartitionAsync(string tenant, string organizationId)
    {
        var request = new QueryRequest
        {
            TableName = BenchTable.TableName,
            KeyConditionExpression = "pk = :pk",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue>(1) { [":pk"] = new($"TENANT#{tenant}#ORG#{organizationId}") },
        };
        Organization? organization = null;
        var teams = new Dictionary<string, Team>();
        do
        {
            var response = await client.QueryAsync(request).ConfigureAwait(false);
            foreach (var item in response.Items)
            {
                var type = item["_type"].S.AsSpan();
                switch (type[(type.LastIndexOf('#') + 1)..])
                {
                    case nameof(Organization):
                        organization = ReadOrganization(item);
                        break;
                    case nameof(Team):
                        var team = ReadTeam(item);
                        teams.Add(team.Id, team);
                        organization?.Teams.Add(team);
                        break;
                    default:
                        var member = Member(item);
                        teams[member.TeamId].Members.Add(member);
                        break;
                }
            }

            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return organization;
    }

    public static TeamMember Member(Dictionary<string, AttributeValue> item) => new()
    {
        Id = item["Id"].S,
        TenantId = item["TenantId"].S,
        OrganizationId = item["OrganizationId"].S,
        TeamId = item["TeamId"].S,
        Username = item["Username"].S,
        Email = item["Email"].S,
        Role = Enum.Parse<Role>(item["Role"].S),
        JoinedAt = DateTime.ParseExact(item["JoinedAt"].S, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        LoginCount = int.Parse(item["LoginCount"].N, CultureInfo.InvariantCulture),
    };

    private static Team ReadTeam(Dictionary<string, AttributeValue> item) => new()
    {
        Id = item["Id"].S,
        TenantId = item["TenantId"].S,
        OrganizationId = item["OrganizationId"].S,
        Name = item["Name"].S,
        MemberCount = int.Parse(item["MemberCount"].N, CultureInfo.InvariantCulture),
    };

    private static Organization ReadOrganization(Dictionary<string, AttributeValue> item) => new()
    {
        Id = item["Id"].S,
        TenantId = item["TenantId"].S,
        Name = item["Name"].S,
        MaxUsers = int.Parse(item["MaxUsers"].N, CultureInfo.InvariantCulture),
    };
}
