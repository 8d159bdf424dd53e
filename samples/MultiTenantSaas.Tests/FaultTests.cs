namespace MultiTenantSaas.Tests;

/// <summary>What the network and the service do to an application sooner or later.</summary>
public sealed class FaultTests : SaasTest
{
    private static readonly Organization Organization = new() { Id = "o1", Name = "Acme", MaxUsers = 5 };
    private static readonly Team Team = new() { Id = "t1", OrganizationId = "o1", Name = "Core" };

    [Fact]
    public async Task A_member_whose_reply_is_lost_is_counted_once()
    {
        await Table.SeedAsync("acme", Organization, Team);
        Table.Faults.On("TransactWriteItems").ResetAfterCommit();

        await TeamsOf(Acme).AddMemberAsync("o1", "t1", "cat", "cat", "cat@acme.com", Role.Member);

        Table.Faults.ShouldHaveStruck();
        Assert.Equal(1, (await Acme.Teams.FindAsync("o1", "t1"))!.MemberCount);
    }

    [Fact]
    public async Task A_conflict_of_two_transactions_is_tried_again()
    {
        await Table.SeedAsync("acme", Organization, Team);
        Table.Faults.On("TransactWriteItems").CancelTransaction("None", "TransactionConflict");

        await TeamsOf(Acme).AddMemberAsync("o1", "t1", "cat", "cat", "cat@acme.com", Role.Member);

        Table.Requests.ShouldHaveCount(2);
        Assert.Single(await Acme.Members.Where(m => m.OrganizationId == "o1" && m.TeamId == "t1").ToListAsync());
    }

    [Fact]
    public async Task Items_that_the_service_leaves_are_written_in_the_end()
    {
        Table.Faults.On("BatchWriteItem").Times(3).LeaveUnprocessed(5);

        await Acme.Teams.BatchPutAsync(Enumerable.Range(0, 25).Select(i => Team with { Id = $"t{i}" }));

        Table.Faults.ShouldHaveStruck();
        Assert.Equal(25, await Acme.Teams.CountAsync(t => t.OrganizationId == "o1"));
    }

    [Fact]
    public async Task A_service_that_hangs_ends_at_the_deadline()
    {
        Table.Faults.On("GetItem").Hang();
        var db = Table.Create(options => options.ForTenant("acme") with { OperationTimeout = TimeSpan.FromSeconds(10) });

        var read = TeamsOf(db).FindTeamAsync("o1", "t1");
        Table.Clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<OperationTimeoutException>(() => read);
    }
}
