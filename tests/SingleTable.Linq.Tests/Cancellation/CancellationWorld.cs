using Amazon.DynamoDBv2;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Tests.Indexes;
using SingleTable.Linq.Tests.Models;
using SingleTable.Linq.Tests.Writing;

namespace SingleTable.Linq.Tests.Cancellation;

/// <summary>A database behind a gate, with tables for every kind of operation, one request at a time.</summary>
internal sealed class CancellationWorld
{
    private readonly AmazonDynamoDBClient _client;
    private readonly TimeSpan? _timeout;

    private CancellationWorld(bool hasDeadline)
    {
        Database = new InMemoryDynamoDb(new InMemoryDynamoDbOptions { TimeProvider = Time });
        Gate = new Gate(Database.CreateHandler());
        _client = Database.CreateClient(c => (c.HttpClientFactory, c.MaxErrorRetry) = (new Gate.Factory(Gate), 0));
        _timeout = hasDeadline ? WatchedTime.Deadline : null;
        (Saas, Staff, Ledger, Clubs, Library) = (
            new SaasTable(Options<SaasTable>()), new StaffTable(Options<StaffTable>()), new LedgerTable(Options<LedgerTable>()),
            new ClubTable(Options<ClubTable>()), new LibraryTable(Options<LibraryTable>()));
    }

    public InMemoryDynamoDb Database { get; }
    public WatchedTime Time { get; } = new();
    public Gate Gate { get; }
    public SaasTable Saas { get; }
    public StaffTable Staff { get; }
    public LedgerTable Ledger { get; }
    public ClubTable Clubs { get; }
    public LibraryTable Library { get; }

    /// <summary>As they were read before another change.</summary>
    public Account Old { get; private set; } = null!;

    public static async Task<CancellationWorld> CreateAsync(bool hasDeadline, bool isLarge)
    {
        var world = new CancellationWorld(hasDeadline);
        foreach (var create in new[]
        {
            world.Saas.CreateTableRequest(), world.Staff.CreateTableRequest(), world.Ledger.CreateTableRequest(), world.Clubs.CreateTableRequest(), world.Library.CreateTableRequest(),
        })
        {
            await world._client.CreateTableAsync(create);
        }

        await world.SeedAsync();
        await (isLarge ? world.SeedLargeAsync() : Task.CompletedTask);
        world.Gate.Reset();
        return world;
    }

    public IEnumerable<TeamMember> Members(int count) =>
        Enumerable.Range(0, count).Select(i => new TeamMember { OrganizationId = "o3", TeamId = "t1", Id = $"m{i:D3}", Username = "u" });

    private async Task SeedAsync()
    {
        await Saas.Teams.BatchPutAsync(Enumerable.Range(0, 3).Select(i => new Team { OrganizationId = "o2", Id = $"t{i}", Name = "n" }));
        await Saas.Members.BatchPutAsync(Members(60));
        Old = await Ledger.Accounts.CreateAsync(new Account { Id = "a", Balance = 1 });
        await Ledger.Accounts.UpdateAsync(Old, u => u.Set(a => a.Balance, 2));
        await Clubs.Clubs.CreateAsync(new Club { Id = "c1", MaxMembers = 100 });
        await Clubs.Members.CreateAsync(new Member { ClubId = "c1", Id = "m1", Email = "a@x" });
        await Clubs.Members.CreateAsync(new Member { ClubId = "c1", Id = "m2", Email = "b@x" });
    }

    private async Task SeedLargeAsync()
    {
        // 90 KB each: 11 a page of the service.
        var text = new string('x', 90_000);
        await Saas.Organizations.CreateAsync(new Organization { Id = "o1", Name = "Large" });
        await Saas.Teams.BatchPutAsync(Enumerable.Range(0, 26).Select(i => new Team { OrganizationId = "o1", Id = $"t{i:D2}", Name = "n", Description = text }));
        await Staff.People.BatchPutAsync([new Person { Id = 1 }, new Person { Id = 2, ManagerId = 1 }, new Person { Id = 3, ManagerId = 1 }]);
        await Staff.Shifts.BatchPutAsync(Enumerable.Range(1, 3).Select(p => new Shift { PersonId = p, OfficeId = "f1", Day = new DateOnly(2026, 3, p) }));
        await Library.Cards.BatchPutAsync(Enumerable.Range(1, 230).Select(i => new Card { Id = $"c{i}", Box = "x", Text = "t", Rank = i }));
    }

    private TableOptions<TContext> Options<TContext>()
        where TContext : TableContext =>
        new TableOptions<TContext>(_client) { TimeProvider = Time, MaxParallelRequests = 1, OperationTimeout = _timeout }.ForTenant("acme");
}
