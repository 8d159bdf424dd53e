using System.Globalization;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory;

namespace SingleTable.Linq.Tests.Simulation;

/// <summary>
/// 10,000 random operations of 8 clients at once, 5 % of whose requests or replies are lost, against what the clients were told: nothing is
/// lost, duplicated or stale in the table, its indexes, the guards, the counts and the trail. SINGLETABLE_SIMULATION_SEED runs one seed again.
/// </summary>
public class SimulationTests
{
    private const int Clients = 8;
    private const int OperationsOfClient = 125;
    private const double LostRequests = 0.025;
    private const double LostReplies = 0.025;

    public static TheoryData<int> Seeds => Environment.GetEnvironmentVariable("SINGLETABLE_SIMULATION_SEED") is { Length: > 0 } one
        ? [int.Parse(one, CultureInfo.InvariantCulture)]
        : [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_clients_were_told_is_what_the_table_holds(int seed)
    {
        var (database, db, operations) = await RunAsync(seed);
        try
        {
            await AssertTrailAsync(db, operations);
            await AssertTableAsync(database, db, operations);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed} fails; run it again with SINGLETABLE_SIMULATION_SEED={seed}. {e.Message}", e);
        }

        operations.Count.ShouldBe(Clients * OperationsOfClient);
        operations.Count(o => o.Outcome == Outcome.Done && o.Entries + o.Added > 0).ShouldBeGreaterThan(operations.Count / 4);
        operations.Count(o => o.Outcome == Outcome.Unknown).ShouldBeLessThan(operations.Count / 50);
    }

    [Fact]
    public async Task A_seed_gives_the_same_run_again()
    {
        var first = (await RunAsync(42)).Operations;
        (await RunAsync(42)).Operations.ShouldBe(first);
        (await RunAsync(43)).Operations.ShouldNotBe(first);
    }

    private static async Task<(InMemoryDynamoDb Database, BankTable Db, List<Operation> Operations)> RunAsync(int seed)
    {
        var database = new InMemoryDynamoDb(new InMemoryDynamoDbOptions { Seed = seed, RecordRequests = false });
        var random = new Random(seed);
        var turns = new TurnTaking(new Random(random.Next()));
        var clock = new EagerClock();
        var db = Open(new ImpatientClient(database.CreateHandler()), clock, null);
        await db.Options.Client.CreateTableAsync(db.CreateTableRequest());
        await db.Transaction().CreateRange([.. Enumerable.Range(0, 3).Select(i => new Branch { Id = $"b{i}", MaxClients = 4 })])
            .CreateRange([.. Enumerable.Range(0, 4).Select(i => new Deposit { Id = $"d{i}" })]).Create(new Meter { Id = "m" }).CommitAsync();
        database.Faults.On().Always().WithProbability(LostRequests).ResetBeforeCommit();
        database.Faults.On().Always().WithProbability(LostReplies).ResetAfterCommit();
        List<Simulator> simulators = [];
        List<Func<Task>> runs = [];
        for (var number = 0; number < Clients; number++)
        {
            var client = new ImpatientClient(new TurnHandler(turns, number, database.CreateHandler()) { IsOn = true });
            var simulator = new Simulator(number, new Random(random.Next()), actor => Open(client, clock, actor));
            simulators.Add(simulator);
            runs.Add(() => simulator.RunAsync(OperationsOfClient));
        }

        await turns.RunAsync(runs);
        database.Faults.Clear();
        return (database, db, [.. simulators.SelectMany(s => s.Operations)]);
    }

    private static BankTable Open(ImpatientClient client, TimeProvider clock, AuditActor? actor) =>
        new(new TableOptions<BankTable>(client) { TimeProvider = clock, Actor = actor, MaxParallelRequests = 1 }.ForTenant("acme"));

