namespace AccessPatterns.Shop;

public enum OrderStatus { Placed, Paid, Shipped }

public sealed record Customer
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }

    /// <summary>Kept by the model, in the transactions that create orders.</summary>
    public int OrderCount { get; init; }

    public List<Order> Orders { get; init; } = [];
}

public sealed record Product
{
    public required string Sku { get; init; }
    public required string Name { get; init; }
    public decimal Price { get; init; }
    public int Stock { get; init; }
}

public sealed record Order
{
    /// <summary>An ULID in practice: ids that sort by time need no date in the key.</summary>
    public required string Id { get; init; }

    public required string CustomerId { get; init; }
    public required string Warehouse { get; init; }
    public OrderStatus Status { get; init; }
    public decimal Total { get; init; }
    public DateTimeOffset PlacedAt { get; init; }
    public List<OrderItem> Items { get; init; } = [];
}

public sealed record OrderItem
{
    public required string CustomerId { get; init; }
    public required string OrderId { get; init; }
    public required string Sku { get; init; }
    public int Quantity { get; init; }
    public decimal Price { get; init; }
}
