using Amazon.DynamoDBv2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Hosting.Tests;

public class RegistrationTests
{
    private static readonly ServiceProviderOptions s_strict = new() { ValidateScopes = true, ValidateOnBuild = true };

    [Fact]
    public async Task A_context_per_scope_with_the_tenant_actor_and_clock_of_the_container()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        using var client = InMemoryDynamoDb.NewClient();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddScoped<Caller>();
        services.AddSingleTable<ShopTable>(o => o.UseClient(client)
            .UseTenant(sp => sp.GetRequiredService<Caller>().Tenant)
            .UseActor(sp => new AuditActor(sp.GetRequiredService<Caller>().Name)));
        await using var provider = services.BuildServiceProvider(s_strict);
        await provider.GetRequiredService<ITableContextFactory<ShopTable>>().Create().EnsureTableAsync();

        await using (var scope = Scope(provider, "acme", "Ada"))
        {
            var db = scope.ServiceProvider.GetRequiredService<ShopTable>();
            scope.ServiceProvider.GetRequiredService<ShopTable>().ShouldBeSameAs(db);
            var order = await db.Orders.CreateAsync(new Order { Id = "o1", Customer = "c1", Total = 7 });
            order.PlacedAt.ShouldBe(clock.GetUtcNow());
            order.TenantId.ShouldBe("acme");
            (await db.AuditTrail<Order>("o1").SingleAsync()).By.ShouldBe("Ada");
        }

        await using (var scope = Scope(provider, "globex", "Bob"))
        {
            (await scope.ServiceProvider.GetRequiredService<ShopTable>().Orders.FindAsync("o1")).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Without_a_tenant_only_what_belongs_to_none_can_be_reached()
    {
        var services = new ServiceCollection().AddScoped<Caller>();
        services.AddSingleTable<ShopTable>(o => o.UseClient(_ => InMemoryDynamoDb.NewClient(), isOwned: true).UseTenant(sp => sp.GetRequiredService<Caller>().Tenant));
        await using var provider = services.BuildServiceProvider(s_strict);
        await using var scope = Scope(provider, null, "nobody");
        var db = scope.ServiceProvider.GetRequiredService<ShopTable>();
        await db.EnsureTableAsync();
        await db.Currencies.CreateAsync(new Currency { Code = "EUR", Name = "Euro" });
        (await Should.ThrowAsync<TenantScopeException>(() => db.Orders.FindAsync("o1"))).Code.ShouldBe("STL2101");
    }

    [Fact]
    public void An_empty_tenant_is_no_tenant_and_is_refused()
    {
        using var provider = Provider(o => o.UseClient(InMemoryDynamoDb.NewClient()).UseTenant(_ => ""));
        using var scope = provider.CreateScope();
        Should.Throw<KeyValueException>(() => scope.ServiceProvider.GetRequiredService<ShopTable>());
    }

    // A container outside of development does not check scopes: what a singleton takes then comes from the root.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_singleton_cannot_keep_the_tenant_or_actor_of_whoever_came_first(bool isTenant)
    {
        var services = new ServiceCollection().AddSingleton<Keeper>();
        services.AddSingleTable<ShopTable>(o =>
        {
            o.UseClient(InMemoryDynamoDb.NewClient());
            _ = isTenant ? o.UseTenant(_ => "acme") : o.UseActor(_ => new AuditActor("Ada"));
        });
        using var provider = services.BuildServiceProvider(validateScopes: false);
        Should.Throw<SingleTableException>(() => provider.GetRequiredService<Keeper>()).Code.ShouldBe("STL5108");
        Should.Throw<SingleTableException>(() => provider.GetRequiredService<ShopTable>()).Code.ShouldBe("STL5108");
        using var scope = provider.CreateScope();
        scope.ServiceProvider.GetRequiredService<ShopTable>().Options.ShouldSatisfyAllConditions(
            o => o.Tenant.ShouldBe(isTenant ? "acme" : null),
            o => o.Actor?.Name.ShouldBe(isTenant ? null : "Ada"));
    }

    [Fact]
    public void A_container_that_checks_scopes_says_itself_what_a_singleton_must_not_keep()
    {
        var services = new ServiceCollection().AddSingleton<Keeper>();
        services.AddSingleTable<ShopTable>(o => o.UseClient(InMemoryDynamoDb.NewClient()));
        Should.Throw<AggregateException>(() => services.BuildServiceProvider(s_strict)).Message.ShouldContain("Cannot consume scoped service");
    }

    [Fact]
    public void The_factory_makes_contexts_of_any_tenant_and_of_none()
    {
        using var provider = Provider(o => o.UseClient(InMemoryDynamoDb.NewClient()).UseTenant(_ => "acme")
            .Configure(x => x with { MaxParallelRequests = 2 }).Configure(x => x with { MaxMaterializedItems = x.MaxParallelRequests * 10 }));
        var factory = provider.GetRequiredService<ITableContextFactory<ShopTable>>();
        factory.Create().Options.Tenant.ShouldBeNull();
        factory.Create("globex", new AuditActor("job")).Options.ShouldSatisfyAllConditions(
            o => o.Tenant.ShouldBe("globex"), o => o.Actor!.Name.ShouldBe("job"), o => o.MaxParallelRequests.ShouldBe(2), o => o.MaxMaterializedItems.ShouldBe(20));
        factory.Create(o => o.ForTenant("t") with { Prefetch = true }).Options.ShouldSatisfyAllConditions(o => o.Tenant.ShouldBe("t"), o => o.Prefetch.ShouldBeTrue());
        Should.Throw<KeyValueException>(() => factory.Create(""));
        Should.Throw<ArgumentNullException>(() => factory.Create((string)null!));
        Should.Throw<SingleTableException>(() => factory.Create(_ => null!)).Code.ShouldBe("STL5106");
    }

    [Fact]
    public void Warnings_go_to_the_log_of_the_container()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleTable<ShopTable>(o => o.UseClient(InMemoryDynamoDb.NewClient()));
        using var provider = services.BuildServiceProvider(s_strict);
        provider.GetRequiredService<ITableContextFactory<ShopTable>>().Create().Options.LoggerFactory.ShouldBeSameAs(provider.GetRequiredService<ILoggerFactory>());
    }

