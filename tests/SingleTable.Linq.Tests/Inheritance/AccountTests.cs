using System.Collections.Concurrent;
using SingleTable.Linq.Tests.Engines;
using Endpoint = SingleTable.Linq.Tests.Engines.Endpoint;

namespace SingleTable.Linq.Tests.Inheritance;

public abstract record Account
{
    public required string Id { get; init; }
    public List<Order> Orders { get; init; } = [];
    public List<Paper> Papers { get; init; } = [];
    public List<Invoice> Invoices { get; init; } = [];
    public List<Receipt> Receipts { get; init; } = [];
}

public sealed record Personal : Account
{
    public int Age { get; init; }
}

/// <summary>Between a base and what is stored.</summary>
public abstract record Business : Account
{
    public string TaxId { get; init; } = "";
}

public sealed record Shop : Business;

public sealed record Agency : Business;

public sealed record Order
{
    public required string AccountId { get; init; }
    public int No { get; init; }
    public string? BusinessId { get; init; }
    public Account? Account { get; init; }
    public Business? Business { get; init; }
}

public abstract record Paper
{
    public required string AccountId { get; init; }
    public int No { get; init; }
}

public sealed record Invoice : Paper
{
    public decimal Due { get; init; }
}

public sealed record Receipt : Paper;

public sealed class AccountTable(TableOptions<AccountTable> options) : TableContext(options)
{
    public EntitySet<Account> Accounts => Set<Account>();
    public EntitySet<Personal> People => Set<Personal>();
    public EntitySet<Business> Businesses => Set<Business>();
    public EntitySet<Order> Orders => Set<Order>();
    public EntitySet<Paper> Papers => Set<Paper>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.Entity<Account>(e => e.HasKey(a => $"ACC#{a.Id}", _ => "#ACC").HasMany(a => a.Orders).HasMany(a => a.Papers).HasMany(a => a.Invoices)
            .HasMany(a => a.Receipts).HasDerived<Personal>().HasDerived<Business>(b => b.HasDerived<Shop>().HasDerived<Agency>()));
        table.Entity<Order>(e => e.HasKey(o => $"ACC#{o.AccountId}", o => $"ORDER#{o.No:D4}").HasOne(o => o.Account).HasOne(o => o.Business));
        table.Entity<Paper>(e => e.HasKey(p => $"ACC#{p.AccountId}", p => $"PAPER#{p.No:D4}").HasDerived<Invoice>().HasDerived<Receipt>());
    }
}

