using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <summary>The member as DynamoDBContext wants it: mutable, with the keys as properties.</summary>
[DynamoDBTable(BenchTable.TableName)]
public sealed class ContextMember : IMapped
{
    [DynamoDBHashKey("pk")]
    public string PartitionKey { get; set; } = "";

    [DynamoDBRangeKey("sk")]
    public string SortKey { get; set; } = "";

    [DynamoDBProperty("_type")]
    public string Type { get; set; } = "";

    public string Id { get; set; } = "";
    public string TenantId { get; set; } = "";
    public string OrganizationId { get; set; } = "";
    public string TeamId { get; set; } = "";
    public string Username { get; set; } = "";
    public string Email { get; set; } = "";

    [DynamoDBProperty(typeof(RoleConverter))]
    public Role Role { get; set; }

    [DynamoDBProperty(typeof(InstantConverter))]
    public DateTime JoinedAt { get; set; }

    public int LoginCount { get; set; }

    public static ContextMember Of(string tenant, TeamMember member) => new()
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

    public sealed class RoleConverter : IPropertyConverter
    {
        public DynamoDBEntry ToEntry(object value) => value.ToString();

        public object FromEntry(DynamoDBEntry entry) => Enum.Parse<Role>(entry.AsString());
    }

    /// <summary>Its own converter keeps milliseconds only.</summary>
    public sealed class InstantConverter : IPropertyConverter
    {
        public DynamoDBEntry ToEntry(object value) => ((DateTime)value).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

        public object FromEntry(DynamoDBEntry entry) => DateTime.ParseExact(
            entry.AsString(), "O", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind);
    }
}