    [Fact]
    public void What_else_a_constructor_takes_comes_from_the_container()
    {
        var services = new ServiceCollection().AddSingleton(new Caller { Name = "Ada" });
        services.AddSingleTable<NamedTable>(o => o.UseClient(InMemoryDynamoDb.NewClient()));
        services.AddKeyedSingleTable<NamedTable>("eu", o => o.UseClient(InMemoryDynamoDb.NewClient()));
        using var provider = services.BuildServiceProvider(s_strict);
        provider.GetRequiredService<ITableContextFactory<NamedTable>>().Create().Caller.Name.ShouldBe("Ada");
        using var scope = provider.CreateScope();
        scope.ServiceProvider.GetRequiredService<NamedTable>().Caller.Name.ShouldBe("Ada");
        scope.ServiceProvider.GetRequiredKeyedService<NamedTable>("eu").Caller.Name.ShouldBe("Ada");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_several_constructors_the_longest_that_can_be_given_all_is_taken(bool hasCaller)
    {
        var services = new ServiceCollection();
        _ = hasCaller ? services.AddSingleton(new Caller()) : services;
        services.AddSingleTable<EitherTable>(o => o.UseClient(InMemoryDynamoDb.NewClient()));
        services.AddKeyedSingleTable<EitherTable>("eu", o => o.UseClient(InMemoryDynamoDb.NewClient()));
        using var provider = services.BuildServiceProvider(s_strict);
        using var scope = provider.CreateScope();
        (scope.ServiceProvider.GetRequiredService<EitherTable>().Caller is not null).ShouldBe(hasCaller);
        (scope.ServiceProvider.GetRequiredKeyedService<EitherTable>("eu").Caller is not null).ShouldBe(hasCaller);
        (provider.GetRequiredService<ITableContextFactory<EitherTable>>().Create().Caller is not null).ShouldBe(hasCaller);
    }

    [Fact]
    public async Task A_context_that_does_not_take_its_options_is_refused_when_the_host_starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IAmazonDynamoDB>(InMemoryDynamoDb.NewClient());
        builder.Services.AddSingleTable<OwnTable>();
        using var host = builder.Build();
        (await Should.ThrowAsync<SingleTableException>(() => host.StartAsync())).Code.ShouldBe("STL5109");
    }

