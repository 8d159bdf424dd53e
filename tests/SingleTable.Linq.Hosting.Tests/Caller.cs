namespace SingleTable.Linq.Hosting.Tests;

/// <summary>Who calls, as a web application knows it of each request.</summary>
public sealed class Caller
{
    public string? Tenant { get; set; }
    public string Name { get; set; } = "";
}

/// <summary>A context that takes more than its options.</summary>
public sealed class NamedTable(TableOptions<NamedTable> options, Caller caller) : TableContext(options)
{
    public Caller Caller => caller;

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Names").HasKeys("pk", "sk");
        table.Entity<Currency>(e => e.HasKey(c => $"CURRENCY#{c.Code}", _ => "#CURRENCY"));
    }
}

/// <summary>A context that can be made in two ways.</summary>
public sealed class EitherTable : TableContext
{
    public EitherTable(TableOptions<EitherTable> options)
        : base(options)
    {
    }

    public EitherTable(TableOptions<EitherTable> options, Caller caller)
        : base(options) => Caller = caller;

    public Caller? Caller { get; }

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Either").HasKeys("pk", "sk");
        table.Entity<Currency>(e => e.HasKey(c => $"CURRENCY#{c.Code}", _ => "#CURRENCY"));
    }
}
