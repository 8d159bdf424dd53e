using EfficientDynamoDb.Attributes;
using EfficientDynamoDb.Converters;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Peers.EfficientDynamoDb;

/// <summary>What every item of the table has.</summary>
[DynamoDbTable(BenchTable.TableName)]
public abstract class EfficientItem
{
    [DynamoDbProperty("pk", DynamoDbAttributeType.PartitionKey)]
    public string PartitionKey { get; set; } = "";

    [DynamoDbProperty("sk", DynamoDbAttributeType.SortKey)]
    public string SortKey { get; set; } = "";

    [DynamoDbProperty("_type")]
    public string Type { get; set; } = "";

    [DynamoDbProperty(nameof(Id))]
    public string Id { get; set; } = "";

    [DynamoDbProperty(nameof(TenantId))]
    public string TenantId { get; set; } = "";
}

/// <inheritdoc cref="TeamMember"/>
[DynamoDbTable(BenchTable.TableName)]
public sealed class EfficientMember : EfficientItem, IMapped
{
    [DynamoDbProperty(nameof(OrganizationId))]
    public string OrganizationId { get; set; } = "";

    [DynamoDbProperty(nameof(TeamId))]
    public string TeamId { get; set; } = "";

    [DynamoDbProperty(nameof(Username))]
    public string Username { get; set; } = "";

    [DynamoDbProperty(nameof(Email))]
    public string Email { get; set; } = "";

    [DynamoDbProperty(nameof(Role), typeof(StringEnumDdbConverter<Role>))]
    public Role Role { get; set; }

    [DynamoDbProperty(nameof(JoinedAt))]
    public DateTime JoinedAt { get; set; }

    [DynamoDbProperty(nameof(LoginCount))]
    public int LoginCount { get; set; }

    public static EfficientMember Of(string tenant, TeamMember member) => new()
    {
        PartitionKey = $"TENANT#{tenant}#ORG#{member.OrganizationId}",
        SortKey = $"TEAM#{member.TeamId}#MEMBER#{member.Id}",
        Type = $"{tenant}#{nameof(TeamMember)}",
        Id = member.Id,
        TenantId = tenant,
        OrganizationId = member.OrganizationId,
        TeamId = member.TeamId,
        Username = member.Username,
        Email = member.Email,
        Role = member.Role,
        JoinedAt = member.JoinedAt,
        LoginCount = member.LoginCount,
    };

    object IMapped.ToModel() => new TeamMember
    {
        Id = Id,
        TenantId = TenantId,
        OrganizationId = OrganizationId,
        TeamId = TeamId,
        Username = Username,
        Email = Email,
        Role = Role,
        JoinedAt = JoinedAt,
        LoginCount = LoginCount,
    };
}

/// <inheritdoc cref="Team"/>
[DynamoDbTable(BenchTable.TableName)]
public sealed class EfficientTeam : EfficientItem, IMapped
{
    [DynamoDbProperty(nameof(OrganizationId))]
    public string OrganizationId { get; set; } = "";

    [DynamoDbProperty(nameof(Name))]
    public string Name { get; set; } = "";

    [DynamoDbProperty(nameof(MemberCount))]
    public int MemberCount { get; set; }

    public List<EfficientMember> Members { get; } = [];

    object IMapped.ToModel() => new Team
    {
        Id = Id,
        TenantId = TenantId,
        OrganizationId = OrganizationId,
        Name = Name,
        MemberCount = MemberCount,
        Members = [.. Members.Select(m => (TeamMember)((IMapped)m).ToModel())],
    };
}

/// <inheritdoc cref="Organization"/>
[DynamoDbTable(BenchTable.TableName)]
public sealed class EfficientOrganization : EfficientItem, IMapped
{
    [DynamoDbProperty(nameof(Name))]
    public string Name { get; set; } = "";

    [DynamoDbProperty(nameof(MaxUsers))]
    public int MaxUsers { get; set; }

    public List<EfficientTeam> Teams { get; } = [];

    object IMapped.ToModel() => new Organization
    {
        Id = Id,
        TenantId = TenantId,
        Name = Name,
        MaxUsers = MaxUsers,
        Teams = [.. Teams.Select(t => (Team)((IMapped)t).ToModel())],
    };
}