    [Fact]
    public async Task Several_tables_and_names_beside_each_other()
    {
        using var first = InMemoryDynamoDb.NewClient();
        using var second = InMemoryDynamoDb.NewClient();
        var services = new ServiceCollection().AddSingleton(new Caller()).AddKeyedSingleton<IAmazonDynamoDB>("us", second).AddSingleton<IAmazonDynamoDB>(first);
        services.AddSingleTable<ShopTable>();
        services.AddKeyedSingleTable<ShopTable>("us");
        services.AddKeyedSingleTable<ShopTable>("eu", o => o.UseTableName("eu-shop").Configure(x => x.ForTenant("t")));
        services.AddSingleTable<NamedTable>();
        await using var provider = services.BuildServiceProvider(s_strict);
        await using var scope = provider.CreateAsyncScope();
        var of = scope.ServiceProvider;
        of.GetRequiredService<ShopTable>().Options.Client.ShouldBeSameAs(first);
        of.GetRequiredService<NamedTable>().Options.Client.ShouldBeSameAs(first);
        of.GetRequiredKeyedService<ShopTable>("us").Options.Client.ShouldBeSameAs(second);
        of.GetRequiredKeyedService<ShopTable>("eu").ShouldSatisfyAllConditions(
            x => x.Options.Client.ShouldBeSameAs(first), x => x.Model.Name.ShouldBe("eu-shop"), x => x.Options.Tenant.ShouldBe("t"));
        of.GetRequiredKeyedService<ITableContextFactory<ShopTable>>("us").Create("a").Options.Client.ShouldBeSameAs(second);
        of.GetKeyedService<ShopTable>("asia").ShouldBeNull();
    }

    [Fact]
    public void A_later_call_adds_to_the_earlier_one_and_replaces_its_client()
    {
        using var test = InMemoryDynamoDb.NewClient();
        var services = new ServiceCollection();
        services.AddSingleTable<ShopTable>(o => o.UseAws().Configure(x => x with { Prefetch = true }).UseTenant(_ => "acme"));
        services.AddSingleTable<ShopTable>(o => o.UseClient(test));
        using var provider = services.BuildServiceProvider(s_strict);
        using var scope = provider.CreateScope();
        scope.ServiceProvider.GetRequiredService<ShopTable>().Options.ShouldSatisfyAllConditions(
            o => o.Client.ShouldBeSameAs(test), o => o.Prefetch.ShouldBeTrue(), o => o.Tenant.ShouldBe("acme"));
    }

    private static AsyncServiceScope Scope(IServiceProvider provider, string? tenant, string name)
    {
        var scope = provider.CreateAsyncScope();
        var caller = scope.ServiceProvider.GetRequiredService<Caller>();
        (caller.Tenant, caller.Name) = (tenant, name);
        return scope;
    }

    private static ServiceProvider Provider(Action<SingleTableOptionsBuilder<ShopTable>> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleTable(configure);
        return services.BuildServiceProvider(s_strict);
    }

    private sealed class OwnTable(IAmazonDynamoDB client) : TableContext(new TableOptions<OwnTable>(client))
    {
        protected override void OnModelCreating(TableModelBuilder table) => table.HasName("Own").HasKeys("pk", "sk");
    }

    private sealed class Keeper(ShopTable db)
    {
        public ShopTable Db => db;
    }
}
