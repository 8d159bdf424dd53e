namespace SingleTable.Linq.Tests.Diagnostics;

public class WarningPolicyTests
{
    [Fact]
    public void All_is_logged_unless_something_else_is_said() =>
        Enum.GetValues<TableWarning>().ShouldAllBe(w => new WarningPolicy()[w] == WarningAction.Log);

    [Fact]
    public void Each_warning_has_a_place_of_its_own()
    {
        var policy = new WarningPolicy
        {
            ScanRun = WarningAction.Throw,
            FilterThrewMostAway = WarningAction.Ignore,
            IncludeFanOut = WarningAction.Throw,
            KeyMismatch = WarningAction.Ignore,
            IndexMissesAttribute = WarningAction.Throw,
            ClientConfiguration = WarningAction.Ignore,
            InterceptorFailed = WarningAction.Ignore,
        };
        Enum.GetValues<TableWarning>().Select(w => policy[w]).ShouldBe(
        [
            WarningAction.Throw, WarningAction.Ignore, WarningAction.Throw, WarningAction.Ignore, WarningAction.Throw, WarningAction.Ignore, WarningAction.Ignore,
        ]);
        (policy with { ScanRun = WarningAction.Log }).ShouldBe(policy with { ScanRun = WarningAction.Ignore } with { ScanRun = WarningAction.Log });
        (policy with { ScanRun = WarningAction.Log }).ShouldNotBe(policy);
    }

    [Fact]
    public void Every_warning_has_a_property_of_its_name()
    {
        foreach (var warning in Enum.GetValues<TableWarning>())
        {
            var property = typeof(WarningPolicy).GetProperty(warning.ToString()).ShouldNotBeNull();
            property.GetValue(WarningPolicy.All(WarningAction.Ignore)).ShouldBe(WarningAction.Ignore);
            property.GetValue(WarningPolicy.All(WarningAction.Throw)).ShouldBe(warning == TableWarning.InterceptorFailed ? WarningAction.Log : WarningAction.Throw);
        }
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new WarningPolicy { InterceptorFailed = WarningAction.Throw });
        Should.Throw<ArgumentOutOfRangeException>(() => new WarningPolicy { ScanRun = (WarningAction)3 });
        Should.Throw<ArgumentOutOfRangeException>(() => WarningPolicy.All((WarningAction)(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => new WarningPolicy()[(TableWarning)7]);
        Should.Throw<ArgumentNullException>(() => new TableOptions<Models.SaasTable>(InMemory.InMemoryDynamoDb.NewClient()) { Warnings = null! });
        Should.Throw<ArgumentNullException>(() => new TableOptions<Models.SaasTable>(InMemory.InMemoryDynamoDb.NewClient()) { Telemetry = null! });
    }
}
