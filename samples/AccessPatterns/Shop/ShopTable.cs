namespace AccessPatterns.Shop;

/// <summary>A customer's partition holds the profile and the orders; GSI1 is shared by every other way in.</summary>
public sealed class ShopTable(TableOptions<ShopTable> options) : TableContext(options)
{
    public EntitySet<Customer> Customers => Set<Customer>();
    public EntitySet<Product> Products => Set<Product>();
    public EntitySet<Order> Orders => Set<Order>();
    public EntitySet<OrderItem> Items => Set<OrderItem>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Shop").HasIndex("GSI1", "gsi1pk", "gsi1sk").HasIndex("Open", "openpk", "opensk");
        table.Entity<Customer>(e =>
        {
            e.HasKey(c => $"CUSTOMER#{c.Id}", _ => "#PROFILE");
            e.HasIndex("GSI1", c => $"EMAIL#{c.Email}", _ => "#PROFILE");
            e.HasUnique(c => c.Email);
            e.HasMany(c => c.Orders);
            e.Counts<Order>(c => c.OrderCount);
        });
        table.Entity<Product>(e => e.HasKey(p => $"PRODUCT#{p.Sku}", _ => "#PRODUCT"));
        table.Entity<Order>(e =>
        {
            e.HasKey(o => $"CUSTOMER#{o.CustomerId}", o => $"ORDER#{o.Id}");
            e.HasIndex("GSI1", o => $"ORDER#{o.Id}", _ => "#ORDER");
            // Sparse: what has been shipped is not on it, so that it stays as small as the work that is left.
            e.HasIndex("Open", o => $"WAREHOUSE#{o.Warehouse}", o => $"{o.PlacedAt}#{o.Id}");
            e.HasIndexFilter("Open", o => o.Status != OrderStatus.Shipped);
            e.HasMany(o => o.Items);
        });
        table.Entity<OrderItem>(e =>
        {
            // In a partition of their own, so that a list of orders does not read past their items.
            e.HasKey(i => $"ORDER#{i.OrderId}", i => $"ITEM#{i.Sku}");
            e.HasIndex("GSI1", i => $"PRODUCT#{i.Sku}", i => $"ORDER#{i.OrderId}");
        });
    }
}