/// <summary>Includes from, to and between types of a hierarchy.</summary>
public abstract class AccountTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private readonly string _name = $"A{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<string> _requests = new();

    private AccountTable Bank { get; set; } = null!;

    public override async ValueTask DisposeAsync()
    {
        if (Bank is not null)
        {
            await Client.DeleteTableAsync(_name);
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task SeedAsync()
    {
        Bank = new AccountTable(new TableOptions<AccountTable>(Client) { TableName = _name, Log = _requests.Enqueue, SensitiveLogging = true });
        await Bank.EnsureTableAsync();
        await Bank.Accounts.BatchPutAsync([new Personal { Id = "p", Age = 40 }, new Shop { Id = "s", TaxId = "1" }, new Agency { Id = "a", TaxId = "2" }]);
        await Bank.Orders.BatchPutAsync(
        [
            new() { AccountId = "p", No = 1, BusinessId = "s" }, new() { AccountId = "p", No = 2, BusinessId = "p" }, new() { AccountId = "s", No = 1, BusinessId = "a" },
        ]);
        await Bank.Papers.BatchPutAsync([new Invoice { AccountId = "p", No = 1, Due = 5 }, new Receipt { AccountId = "p", No = 2 }, new Invoice { AccountId = "p", No = 3 }]);
        _requests.Clear();
    }

    [Fact]
    public async Task A_root_may_be_of_any_type()
    {
        var personal = (await Bank.Accounts.Include(a => a.Orders).Include(a => a.Papers).SingleAsync(a => a.Id == "p")).ShouldBeOfType<Personal>();
        (personal.Age, personal.Orders.Count, string.Join(' ', personal.Papers.Select(p => p.GetType().Name))).ShouldBe((40, 2, "Invoice Receipt Invoice"));
        (await Bank.Businesses.Include(b => b.Orders).SingleAsync(b => b.Id == "s")).ShouldBeOfType<Shop>().Orders.ShouldHaveSingleItem();
        (await Bank.Accounts.OfType<Personal>().Include(p => p.Orders).SingleOrDefaultAsync(p => p.Id == "s")).ShouldBeNull();
        (await Bank.Accounts.Where(a => a.Id == "a" && a is Business && ((Business)a).TaxId == "2").Include(a => a.Orders).ToListAsync())
            .ShouldHaveSingleItem().Orders.ShouldBeEmpty();
        Requests().ShouldBe(
        [
            "Query Table  pk = ACC#p  asc",
            "Query Table  pk = ACC#s  sk between #ACC and ORDER$  asc  filter type in (Shop, Agency) or type = Order",
            "Query Table  pk = ACC#s  sk between #ACC and ORDER$  asc  filter type = Personal or type = Order",
            "Query Table  pk = ACC#a  sk between #ACC and ORDER$  asc  filter (type in (Shop, Agency) and TaxId = 2) or type = Order",
        ]);
    }

    [Fact]
    public async Task Children_of_one_type_of_a_hierarchy_and_of_two()
    {
        var account = await Bank.Accounts.Include(a => a.Invoices).SingleAsync(a => a.Id == "p");
        account.Invoices.Select(i => i.No).ShouldBe([1, 3]);
        account = await Bank.Accounts.Include(a => a.Invoices.Where(i => i.Due > 1)).Include(a => a.Receipts).SingleAsync(a => a.Id == "p");
        (account.Invoices.Count, account.Receipts.Count).ShouldBe((1, 1));
        Requests().ShouldBe(
        [
            "Query Table  pk = ACC#p  sk = #ACC  asc",
            "Query Table  pk = ACC#p  sk begins_with PAPER#  asc  filter type = Invoice",
            "Query Table  pk = ACC#p  sk = #ACC  asc",
            "Query Table  pk = ACC#p  sk begins_with PAPER#  asc  filter (type = Invoice and Due > 1) or type = Receipt",
        ], ignoreOrder: true);
        Should.Throw<QueryTranslationException>(() => Bank.Accounts.Include(a => a.Invoices).Include(a => a.Papers).Where(a => a.Id == "p").Explain())
            .Message.ShouldContain("would be read twice");
    }

    [Fact]
    public async Task References_to_a_hierarchy_and_to_a_part_of_it()
    {
        var orders = await Bank.Orders.Include(o => o.Account).Include(o => o.Business).AcrossPartitions().Where(o => o.AccountId == "p").ToListAsync();
        orders.Select(o => o.Account!.GetType()).ShouldBe([typeof(Personal), typeof(Personal)]);
        orders.Select(o => o.Business?.GetType()).ShouldBe([typeof(Shop), null], "the second names a person");
        Requests().ShouldBe(
        [
            "Query Table  pk = ACC#p  sk begins_with ORDER#  asc", "GetItem Table  pk = ACC#p  sk = #ACC",
            "BatchGetItem Table  keys (ACC#s, #ACC; ACC#p, #ACC)",
        ]);
    }

    [Fact]
    public async Task A_base_that_is_abstract_in_the_middle()
    {
        (await Bank.Businesses.FindAsync("a")).ShouldBeOfType<Agency>().TaxId.ShouldBe("2");
        (await Bank.Businesses.FindAsync("p")).ShouldBeNull();
        var ids = new[] { "p", "s", "a" };
        (await Bank.Businesses.Where(b => ids.Contains(b.Id)).ToListAsync()).Select(b => b.Id).ShouldBe(["s", "a"]);
        (await Bank.Accounts.Where(a => ids.Contains(a.Id) && !(a is Business)).ToListAsync()).ShouldHaveSingleItem().ShouldBeOfType<Personal>();
        (await Bank.Partition<Shop>(s => s.Id == "p").ReadAsync()).Of<Account>().ShouldHaveSingleItem().ShouldBeOfType<Personal>();
        (await Bank.Accounts.Where(a => a.Id == "s").OfType<Business>().UpdateAsync(u => u.Set(b => b.TaxId, "9"))).ShouldBeOfType<Shop>().TaxId.ShouldBe("9");
        Requests().ShouldBe(
        [
            "GetItem Table  pk = ACC#a  sk = #ACC", "GetItem Table  pk = ACC#p  sk = #ACC",
            "BatchGetItem Table  keys (ACC#p, #ACC; ACC#s, #ACC; ACC#a, #ACC)",
            "BatchGetItem Table  keys (ACC#p, #ACC; ACC#s, #ACC; ACC#a, #ACC)",
            "Query Table  pk = ACC#p  asc", "UpdateItem Table  pk = ACC#s  sk = #ACC  set TaxId  if exists",
        ]);
    }

    private List<string> Requests()
    {
        var lines = _requests.Select(l => l.Replace(_name, "Table", StringComparison.Ordinal)).ToList();
        _requests.Clear();
        return lines;
    }
}

public sealed class AccountTests_Embedded : AccountTests<Embedded>;

public sealed class AccountTests_Wrapped : AccountTests<Wrapped>;

public sealed class AccountTests_Endpoint : AccountTests<Endpoint>;

public sealed class AccountTests_Container : AccountTests<Container>;
