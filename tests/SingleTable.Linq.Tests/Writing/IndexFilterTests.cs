namespace SingleTable.Linq.Tests.Writing;

/// <summary>An index that only some items are on, as a predicate says.</summary>
[Trait("Feature", "S6")]
public class IndexFilterTests
{
    private static readonly Order s_order = new() { Id = "o", Customer = "c", Total = 50, Status = OrderStatus.Open };

    [Fact]
    public async Task Every_whole_write_puts_an_item_on_the_index_or_leaves_it_off()
    {
        var (world, db) = await NewAsync();
        Order[] orders =
        [
            s_order, s_order with { Id = "closed", Status = OrderStatus.Closed }, s_order with { Id = "small", Total = 9 }, s_order with { Id = "none", Total = 10, Status = OrderStatus.Open },
        ];
        await db.Orders.CreateAsync(orders[0]);
        await db.Orders.PutAsync(orders[1]);
        await db.Orders.UpsertAsync(orders[2]);
        await db.Orders.BatchPutAsync([orders[3]]);
        var expected = orders.Where(o => o is { Status: OrderStatus.Open, Total: >= 10 }).Select(o => o.Id).Order();
        (await OpenAsync(db)).ShouldBe(expected);
        (await world.ItemsAsync()).Where(i => i.ContainsKey("opk")).Select(i => i.Text("Id")).Order().ShouldBe(expected);

        await db.Orders.PutAsync(orders[0] with { Status = OrderStatus.Closed });
        await db.Orders.UpsertAsync(orders[1] with { Status = OrderStatus.Open });
        await db.Transaction().Put(orders[2] with { Total = 10 }).Update(orders[3], orders[3] with { Total = 5 }).CommitAsync();
        (await OpenAsync(db)).ShouldBe(["closed", "small"]);
    }

    [Fact]
    public async Task An_update_moves_an_item_on_and_off()
    {
        var (world, db) = await NewAsync();
        var open = await db.Orders.CreateAsync(s_order);
        world.TakeLines();
        var closed = await db.Orders.UpdateAsync(open, u => u.Set(o => o.Status, OrderStatus.Closed));
        world.TakeLines().ShouldHaveSingleItem().ShouldBe("UpdateItem Shop  pk = ORDER#o  sk = #O  set Status  leave Open  if exists and Customer = c and Total = 50");
        (await OpenAsync(db)).ShouldBeEmpty();
        world.TakeLines();
        await db.Orders.UpdateAsync(closed, closed with { Status = OrderStatus.Open, Total = 70 });
        world.TakeLines().ShouldHaveSingleItem().ShouldBe("UpdateItem Shop  pk = ORDER#o  sk = #O  set Total, Status  index Open  if exists and Customer = c");
        (await OpenAsync(db)).ShouldBe(["o"]);
        (await world.ItemAsync()).Text("osk").ShouldBe("CUSTOMER#c");
    }

