using Microsoft.Extensions.DependencyInjection;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Hosting.Tests;

/// <summary>Misuse of a container: whose tenant a context has must never be in doubt.</summary>
public sealed class HostileHostTests
{
    [Fact]
    public void A_named_table_is_not_kept_by_a_singleton_either()
    {
        var services = new ServiceCollection().AddSingleton(sp => new Keeper(sp.GetRequiredKeyedService<ShopTable>("eu")));
        services.AddKeyedSingleTable<ShopTable>("eu", o => o.UseClient(InMemoryDynamoDb.NewClient()).UseTenant(_ => "acme"));
        using var provider = services.BuildServiceProvider(validateScopes: false);
        Should.Throw<SingleTableException>(() => provider.GetRequiredService<Keeper>()).Code.ShouldBe("STL5108");
        Should.Throw<SingleTableException>(() => provider.GetRequiredKeyedService<TableOptions<ShopTable>>("eu")).Code.ShouldBe("STL5108");
    }

    [Fact]
    public void A_tenant_that_throws_is_asked_again_and_one_that_changes_is_not()
    {
        var asked = 0;
        var services = new ServiceCollection();
        services.AddSingleTable<ShopTable>(o => o.UseClient(InMemoryDynamoDb.NewClient()).UseTenant(_ => asked++ == 0 ? throw new InvalidOperationException("no user") : $"t{asked}"));
        using var provider = services.BuildServiceProvider(validateScopes: false);
        using var scope = provider.CreateScope();
        Should.Throw<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<ShopTable>());
        scope.ServiceProvider.GetRequiredService<ShopTable>().Options.Tenant.ShouldBe("t2");
        scope.ServiceProvider.GetRequiredService<ShopTable>().Options.Tenant.ShouldBe("t2");
        scope.ServiceProvider.GetRequiredService<TableOptions<ShopTable>>().Tenant.ShouldBe("t2");
        using var other = provider.CreateScope();
        other.ServiceProvider.GetRequiredService<ShopTable>().Options.Tenant.ShouldBe("t3");
    }

    [Fact]
    public async Task Scopes_and_factories_of_many_threads_share_one_client_and_no_tenant()
    {
        var made = 0;
        var services = new ServiceCollection().AddScoped<Caller>();
        services.AddSingleTable<ShopTable>(o => o.UseClient(
            _ =>
            {
                Interlocked.Increment(ref made);
                return InMemoryDynamoDb.NewClient();
            },
            isOwned: true).UseTenant(sp => sp.GetRequiredService<Caller>().Tenant));
        await using var provider = services.BuildServiceProvider();
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            await using var scope = provider.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().Tenant = $"t{i}";
            await Task.Yield();
            scope.ServiceProvider.GetRequiredService<ShopTable>().Options.Tenant.ShouldBe($"t{i}");
            provider.GetRequiredService<ITableContextFactory<ShopTable>>().Create($"f{i}").Options.Tenant.ShouldBe($"f{i}");
        });
        made.ShouldBe(1);
    }

    [Fact]
    public void A_container_that_is_disposed_makes_no_client_again()
    {
        var made = 0;
        var services = new ServiceCollection();
        services.AddSingleTable<ShopTable>(o => o.UseClient(
            _ =>
            {
                made++;
                return InMemoryDynamoDb.NewClient();
            },
            isOwned: true));
        var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<ITableContextFactory<ShopTable>>();
        factory.Create();
        provider.Dispose();
        Should.Throw<ObjectDisposedException>(() => factory.Create("t"));
        made.ShouldBe(1);
    }

    // Not a stack that overflows, which nobody can catch.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_client_or_options_that_want_the_table_that_they_are_for_are_refused(bool isClient)
    {
        var services = new ServiceCollection();
        services.AddSingleTable<ShopTable>(o =>
        {
            _ = isClient
                ? o.UseClient(sp => sp.GetRequiredService<ITableContextFactory<ShopTable>>().Create().Options.Client, isOwned: false)
                : o.UseClient(InMemoryDynamoDb.NewClient()).Configure((sp, x) => x with { TableName = sp.GetRequiredService<ITableContextFactory<ShopTable>>().Create().Model.Name });
        });
        using var provider = services.BuildServiceProvider();
        Should.Throw<SingleTableException>(() => provider.GetRequiredService<ITableContextFactory<ShopTable>>().Create()).Code.ShouldBe("STL5112");
    }

    private sealed class Keeper(ShopTable db)
    {
        public ShopTable Db => db;
    }
}
