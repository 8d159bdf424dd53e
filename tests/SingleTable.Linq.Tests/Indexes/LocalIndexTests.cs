using System.Collections.Concurrent;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.Tests.Engines;
using Endpoint = SingleTable.Linq.Tests.Engines.Endpoint;

namespace SingleTable.Linq.Tests.Indexes;

public sealed record Ticket
{
    public required string Project { get; init; }
    public required string Id { get; init; }
    public required string State { get; init; }
    public string? Assignee { get; init; }
    public int Rank { get; init; }
}

/// <summary>Whom a ticket concerns; found from either side.</summary>
public sealed record Watcher
{
    public required string User { get; init; }
    public required string Ticket { get; init; }
    public bool Mails { get; init; }
}

/// <summary>Indexes over the table's own keys: local ones, and one the other way round.</summary>
public sealed class TicketTable(TableOptions<TicketTable> options) : TableContext(options)
{
    public EntitySet<Ticket> Tickets => Set<Ticket>();
    public EntitySet<Watcher> Watchers => Set<Watcher>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasLocalIndex("ByState", "state").HasLocalIndex("ByAssignee", "assignee").HasIndex("Inverted", "sk", "pk").HasName("Tickets");
        table.Entity<Ticket>(e =>
        {
            e.HasKey(t => $"PROJECT#{t.Project}", t => $"TICKET#{t.Id}");
            e.HasLocalIndex("ByState", t => $"STATE#{t.State}#{t.Rank:D4}");
            e.HasLocalIndex("ByAssignee", t => $"{t.Assignee}");
        });
        table.Entity<Watcher>(e => e.HasKey(w => $"USER#{w.User}", w => $"WATCHES#{w.Ticket}"));
    }
}