    // Each operation that was done is in the trail once, none that was refused is; and each state that an item was brought into was left once, or is there.
    private static async Task AssertTrailAsync(BankTable db, List<Operation> operations)
    {
        List<(string Key, AuditEntry Entry)> trail = [];
        var clients = await db.Clients.AllowScan().ToListAsync();
        for (var i = 0; i < 18; i++)
        {
            var (branch, id) = ($"b{i / 6}", $"c{i % 6}");
            trail.AddRange((await db.AuditTrail<Client>(branch, id).ToListAsync()).Select(e => ($"{branch}/{id}", e)));
        }

        var written = trail.ToLookup(t => t.Entry.CorrelationId);
        foreach (var operation in operations)
        {
            var entries = written[operation.Id].Count();
            var isRight = operation.Outcome switch
            {
                Outcome.Done => entries == operation.Entries,
                Outcome.Refused => entries == 0,
                _ => entries == 0 || entries == operation.Entries,
            };
            isRight.ShouldBeTrue($"{operation} has {entries} entries in the trail");
        }

        foreach (var property in new[] { "Version", "Points", "Email", "Rank" })
        {
            var brought = trail.SelectMany(t => Steps(t.Key, t.Entry, property, isAfter: true)).Order().ToList();
            var left = trail.SelectMany(t => Steps(t.Key, t.Entry, property, isAfter: false))
                .Concat(clients.Select(c => State($"{c.BranchId}/{c.Id}", Value(c, property))).OfType<string>()).Order().ToList();
            left.ShouldBe(brought, $"{property}: states left, or there, against states brought about");
        }
    }

    private static IEnumerable<string> Steps(string key, AuditEntry entry, string property, bool isAfter) => entry.Changes.Where(c => c.Property == property)
        .Select(c => State(key, isAfter ? c.New : c.Old)).OfType<string>();

    private static string? State(string key, string? value) => value is null ? null : $"{key} {value}";

    private static string? Value(Client client, string property) => property switch
    {
        "Version" => client.Version.ToString(CultureInfo.InvariantCulture),
        "Points" => client.Points.ToString(CultureInfo.InvariantCulture),
        "Email" => client.Email,
        _ => client.Rank,
    };

    private static async Task AssertTableAsync(InMemoryDynamoDb database, BankTable db, List<Operation> operations)
    {
        using var client = database.CreateClient();
        var items = (await client.ScanAsync(new ScanRequest("Bank"))).Items;
        var clients = await db.Clients.AllowScan().ToListAsync();
        items.Where(i => i["pk"].S.Contains("#UNIQUE#", StringComparison.Ordinal)).Select(i => $"{i["pk"].S} {i["_ownerpk"].S} {i["_ownersk"].S}").Order()
            .ShouldBe(clients.Where(c => c.Email is not null).Select(c => $"T#acme#UNIQUE#Client.Email#{c.Email} T#acme#BRANCH#{c.BranchId} CLIENT#{c.Id}").Order());
        foreach (var branch in await db.Branches.AllowScan().ToListAsync())
        {
            branch.ClientCount.ShouldBe(clients.Count(c => c.BranchId == branch.Id));
            branch.ClientCount.ShouldBeLessThanOrEqualTo(branch.MaxClients);
        }

        items.Where(i => i.ContainsKey("rpk")).Select(i => $"{i["rpk"].S} {i["rsk"].S}").Order()
            .ShouldBe(clients.Where(c => c.Rank is not null).Select(c => $"T#acme#RANK#{c.Rank} CLIENT#{c.BranchId}#{c.Id}").Order());
        var meter = (await db.Meters.FindAsync("m"))!.Total;
        var unknown = operations.Where(o => o.Outcome == Outcome.Unknown).Sum(o => o.Added);
        var added = operations.Where(o => o.Outcome == Outcome.Done).Sum(o => o.Added);
        meter.ShouldBeInRange(added, added + unknown);
        foreach (var deposit in await db.Deposits.AllowScan().ToListAsync())
        {
            var own = operations.Where(o => o.Deposit?.Id == deposit.Id).ToList();
            var done = own.FindAll(o => o.Outcome == Outcome.Done);
            var open = own.FindAll(o => o.Outcome == Outcome.Unknown);
            deposit.Amount.ShouldBeInRange(done.Sum(o => o.Deposit!.Value.Amount), done.Concat(open).Sum(o => o.Deposit!.Value.Amount));
            (deposit.Version - 1).ShouldBeInRange(done.Count, done.Count + open.Count);
            (await db.Deposits.Where(d => d.Amount == deposit.Amount).UsingIndex("ByAmount").ToListAsync()).ShouldContain(deposit);
        }
    }
}
