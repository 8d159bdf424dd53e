using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SingleTable.Linq.Testing.Tests;

/// <summary>The embedded database in a container, and an application whose client a test replaces.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task An_application_runs_on_an_embedded_database()
    {
        using var host = Build(services => services.AddSingleTable<LibraryTable>(o => o.UseInMemory().UseTenant(_ => "acme")).EnsureTable());
        await host.StartAsync(TestContext.Current.CancellationToken);

        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryTable>();
        await db.Books.CreateAsync(new Book { Shelf = "s1", Title = "A" }, TestContext.Current.CancellationToken);
        (await db.On("s1").CountAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task A_database_brings_its_clock_and_the_container_one_for_a_new_database()
    {
        var clock = new TestClock();
        var database = new InMemoryDynamoDb(new InMemoryDynamoDbOptions { TimeProvider = clock });
        (await CreatedAsync(s => s.AddSingleTable<LibraryTable>(o => o.UseInMemory(database)).EnsureTable())).ShouldBe(clock.GetUtcNow());
        database.Requests.ShouldContain(r => r.Operation == "PutItem");

        (await CreatedAsync(s =>
        {
            s.AddSingleton<TimeProvider>(clock);
            s.AddSingleTable<LibraryTable>(o => o.UseInMemory()).EnsureTable();
        })).ShouldBe(clock.GetUtcNow());
    }

    [Fact]
    public async Task A_test_replaces_the_client_of_an_application_and_leaves_the_rest()
    {
        using var test = new TestTable<LibraryTable>(o => new LibraryTable(o));
        await test.SeedAsync("acme", new Book { Shelf = "s1", Id = "b1", Title = "A" });
        using var host = Build(services =>
        {
            // the application's own
            services.AddSingleTable<LibraryTable>(o => o
                .UseEndpoint("http://nobody.invalid:1").UseTableName("library-prod").UseTenant(_ => "acme").Configure(x => x with { MaxMaterializedItems = 7 })).EnsureTable();
            // the test's
            services.AddSingleTable<LibraryTable>(o => o.UseTestTable(test));
        });
        await host.StartAsync(TestContext.Current.CancellationToken);

        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryTable>();
        (await db.Books.FindAsync("s1", "b1"))!.Title.ShouldBe("A");

        test.Requests.ShouldBe("GetItem Library  pk = T#acme#SHELF#s1  sk = BOOK#b1");
        (db.Options.MaxMaterializedItems, db.Options.TimeProvider, db.Options.Tenant).ShouldBe((7, test.Clock, "acme"));
    }

    [Fact]
    public void What_is_null_is_refused()
    {
        using var test = new TestTable<LibraryTable>(o => new LibraryTable(o));
        Should.Throw<ArgumentNullException>(() => InMemoryHostingExtensions.UseInMemory<LibraryTable>(null!));
        Should.Throw<ArgumentNullException>(() => InMemoryHostingExtensions.UseTestTable(null!, test));
        Should.Throw<ArgumentNullException>(() => new SingleTableOptionsBuilder<LibraryTable>().UseTestTable(null!));
        Should.Throw<ArgumentNullException>(() => new TestTable<LibraryTable>(null!));
    }

    private static async Task<DateTimeOffset> CreatedAsync(Action<IServiceCollection> add)
    {
        using var host = Build(add);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var db = host.Services.GetRequiredService<ITableContextFactory<LibraryTable>>().Create("acme");
        return (await db.Books.CreateAsync(new Book { Shelf = "s1" }, TestContext.Current.CancellationToken)).CreatedAt;
    }

    private static IHost Build(Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        add(builder.Services);
        return builder.Build();
    }
}
