namespace MultiTenantSaas.Tests;

/// <summary>Time stands still until a test moves it.</summary>
public sealed class ClockTests : SaasTest
{
    [Fact]
    public async Task Times_are_those_of_the_clock()
    {
        var created = await TeamsOf(Acme).CreateTeamAsync("o1", "Core");
        Assert.Equal(Table.Clock.GetUtcNow(), created.CreatedAt);

        Table.Clock.Advance(TimeSpan.FromDays(30));
        var changed = await Acme.Teams.UpdateAsync(created, created with { Name = "Platform" });

        Assert.Equal(TimeSpan.FromDays(30), changed.UpdatedAt - changed.CreatedAt);
    }

    [Fact]
    public async Task A_trail_reads_in_the_order_of_time()
    {
        var audit = new AuditService(Acme);
        foreach (var action in new[] { AuditAction.Create, AuditAction.Update, AuditAction.Delete })
        {
            await audit.LogActionAsync("Report", "r1", action);
            Table.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var trail = await audit.GetEntityAuditTrailAsync("Report", "r1");

        Assert.Equal([AuditAction.Create, AuditAction.Update, AuditAction.Delete], trail.Select(a => a.Action));
        Assert.All(trail, entry => Assert.Equal("Ada", entry.Username));
    }
}
