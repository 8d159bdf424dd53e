using SingleTable.Linq.Benchmarks.Model;

namespace SingleTable.Linq.Benchmarks.Peers;

/// <content>The same for scenarios, whose answers are there at once.</content>
internal sealed partial class LowLevel
{
    public object? Get(string tenant, string organizationId, string teamId, string id) => Scenario.Now(GetAsync(tenant, organizationId, teamId, id));

    public object Query(string tenant, string organizationId, string teamId) => Scenario.Now(QueryAsync(tenant, organizationId, teamId));

    public object? Partition(string tenant, string organizationId) => Scenario.Now(PartitionAsync(tenant, organizationId));

    public object BatchGet(string tenant, string organizationId, string teamId, IReadOnlyList<string> ids) =>
        Scenario.Now(BatchGetAsync(tenant, organizationId, teamId, ids));

    public object Put(string tenant, TeamMember member) => Scenario.Now(PutAsync(tenant, member));

    public object Update(string tenant, string organizationId, string teamId, string id, string username, int logins) =>
        Scenario.Now(UpdateAsync(tenant, organizationId, teamId, id, username, logins));

    public object BatchWrite(string tenant, IReadOnlyList<TeamMember> members) => Scenario.Now(BatchWriteAsync(tenant, members));

    public object Transact(string tenant, TeamMember member) => Scenario.Now(TransactAsync(tenant, member));
}
