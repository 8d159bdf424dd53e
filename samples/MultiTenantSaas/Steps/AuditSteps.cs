using MultiTenantSaas.Show;

namespace MultiTenantSaas.Steps;

internal static class AuditSteps
{
    public static async Task RunAsync(Walkthrough show, TableOptions<SaasTable> options, Actor actor)
    {
        show.Chapter("Audit trail", "Append-only, in partitions of its own, ordered by time. The clock of this chapter stands still.");

        var report = Guid.CreateVersion7().ToString();
        var now = DateTimeOffset.UtcNow;
        var audit = new Workspace(options with { TimeProvider = new StoppedClock(now) }, actor).Audit;

        var first = await show.StepAsync(
            "Log an action",
            () => audit.LogActionAsync("Report", report, AuditAction.Create),
            a => [$"PutItem MultiTenantApp  pk = TENANT#acme#AUDIT#Report#{report}  sk = LOG#*#{a.Id}  if not exists"],
            a => a is { TenantId: "acme", Action: AuditAction.Create, UserId: "u-ada", Username: "Ada", RequestId: "req-1" } && a.Timestamp == now,
            Views.Entry);

        var second = await show.StepAsync(
            "And another at the same moment",
            () => audit.LogActionAsync("Report", report, AuditAction.Update, ("Title", "Draft", "Q3")),
            a => [$"PutItem MultiTenantApp  pk = TENANT#acme#AUDIT#Report#{report}  sk = LOG#*#{a.Id}  if not exists"],
            a => a.Timestamp == first.Timestamp && a.Id != first.Id,
            Views.Entry);

        await show.StepAsync(
            "Both are kept, in their order",
            () => audit.GetEntityAuditTrailAsync("Report", report),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#AUDIT#Report#{report}  sk begins_with LOG#  asc"],
            trail => trail.Select(a => a.Id).SequenceEqual([first.Id, second.Id]) && trail[1].Changes["Title"] == new Change("Draft", "Q3"),
            Views.Trail);

        await show.StepAsync(
            "The trail of something else is another partition",
            () => audit.GetEntityAuditTrailAsync("Report", report + "-b"),
            _ => [$"Query MultiTenantApp  pk = TENANT#acme#AUDIT#Report#{report}-b  sk begins_with LOG#  asc"],
            trail => trail.Count == 0,
            Views.Trail);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
