using SingleTable.Linq.InMemory.Fuzz.Load;

namespace SingleTable.Linq.InMemory.Tests;

/// <summary>Short runs of the commands of SingleTable.Linq.InMemory.Fuzz; alone, because the memory of a process is that of all its tests.</summary>
[Collection(nameof(LoadTests))]
[CollectionDefinition(nameof(LoadTests), DisableParallelization = true)]
public class LoadTests
{
    [Fact]
    public async Task Many_clients_lose_no_update_and_see_no_transaction_in_part()
    {
        var (wrong, summary) = await new Accounts(new(new() { RecordRequests = false })).RunAsync(clients: 64, operations: 20_000);
        wrong.ShouldBeNull(summary);
    }

    [Fact]
    public async Task Malformed_requests_get_typed_errors_and_change_nothing()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var (wrong, summary) = await MalformedCommand.CheckAsync(10_000);
        wrong.ShouldBeNull(summary);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(50_000_000, summary);
    }
}