    [Fact]
    public async Task What_the_filter_looks_at_needs_the_keys_values_only_where_the_item_comes_on_the_index()
    {
        var (world, db) = await NewAsync();
        await db.Orders.CreateAsync(s_order);
        world.TakeLines();
        var one = db.Orders.Where(o => o.Id == "o");
        await one.UpdateAsync(u => u.Set(o => o.Status, OrderStatus.Closed).Set(o => o.Total, 1));
        world.TakeLines().ShouldHaveSingleItem().ShouldBe("UpdateItem Shop  pk = ORDER#o  sk = #O  set Status, Total  leave Open  if exists");
        var error = await Should.ThrowAsync<WriteException>(() => one.UpdateAsync(u => u.Set(o => o.Status, OrderStatus.Open)));
        (error.Code, error.Entity).ShouldBe(("STL3110", "Order"));
        error.Message.ShouldContain("Customer, Total");
        await Should.ThrowAsync<WriteException>(() => one.UpdateAsync(u => u.Add(o => o.Total, 100)));
        (await Should.ThrowAsync<WriteException>(() => one.UpdateAsync(u => u.SetIfNotExists(o => o.Total, 100)))).Code.ShouldBe("STL3111");
        world.TakeLines().ShouldBeEmpty();
        await one.UpdateAsync(u => u.Set(o => o.Status, OrderStatus.Open).OnMissingValues(MissingValues.Read));
        (await OpenAsync(db)).ShouldBeEmpty();
        await one.UpdateAsync(u => u.Set(o => o.Total, 100).OnMissingValues(MissingValues.Read));
        (await OpenAsync(db)).ShouldBe(["o"]);
        (await db.Orders.Where(o => o.Customer == "c").UsingIndex("Open").UpdateAllAsync(u => u.Set(o => o.Status, OrderStatus.Closed))).Changed.ShouldBe(1);
        (await OpenAsync(db)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_goes_there_only_when_it_says_so()
    {
        var (world, db) = await NewAsync();
        var error = await Should.ThrowAsync<QueryTranslationException>(() => db.Orders.Where(o => o.Customer == "c").ToListAsync());
        error.Message.ShouldContain("Open: it holds only what its filter lets in, add UsingIndex(\"Open\")");
        (await Should.ThrowAsync<QueryTranslationException>(
            () => db.Orders.Where(o => o.Customer == "c" && o.Status == OrderStatus.Open).ToListAsync())).Code.ShouldBe(error.Code);
        world.SentNothing();
    }

    [Fact]
    public async Task What_left_the_index_since_it_was_read_is_skipped_by_writes_to_all_of_it()
    {
        var (world, db) = await NewAsync();
        await db.Orders.BatchPutAsync([s_order, s_order with { Id = "p" }]);
        var isToClose = true;
        var slow = new ShopTable(new TableOptions<ShopTable>(world.Client)
        {
            TableName = world.TableName,
            Log = line =>
            {
                // Between the page and the writes.
                if (isToClose && !line.StartsWith("Query", StringComparison.Ordinal))
                {
                    isToClose = false;
                    db.Orders.Where(o => o.Id == "o").UpdateAsync(u => u.Set(o => o.Status, OrderStatus.Closed).Set(o => o.Total, 50)).GetAwaiter().GetResult();
                }
            },
            MaxParallelRequests = 1,
        });
        var all = slow.Orders.Where(o => o.Customer == "c").UsingIndex("Open");
        (await all.UpdateAllAsync(u => u.Set(o => o.Remark, "x"))).ShouldBe(new BulkResult(1, 1, null));
        (await db.Orders.FindAsync("o"))!.Remark.ShouldBeNull();
        (await db.Orders.FindAsync("p"))!.Remark.ShouldBe("x");

        await db.Orders.PutAsync(s_order);
        isToClose = true;
        (await all.DeleteAllAsync()).ShouldBe(new BulkResult(1, 1, null));
        (await db.Orders.FindAsync("o"))!.Status.ShouldBe(OrderStatus.Closed);
        (await db.Orders.FindAsync("p")).ShouldBeNull();
    }

    [Fact]
    public async Task A_filter_that_throws_is_told_with_the_index()
    {
        var client = new InMemory.InMemoryDynamoDb().CreateClient();
        var db = new ThrowingTable(new TableOptions<ShopTable>(client));
        var error = await Should.ThrowAsync<WriteException>(() => db.Orders.CreateAsync(s_order));
        (error.Code, error.Entity, error.Property).ShouldBe(("STL3127", "Order", "Remark"));
        error.Message.ShouldContain("HasIndexFilter(\"Open\", …) of Order threw NullReferenceException");
        error.Message.ShouldContain("also where Remark is null");
    }

    [Theory]
    [InlineData("variable", "it looks at a variable")]
    [InlineData("clock", "UtcNow is not of the item")]
    [InlineData("whole", "it looks at the item as a whole")]
    [InlineData("ignored", "Note is not a stored property")]
    [InlineData("nothing", "it looks at no property")]
    [InlineData("index", "names an index that the entity is not on by HasIndex")]
    [InlineData("twice", "is called twice")]
    public void A_filter_that_cannot_work_is_refused_with_the_model(string kind, string problem)
    {
        var client = new InMemory.InMemoryDynamoDb().CreateClient();
        var error = Should.Throw<ModelException>(() => new WrongTable(new TableOptions<ShopTable>(client), kind).CreateTableRequest());
        error.Message.ShouldContain(problem);
        error.Message.ShouldContain("Order");
    }

    private static async Task<IEnumerable<string>> OpenAsync(ShopTable db) =>
        (await db.Orders.Where(o => o.Customer == "c").UsingIndex("Open").ToListAsync()).Select(o => o.Id).Order();

    private static async Task<(WritingWorld<ShopTable> World, ShopTable Db)> NewAsync()
    {
        var world = await WritingWorld<ShopTable>.CreateAsync(o => new ShopTable(o));
        return (world, world.Unscoped());
    }

    public enum OrderStatus
    {
        Open,
        Closed,
    }

    public sealed record Order
    {
        public string Id { get; init; } = "";
        public string Customer { get; init; } = "";
        public int Total { get; init; }
        public OrderStatus Status { get; init; }
        public string? Note { get; init; }
        public string? Remark { get; init; }

        public bool Equals(Order? other) => other?.Id == Id;

        public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
    }

    public sealed class ShopTable(TableOptions<ShopTable> options) : TableContext(options)
    {
        public EntitySet<Order> Orders => Set<Order>();

        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasName("Shop").HasIndex("Open", "opk", "osk");
            table.Entity<Order>(e =>
            {
                e.HasKey(o => $"ORDER#{o.Id}", _ => "#O").HasIndex("Open", o => $"CUSTOMER#{o.Customer}", o => $"CUSTOMER#{o.Customer}");
                e.HasIndexFilter("Open", o => o.Status == OrderStatus.Open && o.Total >= 10);
            });
        }
    }

    private sealed class ThrowingTable(TableOptions<ShopTable> options) : TableContext(options)
    {
        public EntitySet<Order> Orders => Set<Order>();

        protected override void OnModelCreating(TableModelBuilder table)
        {
            table.HasName("Throwing").HasIndex("Open", "opk", "osk");
            table.Entity<Order>(e =>
            {
                e.HasKey(o => $"ORDER#{o.Id}", _ => "#O").HasIndex("Open", o => $"CUSTOMER#{o.Customer}", o => $"CUSTOMER#{o.Customer}");
                e.HasIndexFilter("Open", o => o.Remark!.Length > 1);
            });
        }
    }

    private sealed class WrongTable(TableOptions<ShopTable> options, string kind) : TableContext(options)
    {
        protected override void OnModelCreating(TableModelBuilder table)
        {
            var limit = 10;
            table.HasName("Wrong").HasIndex("Open", "opk", "osk");
            table.Entity<Order>(e =>
            {
                e.HasKey(o => $"ORDER#{o.Id}", _ => "#O").HasIndex("Open", o => $"CUSTOMER#{o.Customer}", o => $"CUSTOMER#{o.Customer}").Ignore(o => o.Note);
                _ = kind switch
                {
                    "variable" => e.HasIndexFilter("Open", o => o.Total > limit),
                    "clock" => e.HasIndexFilter("Open", o => o.Total > DateTime.UtcNow.Day),
                    "whole" => e.HasIndexFilter("Open", o => o.ToString() == "" && o.Total > 1),
                    "ignored" => e.HasIndexFilter("Open", o => o.Note == ""),
                    "nothing" => e.HasIndexFilter("Open", o => true),
                    "index" => e.HasIndexFilter("Other", o => o.Total > 1),
                    _ => e.HasIndexFilter("Open", o => o.Total > 1).HasIndexFilter("Open", o => o.Total > 2),
                };
            });
        }
    }
}
