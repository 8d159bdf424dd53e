using Microsoft.Extensions.DependencyInjection;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Hosting.Tests;

/// <summary>What a context costs, because there is one for each request of an application. Exact: bytes that this thread allocates.</summary>
public class CostTests
{
    [Fact]
    public void A_context_is_small_enough_to_be_made_for_each_request()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleTable<ShopTable>(o => o.UseClient(client).UseTenant(_ => "acme"));
        using var provider = services.BuildServiceProvider();
        var options = new TableOptions<ShopTable>(client);
        Bytes(() => new ShopTable(options)).ShouldBeInRange(1, 400);
        Bytes(() => _ = new ShopTable(options).Orders).ShouldBeInRange(1, 620);
        var scope = Bytes(() =>
        {
            using var s = provider.CreateScope();
        });
        var resolved = Bytes(() =>
        {
            using var s = provider.CreateScope();
            s.ServiceProvider.GetRequiredService<ShopTable>();
        });
        (resolved - scope).ShouldBeInRange(1, 880);
    }

    [Fact]
    public void A_set_that_was_asked_for_before_costs_nothing()
    {
        using var client = InMemoryDynamoDb.NewClient();
        var db = new ShopTable(new TableOptions<ShopTable>(client));
        Bytes(() =>
        {
            _ = db.Currencies;
            _ = db.Orders;
        }).ShouldBe(0);
        db.Orders.ShouldBeSameAs(db.Orders);
    }

    [Fact]
    public void Threads_that_ask_for_a_set_at_once_get_the_same_one()
    {
        using var client = InMemoryDynamoDb.NewClient();
        for (var round = 0; round < 200; round++)
        {
            var db = new ShopTable(new TableOptions<ShopTable>(client));
            var sets = new object[4];
            Parallel.For(0, 4, i => sets[i] = i % 2 == 0 ? db.Orders : db.Currencies);
            (sets[0], sets[1]).ShouldBe((sets[2], sets[3]));
        }
    }

    private static long Bytes(Action action)
    {
        const int Times = 1000;
        for (var i = 0; i < 200; i++)
        {
            action();
        }

        // The container compiles its way to a service after some calls, on another thread.
        Thread.Sleep(300);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }
}
