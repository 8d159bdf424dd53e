using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <summary>The scenarios' pieces of work, as somebody writes them by hand on another library.</summary>
internal interface IPeer
{
    Task<TeamMember?> GetAsync(string tenant, string organizationId, string teamId, string id);

    Task<List<TeamMember>> QueryAsync(string tenant, string organizationId, string teamId);

    /// <summary>The whole partition, assembled.</summary>
    Task<Organization?> PartitionAsync(string tenant, string organizationId);

    Task<TeamMember> PutAsync(string tenant, TeamMember member);

    /// <summary>Renames a member that exists and has logged in at least so often.</summary>
    Task<TeamMember> UpdateAsync(string tenant, string organizationId, string teamId, string id, string username, int logins);

    Task<List<TeamMember>> BatchGetAsync(string tenant, string organizationId, string teamId, IReadOnlyList<string> ids);

    Task<int> BatchWriteAsync(string tenant, IReadOnlyList<TeamMember> members);

    /// <summary>A new member and two counters, all or nothing.</summary>
    Task<int> TransactAsync(string tenant, TeamMember member);
}
