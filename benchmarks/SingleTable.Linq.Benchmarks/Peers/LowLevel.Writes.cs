using System.Globalization;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Benchmarks.Canned;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <content>Writes, with the condition that the library sends too.</content>
internal sealed partial class LowLevel
{
    public async Task<TeamMember> PutAsync(string tenant, TeamMember member)
    {
        await client.PutItemAsync(new PutItemRequest { TableName = BenchTable.TableName, Item = Item(tenant, member) }).ConfigureAwait(false);
        return member;
    }

    public async Task<TeamMember> UpdateAsync(string tenant, string organizationId, string teamId, string id, string username, int logins)
    {
        var response = await client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = BenchTable.TableName,
            Key = Key($"TENANT#{tenant}#ORG#{organizationId}", $"TEAM#{teamId}#MEMBER#{id}"),
            UpdateExpression = "SET #u = :u",
            ConditionExpression = "attribute_exists(#pk) AND #t = :t AND #l >= :l",
            ExpressionAttributeNames = new Dictionary<string, string>(4) { ["#pk"] = "pk", ["#u"] = "Username", ["#t"] = "_type", ["#l"] = "LoginCount" },
            ExpressionAttributeValues = new Dictionary<string, AttributeValue>(3)
            {
                [":u"] = new(username),
                [":t"] = new($"{tenant}#{nameof(TeamMember)}"),
                [":l"] = new() { N = logins.ToString(CultureInfo.InvariantCulture) },
            },
            ReturnValues = "ALL_NEW",
            ReturnValuesOnConditionCheckFailure = "ALL_OLD",
        }).ConfigureAwait(false);
        return Member(response.Attributes);
    }

    public async Task<int> TransactAsync(string tenant, TeamMember member)
    {
        var (partition, team) = ($"TENANT#{tenant}#ORG#{member.OrganizationId}", $"TEAM#{member.TeamId}");
        await client.TransactWriteItemsAsync(new TransactWriteItemsRequest
        {
            ClientRequestToken = Guid.NewGuid().ToString("D"),
            TransactItems =
            [
                new()
                {
                    Put = new Put
                    {
                        TableName = BenchTable.TableName,
                        Item = Item(tenant, member),
                        ConditionExpression = "attribute_not_exists(pk)",
                        ReturnValuesOnConditionCheckFailure = "ALL_OLD",
                    },
                },
                new() { Update = Increment(tenant, partition, team, nameof(Team), "MemberCount") },
                new() { Update = Increment(tenant, partition, "#METADATA", nameof(Organization), "MaxUsers") },
            ],
        }).ConfigureAwait(false);
        return 3;
    }

    private static Update Increment(string tenant, string partition, string sort, string type, string property) => new()
    {
        TableName = BenchTable.TableName,
        Key = Key(partition, sort),
        UpdateExpression = "ADD #c :one",
        ConditionExpression = "attribute_exists(#pk) AND #t = :t",
        ExpressionAttributeNames = new Dictionary<string, string>(3) { ["#pk"] = "pk", ["#t"] = "_type", ["#c"] = property },
        ExpressionAttributeValues = new Dictionary<string, AttributeValue>(2) { [":one"] = new() { N = "1" }, [":t"] = new($"{tenant}#{type}") },
        ReturnValuesOnConditionCheckFailure = "ALL_OLD",
    };

    private static Dictionary<string, AttributeValue> Key(string partition, string sort) => new(2) { ["pk"] = new(partition), ["sk"] = new(sort) };

    private static Dictionary<string, AttributeValue> Item(string tenant, TeamMember member) => new(12)
    {
        ["pk"] = new($"TENANT#{tenant}#ORG#{member.OrganizationId}"),
        ["sk"] = new($"TEAM#{member.TeamId}#MEMBER#{member.Id}"),
        ["_type"] = new($"{tenant}#{nameof(TeamMember)}"),
        ["Id"] = new(member.Id),
        ["TenantId"] = new(tenant),
        ["OrganizationId"] = new(member.OrganizationId),
        ["TeamId"] = new(member.TeamId),
        ["Username"] = new(member.Username),
        ["Email"] = new(member.Email),
        ["Role"] = new(member.Role.ToString()),
        ["JoinedAt"] = new(member.JoinedAt.ToString("O", CultureInfo.InvariantCulture)),
        ["LoginCount"] = new() { N = member.LoginCount.ToString(CultureInfo.InvariantCulture) },
    };
}