public abstract class LocalIndexTests<TEngine> : EngineTests<TEngine>
    where TEngine : Engine, new()
{
    private readonly string _name = $"L{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<string> _requests = new();

    private TicketTable Tracker { get; set; } = null!;

    public override async ValueTask DisposeAsync()
    {
        if (Tracker is not null)
        {
            await Client.DeleteTableAsync(_name);
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task SeedAsync()
    {
        Tracker = new TicketTable(new TableOptions<TicketTable>(Client) { TableName = _name, Log = _requests.Enqueue, SensitiveLogging = true });
        await Tracker.EnsureTableAsync();
        await Tracker.Tickets.BatchPutAsync(Enumerable.Range(1, 6).Select(i => new Ticket
        {
            Project = "p", Id = $"t{i}", State = i % 2 == 0 ? "open" : "done", Rank = 10 - i, Assignee = i > 4 ? "ann" : null,
        }));
        await Tracker.Watchers.BatchPutAsync([new() { User = "ann", Ticket = "t1" }, new() { User = "bob", Ticket = "t1" }, new() { User = "bob", Ticket = "t2" }]);
        _requests.Clear();
    }

    [Fact]
    public async Task The_table_is_created_with_its_local_indexes()
    {
        var table = (await Client.DescribeTableAsync(_name, TestContext.Current.CancellationToken)).Table;
        table.LocalSecondaryIndexes.Select(i => $"{i.IndexName} {Keys(i.KeySchema)} {i.Projection.ProjectionType}").Order(StringComparer.Ordinal)
            .ShouldBe(["ByAssignee pk assignee ALL", "ByState pk state ALL"]);
        Keys(table.GlobalSecondaryIndexes.ShouldHaveSingleItem().KeySchema).ShouldBe("sk pk");

        static string Keys(List<KeySchemaElement> keys) => string.Join(' ', keys.Select(k => k.AttributeName));
    }

    [Fact]
    public async Task A_local_index_is_chosen_and_can_be_read_consistently()
    {
        var open = Tracker.Tickets.Where(t => t.Project == "p" && t.State == "open");
        (await open.OrderBy(t => t.Rank).ToListAsync()).Select(t => t.Id).ShouldBe(["t6", "t4", "t2"]);
        (await open.Where(t => t.Rank > 4).ConsistentRead().ToListAsync()).Select(t => t.Id).ShouldBe(["t4", "t2"]);
        (await Tracker.Tickets.UsingIndex("ByState").ConsistentRead().Where(t => t.Project == "p").Select(t => t.Id).ToListAsync())
            .ShouldBe(["t5", "t3", "t1", "t6", "t4", "t2"]);
        (await Tracker.Tickets.Where(t => t.Project == "p" && t.Assignee == "ann").CountAsync()).ShouldBe(2);
        Requests().ShouldBe(
        [
            "Query Table/ByState  pk = PROJECT#p  state begins_with STATE#open#  asc",
            "Query Table/ByState  pk = PROJECT#p  state between STATE#open#0004$ and STATE#open$  asc  consistent",
            "Query Table/ByState  pk = PROJECT#p  state begins_with STATE#  asc  select Id  consistent",
            "Query Table/ByAssignee  pk = PROJECT#p  assignee = ann  asc  count",
        ]);
    }

    [Fact]
    public async Task A_local_index_is_read_in_pages()
    {
        var query = Tracker.Tickets.UsingIndex("ByState").Where(t => t.Project == "p");
        var first = await query.ToPageAsync(4);
        var second = await query.ToPageAsync(4, first.Next);
        first.Items.Concat(second.Items).Select(t => t.Id).ShouldBe(["t5", "t3", "t1", "t6", "t4", "t2"]);
    }

    [Fact]
    public async Task Writes_keep_a_local_index_right()
    {
        var ticket = await Tracker.Tickets.SingleAsync(t => t.Project == "p" && t.Id == "t2");
        ticket = await Tracker.Tickets.UpdateAsync(ticket, u => u.Set(t => t.State, "done").Set(t => t.Assignee, "bob"));
        (await ItemAsync("t2")).Keys.Where(k => k is "pk" or "sk" or "state" or "assignee").Count().ShouldBe(4);
        (await ItemAsync("t2"))["state"].S.ShouldBe("STATE#done#0008");
        await Tracker.Tickets.UpdateAsync(ticket, u => u.Remove(t => t.Assignee));
        (await ItemAsync("t2")).ContainsKey("assignee").ShouldBeFalse();
        await Tracker.Tickets.UpsertAsync(ticket with { State = "new" });
        (await ItemAsync("t2"))["state"].S.ShouldBe("STATE#new#0008");
        (await ItemAsync("t2"))["assignee"].S.ShouldBe("bob");
        await Tracker.Tickets.PutAsync(ticket with { State = "new", Assignee = null });
        (await ItemAsync("t2")).ContainsKey("assignee").ShouldBeFalse();
    }

    [Fact]
    public async Task An_inverted_index_finds_the_other_side()
    {
        (await Tracker.Watchers.Where(w => w.Ticket == "t1").OrderBy(w => w.User).ToListAsync()).Select(w => w.User).ShouldBe(["ann", "bob"]);
        (await Tracker.Watchers.Where(w => w.User == "bob").ToListAsync()).Select(w => w.Ticket).ShouldBe(["t1", "t2"]);
        (await Tracker.Watchers.Where(w => w.User == "bob" && w.Ticket == "t2").ToListAsync()).Count.ShouldBe(1);
        (await Tracker.Tickets.Where(t => t.Id == "t3").ToListAsync()).ShouldHaveSingleItem().Rank.ShouldBe(7);
        Requests().ShouldBe(
        [
            "Query Table/Inverted  sk = WATCHES#t1  pk begins_with USER#  asc",
            "Query Table  pk = USER#bob  sk begins_with WATCHES#  asc",
            "GetItem Table  pk = USER#bob  sk = WATCHES#t2",
            "Query Table/Inverted  sk = TICKET#t3  pk begins_with PROJECT#  asc",
        ]);
        var page = await Tracker.Watchers.Where(w => w.Ticket == "t1").ToPageAsync(1);
        (await Tracker.Watchers.Where(w => w.Ticket == "t1").ToPageAsync(1, page.Next)).Items.ShouldHaveSingleItem().User.ShouldBe("bob");
        await Tracker.Watchers.Where(w => w.User == "bob" && w.Ticket == "t1").UpdateAsync(u => u.Set(w => w.Mails, true));
        await Tracker.Watchers.UpsertAsync(new Watcher { User = "bob", Ticket = "t1", Mails = true });
        await Tracker.Watchers.Where(w => w.User == "ann" && w.Ticket == "t1").DeleteAsync();
        (await Tracker.Watchers.SingleAsync(w => w.Ticket == "t1")).Mails.ShouldBeTrue();
    }

    private async Task<Dictionary<string, AttributeValue>> ItemAsync(string id) =>
        (await Client.GetItemAsync(_name, new() { ["pk"] = new("PROJECT#p"), ["sk"] = new($"TICKET#{id}") }, consistentRead: true)).Item;

    private List<string> Requests()
    {
        var lines = _requests.Select(l => l.Replace(_name, "Table", StringComparison.Ordinal)).ToList();
        _requests.Clear();
        return lines;
    }
}

public sealed class LocalIndexTests_Embedded : LocalIndexTests<Embedded>;

public sealed class LocalIndexTests_Wrapped : LocalIndexTests<Wrapped>;

public sealed class LocalIndexTests_Endpoint : LocalIndexTests<Endpoint>;
