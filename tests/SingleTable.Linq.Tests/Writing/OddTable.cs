namespace SingleTable.Linq.Tests.Writing;

/// <summary>Of an index that depends on a count.</summary>
public sealed class WrongYardTable(TableOptions<WrongYardTable> options, bool isNullable) : TableContext(options)
{
    public EntitySet<Line> Lines => Set<Line>();
    public EntitySet<Desk> Desks => Set<Desk>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Wrong").HasTenant("TenantId").HasNumericIndex("ByCount", "npk", "nsk");
        table.Entity<Line>(e =>
        {
            e.HasKey(l => $"T#{l.TenantId}#LINE#{l.Id}", _ => "#");
            e.Ignore(l => l.Tickets);
            e.Counts<Ticket>(l => l.TicketCount);
            if (isNullable)
            {
                e.HasIndex("ByCount", l => $"T#{l.TenantId}#LINES#{l.DeletedAt}", l => l.TicketCount);
            }
            else
            {
                e.HasIndex("ByCount", l => $"T#{l.TenantId}#LINES", l => l.TicketCount);
                e.HasIndexFilter("ByCount", l => l.Version == 0);
            }
        });
        table.Entity<Ticket>(e => e.HasKey(t => $"T#{t.TenantId}#LINE#{t.QueueId}", t => $"TICKET#{t.Id}"));
    }
}

/// <summary>With a filter that cannot look at every item, and a time that no date can tell the end of.</summary>
public sealed class OddTable(TableOptions<OddTable> options) : TableContext(options)
{
    public EntitySet<Parcel> Parcels => Set<Parcel>();
    public EntitySet<Seat> Seats => Set<Seat>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Odd").HasTenant("TenantId").HasTimeToLive("ttl").HasIndex("Open", "opk", "osk");
        table.Entity<Parcel>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#PARCEL#{p.Id}", _ => "#");
            e.HasIndex("Open", p => $"T#{p.TenantId}#LABEL#{p.Label}", p => $"ID#{p.Id}");
            e.HasIndexFilter("Open", p => p.Shelf!.Length > 2);
        });
        table.Entity<Seat>(e =>
        {
            e.HasKey(p => $"T#{p.TenantId}#SEAT#{p.Id}", _ => "#");
            e.HasSoftDelete(p => p.DeletedAt, keepFor: TimeSpan.FromDays(365.25 * 8000));
        });
    }
}
