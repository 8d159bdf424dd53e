namespace SingleTable.Linq.Aot;

/// <summary>Leaves out what such an application has to say, and asks for what it cannot have.</summary>
public sealed class UnnamedTable(TableOptions<UnnamedTable> options) : TableContext(options)
{
    protected override void OnModelCreating(TableModelBuilder table) =>
        table.HasName("unnamed").Entity<Holder>(e => e.HasKey(h => $"HOLDER#{h.Id}", _ => "#METADATA"));
}

public sealed record Holder(string Id, Address Address, HashSet<Plan> Plans);
