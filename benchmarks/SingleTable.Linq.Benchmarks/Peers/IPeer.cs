using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <summary>The scenarios' pieces of work, as they are written on another library. Results may be of its own types, see <see cref="IMapped"/>.</summary>
internal interface IPeer
{
    object? Get(string tenant, string organizationId, string teamId, string id);

    object Query(string tenant, string organizationId, string teamId);

    object BatchGet(string tenant, string organizationId, string teamId, IReadOnlyList<string> ids);

    object Put(string tenant, TeamMember member);

    object BatchWrite(string tenant, IReadOnlyList<TeamMember> members);
}

/// <summary>What DynamoDBContext has no counterpart of.</summary>
internal interface ISingleTablePeer : IPeer
{
    /// <summary>The whole partition, assembled.</summary>
    object? Partition(string tenant, string organizationId);

    /// <summary>Renames a member that exists and has logged in at least so often.</summary>
    object Update(string tenant, string organizationId, string teamId, string id, string username, int logins);

    /// <summary>A new member and two counters, all or nothing.</summary>
    object Transact(string tenant, TeamMember member);
}

/// <summary>An entity of a library that maps types of its own.</summary>
internal interface IMapped
{
    /// <summary>The model's entity, for the comparison of results, outside of what is timed.</summary>
    object ToModel();
}
