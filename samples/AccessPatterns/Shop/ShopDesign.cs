namespace AccessPatterns.Shop;

internal sealed class ShopDesign() : TableDesign<ShopTable>("shop", "E-commerce", """
    Customers, their orders, the items of these, and products. A customer and the orders are in one partition, the items of an order in another, so that a list of
    orders does not pay for items. GSI1 is overloaded: customers by e-mail, orders by number, items by product. A guard keeps e-mails unique, orders are counted where they are created, and a sparse index holds what is to be packed.
    """, options => new ShopTable(options))
{
    private static readonly DateTimeOffset s_monday = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    protected override async Task SeedAsync(TestTable<ShopTable> table)
    {
        await table.SeedAsync(null, new Product { Sku = "tea", Name = "Tea", Price = 4.5m, Stock = 10 }, new Product { Sku = "cup", Name = "Cup", Price = 12m, Stock = 1 });
        await table.SeedAsync(null, async db =>
        {
            await db.Customers.CreateAsync(new Customer { Id = "bob", Name = "Bob", Email = "bob@mail.com" });
            foreach (var day in Enumerable.Range(1, 3))
            {
                var order = new Order { Id = $"o{day}", CustomerId = "bob", Warehouse = "rome", PlacedAt = s_monday.AddDays(day), Total = 4.5m * day };
                await db.Orders.CreateAsync(day == 1 ? order with { Status = OrderStatus.Shipped } : order);
                await db.Items.CreateAsync(new OrderItem { CustomerId = "bob", OrderId = $"o{day}", Sku = "tea", Quantity = day, Price = 4.5m });
            }
        });
    }

    protected override IEnumerable<AccessPattern<ShopTable>> Patterns(TestTable<ShopTable> table) =>
    [
        Pattern.Of(
            "Sign up, with an e-mail that nobody has",
            (ShopTable db) => db.Customers.CreateAsync(new Customer { Id = "ada", Name = "Ada", Email = "ada@mail.com" }),
            c => c.Id == "ada"),
        Pattern.Refused(
            "Sign up again with the same e-mail",
            (ShopTable db) => db.Customers.CreateAsync(new Customer { Id = "eve", Name = "Eve", Email = "ada@mail.com" }),
            (UniqueViolationException e) => e.Constraint == "Customer.Email"),
        Pattern.Of("A customer by id", (ShopTable db) => db.Customers.FindAsync("bob"), c => c is { Name: "Bob", OrderCount: 3 }),
        Pattern.Of("A customer by e-mail", (ShopTable db) => db.Customers.SingleAsync(c => c.Email == "bob@mail.com"), c => c.Id == "bob"),
        Pattern.Of(
            "A customer with the last two orders",
            (ShopTable db) => db.Customers.Include(c => c.Orders.OrderByDescending(o => o.Id).Take(2)).SingleAsync(c => c.Id == "bob"),
            c => c.Orders.Select(o => o.Id).SequenceEqual(["o3", "o2"])),
        Pattern.Of(
            "Orders of a customer, newest first, in pages",
            (ShopTable db) => db.Orders.Where(o => o.CustomerId == "bob").OrderByDescending(o => o.Id).ToPageAsync(2),
            page => page.Items.Select(o => o.Id).SequenceEqual(["o3", "o2"]) && page.Next is not null),
        Pattern.Of(
            "An order with its items",
            (ShopTable db) => db.Orders.Include(o => o.Items).AcrossPartitions().SingleAsync(o => o.CustomerId == "bob" && o.Id == "o2"),
            o => o.Items is [{ Sku: "tea", Quantity: 2 }]),
        Pattern.Of("An order by its number alone, for the hotline", (ShopTable db) => db.Orders.SingleAsync(o => o.Id == "o1"), o => o.CustomerId == "bob"),
        Pattern.Of(
            "Who bought a product",
            (ShopTable db) => db.Items.Where(i => i.Sku == "tea").Select(i => new { i.CustomerId, i.OrderId }).ToListAsync(),
            all => all.Select(i => i.OrderId).SequenceEqual(["o1", "o2", "o3"])),
        Pattern.Of(
            "What a warehouse has to pack, oldest first",
            (ShopTable db) => db.Orders.UsingIndex("Open").Where(o => o.Warehouse == "rome").Take(10).ToListAsync(),
            all => all.Select(o => o.Id).SequenceEqual(["o2", "o3"])),
        Pattern.Of(
            "Products of a basket",
            (ShopTable db) => db.Products.Where(p => new[] { "tea", "cup" }.Contains(p.Sku)).ToListAsync(),
            all => all.Count == 2),
        Pattern.Done(
            "Place an order: it, its items, the stock, and the customer's count",
            (ShopTable db) => db.Transaction()
                .Create(Order("o4"))
                .Create(Cup("o4"))
                .Update(db.Products.Where(p => p.Sku == "cup"), u => u.Subtract(p => p.Stock, 1), when: p => p.Stock >= 1)
                .CommitAsync(),
            async db => await db.Customers.FindAsync("bob") is { OrderCount: 4 } && await db.Products.FindAsync("cup") is { Stock: 0 }),
        Pattern.Refused(
            "Place another, when the last cup is sold",
            (ShopTable db) => db.Transaction()
                .Create(Order("o5"))
                .Create(Cup("o5"))
                .Update(db.Products.Where(p => p.Sku == "cup"), u => u.Subtract(p => p.Stock, 1), when: p => p.Stock >= 1)
                .CommitAsync(),
            (TransactionFailedException e) => e.Failures.Any(f => f.Entity == "Product")),
        Pattern.Of(
            "Ship an order, which leaves the sparse index",
            (ShopTable db) => db.Orders.Where(o => o.CustomerId == "bob" && o.Id == "o2").UpdateAsync(u => u.Set(o => o.Status, OrderStatus.Shipped)),
            o => o.Status == OrderStatus.Shipped),
        Pattern.Of(
            "What is left to pack",
            (ShopTable db) => db.Orders.UsingIndex("Open").CountAsync(o => o.Warehouse == "rome"),
            count => count == 2),
        Pattern.Of("A customer and all orders, in one query", (ShopTable db) => db.Partition<Customer>(c => c.Id == "bob").ReadAsync(), all => all.Count == 5),
    ];

    private static Order Order(string id) =>
        new() { Id = id, CustomerId = "bob", Warehouse = "rome", PlacedAt = s_monday.AddDays(4), Total = 12m };

    private static OrderItem Cup(string order) => new() { CustomerId = "bob", OrderId = order, Sku = "cup", Quantity = 1, Price = 12m };
}
