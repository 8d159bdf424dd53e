namespace AccessPatterns.Devices;

/// <summary>Partitions by device and day; what is of the whole fleet is divided among shards.</summary>
public sealed class DeviceTable(TableOptions<DeviceTable> options) : TableContext(options)
{
    public static readonly int[] Shards = [0, 1, 2, 3];

    public EntitySet<Device> Devices => Set<Device>();
    public EntitySet<Reading> Readings => Set<Reading>();
    public EntitySet<Alert> Alerts => Set<Alert>();

    protected override void OnModelCreating(TableModelBuilder table)
    {
        table.HasName("Devices").HasTimeToLive("ttl").HasIndex("BySite", "sitepk", "sitesk").HasIndex("OpenAlerts", "openpk", "opensk");
        table.Entity<Device>(e =>
        {
            e.HasKey(d => $"DEVICE#{d.Id}", _ => "#DEVICE");
            e.HasIndex("BySite", d => $"SITE#{d.Site}", d => $"DEVICE#{d.Id}");
        });
        table.Entity<Reading>(e =>
        {
            e.HasKey(r => $"DEVICE#{r.DeviceId}#{r.Day}", r => $"AT#{r.At}");
            e.HasTimeToLive(r => r.ExpiresAt, TimeSpan.FromDays(90));
        });
        table.Entity<Alert>(e =>
        {
            e.HasKey(a => $"DEVICE#{a.DeviceId}", a => $"ALERT#{a.At}");
            // One partition for all open alerts would take all their writes: four of them are read at once and merged.
            e.HasIndex("OpenAlerts", a => $"OPEN#{a.Shard:D1}", a => $"AT#{a.At}#{a.DeviceId}");
        });
    }

    public static int ShardOf(string device) => device.Sum(c => c) % Shards.Length;
}
